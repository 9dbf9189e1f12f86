"""DuckDB behind the Engine protocol: one connection in memory, bounded, with no way to the net."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from regulars.engines.duckdb.faults import world
from regulars.engines.duckdb.interrupt import WORKING, known
from regulars.engines.duckdb.progress import MEASURED
from regulars.engines.duckdb.spill import release, spill_folder
from regulars.errors import EngineError
from regulars.facts.engine import Value
from regulars.facts.query import Query


class DuckDBEngine:
    """Runs queries in memory and spills to a temporary folder beyond ``memory_limit``."""

    dialect = "duckdb"

    def __init__(self, *, memory_limit: str = "1GiB", spill: Path | None = None, threads: int | None = None) -> None:
        self.folder, held = spill_folder(spill)
        """A folder that lives as long as the engine, for what does not fit in memory."""
        self._cleanup = weakref.finalize(self, release, self.folder, held)
        self.connection = duckdb.connect(
            config={
                "memory_limit": memory_limit,
                "temp_directory": str(self.folder),
                # A run must never fetch code: only what is built in exists.
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "preserve_insertion_order": "false",
                # `x IN ('a', …)` becomes a join, which evaluates x for every row, though a CASE asks it of few.
                "disabled_optimizers": "in_clause",
                **({"threads": str(threads)} if threads else {}),
            }
        )
        for name, value in {"TimeZone": "UTC", **MEASURED}.items():
            self.connection.execute(f"SET {name} = '{value}'")
        known(self.connection)
        self._covered: set[str] = set()

    def world(self, doing: str) -> AbstractContextManager[None]:
        """Within this block, what the world refuses (memory, disk) is an EnvironmentFault."""
        return world(doing, self.folder)

    def run(self, query: Query, parameters: Mapping[str, Value] | None = None) -> pa.Table:
        with self._failures(query):
            return self.connection.sql(query.text(self.dialect), params=self._bound(query, parameters)).to_arrow_table()

    def keep(self, name: str, query: Query, parameters: Mapping[str, Value] | None = None) -> None:
        self.drop(name)
        with self._failures(query):
            sql = f"CREATE TABLE {quoted(name)} AS {query.text(self.dialect)}"
            self.connection.execute(sql, self._bound(query, parameters))

    def put(self, name: str, table: pa.Table) -> None:
        self.drop(name)
        self.connection.register("incoming", table)
        try:
            self.connection.execute(f"CREATE TABLE {quoted(name)} AS SELECT * FROM incoming")
        finally:
            self.connection.unregister("incoming")

    def lay_apart(self, name: str, query: Query, parameters: Mapping[str, Value] | None, crowds: int) -> tuple[str, ...]:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        rows = f"SELECT *, hash(customer_id) % {crowds} AS crowd FROM ({query.text(self.dialect)})"
        with self._failures(query):
            sql = f"COPY ({rows}) TO '{_text(str(folder))}' (FORMAT parquet, PARTITION_BY (crowd))"
            self.connection.execute(sql, self._bound(query, parameters))
        laid = {f"{name}_{i}": sorted(map(str, (folder / f"crowd={i}").glob("*.parquet"))) for i in range(crowds)}
        for table, files in laid.items():
            if files:
                self.connection.execute(f"CREATE OR REPLACE VIEW {quoted(table)} AS SELECT * FROM {_files(files)}")
        return tuple(table for table, files in laid.items() if files)

    def parts(self, name: str, files: Sequence[str], schema: pa.Schema, superseded: Sequence[str] = ()) -> None:
        if not files:
            self.put(name, schema.empty_table())
            return
        self.drop(name)
        columns = ", ".join(f"f.{quoted(c)} AS {quoted(c)}" for c in schema.names)
        rows = f"SELECT {columns} FROM {_files(files)} AS f"
        if superseded:  # only then, because the join costs
            rows += f" ANTI JOIN {_files(superseded)} AS s ON s.fact_id = f.fact_id AND f.recorded_at < s.recorded_at"
        self.connection.execute(f"CREATE VIEW {quoted(name)} AS {rows}")

    def cover(self, name: str, query: Query) -> None:
        recorded = f"{name}_as_recorded"
        with self._failures(query):
            if name in self._covered:
                self.connection.execute(f"DROP VIEW {quoted(name)}")
            else:
                self._drop(recorded)
                kind = "VIEW" if self._type(name) == "VIEW" else "TABLE"
                self.connection.execute(f"ALTER {kind} {quoted(name)} RENAME TO {quoted(recorded)}")
            self.connection.execute(f"CREATE VIEW {quoted(name)} AS {query.text(self.dialect)}")
        self._covered.add(name)

    def drop(self, name: str) -> None:
        self._drop(name)
        if name in self._covered:
            self._covered.discard(name)
            self._drop(f"{name}_as_recorded")

    def _drop(self, name: str) -> None:
        try:  # looking first whether it is a table or a view takes eight times as long
            self.connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        except duckdb.CatalogException:
            self.connection.execute(f"DROP VIEW {quoted(name)}")

    def _type(self, name: str) -> str | None:
        sql = "SELECT table_type FROM information_schema.tables WHERE table_name = ?"
        found = self.connection.execute(sql, [name]).fetchone()
        return str(found[0]) if found else None

    def close(self) -> None:
        WORKING.discard(self.connection)
        self.connection.close()
        self._cleanup()

    def __enter__(self) -> DuckDBEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _bound(self, query: Query, parameters: Mapping[str, Value] | None) -> dict[str, Value]:
        wanted = query.parameters(self.dialect)
        return {k: v for k, v in (parameters or {}).items() if k in wanted}

    @contextmanager
    def _failures(self, query: Query) -> Iterator[None]:
        """DuckDB's errors as ours: the world's failures apart from our bugs."""
        try:
            with self.world(query.name):
                yield
        except duckdb.Error as e:
            raise EngineError(
                f"the query {query.name} failed: {e}", do="please report this, with the file's first lines"
            ) from e


def quoted(name: str) -> str:
    """An identifier, quoted: the one place where names enter SQL."""
    return '"' + name.replace('"', '""') + '"'


def _files(paths: Sequence[str]) -> str:
    listed = ", ".join(f"'{_text(p)}'" for p in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def _text(value: str) -> str:
    return value.replace("'", "''")
