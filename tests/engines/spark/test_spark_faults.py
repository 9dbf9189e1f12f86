"""Spark's refusals in our words, without its secrets."""

from __future__ import annotations

import pytest

pytest.importorskip("pyspark", reason="no pyspark: make spark")
from py4j.protocol import Py4JNetworkError
from pyspark.errors import AnalysisException

from regulars.engines.spark.faults import failures, without_secrets
from regulars.errors import EngineError, EnvironmentFault, RegularsError


def told(error: Exception) -> RegularsError:
    with pytest.raises((EngineError, EnvironmentFault)) as refused, failures("retention"):
        raise error
    return refused.value


def test_a_part_that_workers_cannot_see_asks_for_a_shared_folder() -> None:
    said = told(AnalysisException("[PATH_NOT_FOUND] Path does not exist: file:/shop/000001.parquet. SQLSTATE: 42K03"))
    assert isinstance(said, EnvironmentFault)
    assert "Retention could not read the facts: [PATH_NOT_FOUND]" in str(said)
    assert "shared folder" in str(said)
    assert "--parts-at" in str(said)


def test_too_little_memory_is_the_worlds_failure() -> None:
    said = told(AnalysisException("Job aborted: java.lang.OutOfMemoryError: Java heap space"))
    assert isinstance(said, EnvironmentFault)
    assert "spark.executor.memory" in str(said)


@pytest.mark.parametrize("error", [Py4JNetworkError("Answer from Java side is empty"), ConnectionRefusedError(111, "refused")])
def test_a_spark_that_went_away(error: Exception) -> None:
    said = told(error)
    assert isinstance(said, EnvironmentFault)
    assert "lost its Spark" in str(said)
    assert "see whether the cluster still runs" in str(said)


def test_anything_else_is_a_bug_of_ours_said_in_one_line() -> None:
    said = told(AnalysisException("[UNRESOLVED_COLUMN] no such column\n'Project ['x]\n+- OneRowRelation"))
    assert isinstance(said, EngineError)
    assert str(said).splitlines()[0] == "The query retention failed: [UNRESOLVED_COLUMN] no such column."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sc://a:15002/;token=abc;user_id=x", "sc://a:15002/;token=…;user_id=x"),
        ("fs.s3a.secret.key=abc/def+g", "fs.s3a.secret.key=…"),
        ("AWS_ACCESS_KEY: AKIA123", "AWS_ACCESS_KEY: …"),
        ("s3a://KEY:SECRET@bucket/shop", "s3a://…@bucket/shop"),
        ("jdbc password=hunter2&ssl=on", "jdbc password=…&ssl=on"),
        ("nothing to hide at spark://a:7077", "nothing to hide at spark://a:7077"),
    ],
)
def test_no_secret_is_shown(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
