"""One cluster and one session for all tests on Spark: a master and two workers, so that data really is split."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from regulars.errors import EnvironmentFault
from tools.spark_cluster import BRIEF, Master, master, missing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OPTIONS = {
    "spark.executor.memory": "700m",
    "spark.executor.extraJavaOptions": BRIEF,
    "spark.driver.extraJavaOptions": BRIEF,
    # Tasks this small are sooner done by the other worker than by the one that is waited for.
    "spark.locality.wait": "0",
    # To compile a query takes longer than to interpret it over rows this few. Of one log all is compiled: see Both.
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # No Python runs on a worker: a query that wanted one would fail here.
    "spark.pyspark.python": "no-python-on-the-workers",
}


@pytest.fixture(scope="session")
def can_run() -> None:
    """Skips where Spark cannot run, saying how to get it."""
    lacking = missing()
    if lacking:
        pytest.skip(f"Spark: {lacking}")


@pytest.fixture(scope="session")
def begun(can_run: None) -> Iterator[Master]:
    with master() as one:
        yield one


@pytest.fixture(scope="session")
def without_workers(begun: Master) -> str:
    """What is said where a master runs and no worker does. First, because a process has one session at a time."""
    from regulars.engines.spark.connecting import connected

    with pytest.raises(EnvironmentFault) as refused:
        connected(begun.address, options=OPTIONS, patience_seconds=1)
    return str(refused.value)


@pytest.fixture(scope="session")
def session(begun: Master, without_workers: str) -> Iterator[SparkSession]:
    from regulars.engines.spark.connecting import connected

    begun.employ(2)
    joined = connected(begun.address, options=OPTIONS, patience_seconds=120)
    yield joined
    joined.stop()
