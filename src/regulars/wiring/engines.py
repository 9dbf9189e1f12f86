"""Which engine answers, and where it finds a workspace's parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from regulars.engines.duckdb import DuckDBEngine
from regulars.errors import EnvironmentFault, UsageError
from regulars.facts.engine import Engine
from regulars.settings import EMBEDDED, Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def engine_for(settings: Settings, given: str | SparkSession | None = None) -> Engine:
    """The embedded engine, the Spark at an address, or one on a session that the caller has.

    ``given`` goes before ``settings.engine``. A new engine each time: on Spark it shares the
    cluster with others, and nothing else.
    """
    wanted = settings.engine if given is None else given
    if wanted == EMBEDDED:
        return DuckDBEngine(memory_limit=settings.memory_limit)
    try:
        from regulars.engines.spark.connecting import connected
        from regulars.engines.spark.engine import SparkEngine
    except ModuleNotFoundError as e:
        if (e.name or "").partition(".")[0] not in ("pyspark", "py4j"):
            raise
        raise EnvironmentFault(
            f"the engine {wanted} needs pyspark, and it is not installed",
            expected="the package pyspark, in the version of the cluster",
            do="pip install 'regulars[spark]'",
        ) from e
    return SparkEngine(connected(wanted) if isinstance(wanted, str) else wanted)


def only_embedded(settings: Settings) -> None:
    """UsageError where files in memory are asked of another engine."""
    if settings.engine != EMBEDDED:
        raise UsageError(
            f"files are read in memory by {EMBEDDED}, and the engine {settings.engine} was asked for",
            expected="a workspace that the cluster can read",
            do="import the files into a workspace on a shared folder, and ask that; or leave the engine out",
        )


def parts_for(files: Sequence[str], home: Path, parts_at: str | None) -> tuple[str, ...]:
    """The same parts at another place: a copy of the workspace in an object store, say.

    >>> parts_for(["shop/facts/purchases/000001.parquet"], Path("shop"), "s3a://bucket/shop/")
    ('s3a://bucket/shop/facts/purchases/000001.parquet',)
    """
    if parts_at is None:
        return tuple(files)
    return tuple(f"{parts_at.rstrip('/')}/{Path(f).relative_to(home).as_posix()}" for f in files)
