"""From an address to a session: every refusal is a sentence, and comes soon."""

from __future__ import annotations

import socket

import pytest

pytest.importorskip("pyspark", reason="no pyspark: make spark")
from pyspark import SparkContext
from pyspark.sql import SparkSession

from regulars.engines.spark.connecting import connected
from regulars.errors import EnvironmentFault, UsageError

pytestmark = pytest.mark.spark


@pytest.mark.parametrize(
    "address", ["analysis:7077", "spark://analysis", "spark://user:word@analysis:7077", "http://a:1", "local[x]"]
)
def test_an_address_that_is_none_is_refused_before_anything_starts(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SparkContext, "_active_spark_context", None)
    with pytest.raises(UsageError, match="is no address of a Spark cluster") as refused:
        connected(address)
    assert "spark://host:port" in str(refused.value)


def test_a_server_that_is_not_there_is_named_at_once(can_run: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SparkContext, "_active_spark_context", None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(EnvironmentFault, match=f"No Spark master answers at 127.0.0.1:{port}") as refused:
        connected(f"spark://127.0.0.1:{port}")
    assert "start it, or correct the address" in str(refused.value)


def test_a_master_without_workers_is_not_waited_for_without_end(without_workers: str) -> None:
    assert "took a job within 1 s" in without_workers
    assert "start a worker, or ask for less memory" in without_workers


def test_one_process_has_one_cluster(session: SparkSession) -> None:
    assert connected(session.sparkContext.master).sparkContext is session.sparkContext
    with pytest.raises(UsageError, match="This process already uses the Spark at spark://"):
        connected("spark://elsewhere:7077")


def test_the_work_is_split_over_two_workers_into_four(session: SparkSession) -> None:
    assert session.conf.get("spark.sql.shuffle.partitions") == "4"
    assert session.sparkContext.defaultParallelism == 2
