"""The version, alone in a file so that `--version` loads nothing else."""

__version__ = "0.1.0.dev0"
