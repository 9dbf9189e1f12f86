"""The embedded engine."""

from regulars.engines.duckdb.engine import DuckDBEngine

__all__ = ["DuckDBEngine"]
