"""Rows that DuckDB cannot read from where they lie, written once to a temporary file that it can."""
