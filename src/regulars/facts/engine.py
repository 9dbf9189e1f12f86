"""What facts and measures ask of an engine. Engines implement it; nobody here knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, runtime_checkable

import pyarrow as pa

from regulars.facts.query import Query

Value = str | int | float | bool | None


class Keeper(Protocol):
    """Keeps answers from one command to the next, so that they need not be asked for whole again."""

    def answer(self, query: Query, values: Mapping[str, Value], afresh: Callable[[], pa.Table]) -> pa.Table:
        """What ``afresh`` would answer: the query over everybody's activity, with these values."""
        ...


class Engine(Protocol):
    """Runs named queries over tables that it knows by name."""

    @property
    def dialect(self) -> str:
        """Which of a query's texts it runs: ``duckdb`` or ``spark``."""
        ...

    def run(self, query: Query, parameters: Mapping[str, Value] | None = None) -> pa.Table:
        """The answer as an Arrow table; parameters that the query does not name are left out."""
        ...

    def put(self, name: str, table: pa.Table) -> None:
        """Make a small table known under a name, replacing one of that name."""
        ...

    def keep(self, name: str, query: Query, parameters: Mapping[str, Value] | None = None) -> None:
        """Materialise a query's answer as the table ``name``."""
        ...

    def parts(self, name: str, files: Sequence[str], schema: pa.Schema, superseded: Sequence[str] = ()) -> None:
        """Make Parquet parts known as one table; no files make an empty table of that schema.

        ``superseded``: Parquet files of (fact_id, recorded_at); versions of those facts recorded
        before that time are left out.
        """
        ...

    def cover(self, name: str, query: Query) -> None:
        """Show a table as a query says, whose text reads it as ``<name>_as_recorded``.

        Covering it again goes back to the table itself. Nothing is copied.
        """
        ...

    def drop(self, name: str) -> None:
        """Forget a table."""
        ...

    def close(self) -> None:
        """Give back what the engine holds."""
        ...


@runtime_checkable
class Crowding(Engine, Protocol):
    """An engine of one machine, which can lay a log apart by customers, so that it need not group all of them at once."""

    def lay_apart(self, name: str, query: Query, parameters: Mapping[str, Value] | None, crowds: int) -> tuple[str, ...]:
        """Write a query's answer to its disk in so many crowds, all rows of a ``customer_id`` in one.

        Out: the names under which the crowds that have any rows are known. What was laid apart under this name before is gone.
        """
        ...
