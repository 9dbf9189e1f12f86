"""Archives: their files are read as if they lay in a folder."""
