"""Java behind pyspark: started once, quietly."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytest.importorskip("pyspark", reason="no pyspark: make spark")
from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark
_TRY = """
from regulars.engines.spark.launching import launched
from regulars.errors import EnvironmentFault
try:
    launched("local[1]", {})
except EnvironmentFault as e:
    print(e)
"""


def test_spark_says_nothing_on_our_standard_error(session: SparkSession, capfd: pytest.CaptureFixture[str]) -> None:
    assert session.range(10).count() == 10
    assert capfd.readouterr().err == ""


def test_a_java_that_does_not_start_is_heard(can_run: None) -> None:
    wrong = {**os.environ, "PYSPARK_SUBMIT_ARGS": "--no-such-option pyspark-shell"}
    tried = subprocess.run([sys.executable, "-c", _TRY], env=wrong, capture_output=True, text=True, check=True)
    assert tried.stdout.startswith("Spark did not start: ")
    assert "no-such-option" in tried.stdout
    assert "Java 17 or newer" in tried.stdout
    assert tried.stderr == ""
