"""Text in columns: CSV, TSV and their relatives."""
