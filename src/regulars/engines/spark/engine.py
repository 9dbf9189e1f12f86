"""Spark behind the Engine protocol: views of one session, whose parts the executors read themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from regulars.engines.spark.columns import columns, nothing
from regulars.engines.spark.faults import failures
from regulars.engines.spark.places import place
from regulars.facts.engine import Value
from regulars.facts.query import Query

# What makes a text mean here what it means on DuckDB: an overflow or a bad cast is an error, never a null,
# and a time without a zone is one.
_MEANING = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}


class SparkEngine:
    """Runs queries on a Spark session. Its tables and settings are its own: the session's are untouched."""

    dialect = "spark"

    def __init__(self, session: SparkSession) -> None:
        self.session = session.newSession()
        for name, value in _MEANING.items():
            self.session.conf.set(name, value)
        self._kept: dict[str, DataFrame] = {}
        self._covered: set[str] = set()

    def run(self, query: Query, parameters: Mapping[str, Value] | None = None) -> pa.Table:
        with failures(query.name):
            return self._asked(query, parameters).toArrow()

    def keep(self, name: str, query: Query, parameters: Mapping[str, Value] | None = None) -> None:
        with failures(query.name):
            kept = self._asked(query, parameters).cache()
            kept.count()  # so that it is there, and fails here if it fails
        self._know(name, kept)
        self._kept[name] = kept

    def put(self, name: str, table: pa.Table) -> None:
        with failures(f"making {name} known"):
            self._know(name, self.session.createDataFrame(table))

    def parts(self, name: str, files: Sequence[str], schema: pa.Schema, superseded: Sequence[str] = ()) -> None:
        with failures(name):
            rows = self._read(files, columns(schema)) if files else self.session.sql(nothing(schema))
            if superseded:  # only then, because the join costs
                later = self._read(superseded, "fact_id BINARY, recorded_at TIMESTAMP_NTZ")
                replaced = (later.fact_id == rows.fact_id) & (rows.recorded_at < later.recorded_at)
                rows = rows.join(later, replaced, "left_anti")
        self._know(name, rows)

    def cover(self, name: str, query: Query) -> None:
        recorded = f"{name}_as_recorded"
        with failures(query.name):
            if name not in self._covered:
                self.session.table(name).createOrReplaceTempView(recorded)
            self.session.sql(query.text(self.dialect)).createOrReplaceTempView(name)
        self._covered.add(name)

    def drop(self, name: str) -> None:
        if name in self._covered:
            self._covered.discard(name)
            self.session.catalog.dropTempView(f"{name}_as_recorded")
        if name in self._kept:
            self._kept.pop(name).unpersist()
        self.session.catalog.dropTempView(name)

    def close(self) -> None:
        """Forget this engine's tables. The session stays: other engines may share its cluster."""
        with failures("closing"):
            for name in list(self._kept):
                self.drop(name)

    def __enter__(self) -> SparkEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _asked(self, query: Query, parameters: Mapping[str, Value] | None) -> DataFrame:
        wanted = query.parameters(self.dialect)
        bound = {k: v for k, v in (parameters or {}).items() if k in wanted}
        return self.session.sql(query.text(self.dialect), args=bound)

    def _read(self, files: Sequence[str], declared: str) -> DataFrame:
        return self.session.read.schema(declared).parquet(*map(place, files))

    def _know(self, name: str, rows: DataFrame) -> None:
        self.drop(name)
        rows.createOrReplaceTempView(name)
