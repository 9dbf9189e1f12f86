"""The embedded engine."""

from regulars.engines.duckdb.engine import DuckDBEngine
from regulars.engines.duckdb.interrupt import interruptible

__all__ = ["DuckDBEngine", "interruptible"]
