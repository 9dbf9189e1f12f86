"""The command line: thin commands over the public names. Nothing heavy is imported before a command runs."""
