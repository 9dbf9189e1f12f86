"""Starting Java behind pyspark, with what it writes to standard error kept out of ours."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from typing import IO

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from regulars.engines.spark.faults import reason, without_secrets
from regulars.errors import EnvironmentFault


def launched(address: str, options: Mapping[str, str]) -> SparkSession:
    """A session on a master's address, or EnvironmentFault with what Java said.

    Java's log goes to a file without a name, which is gone with the process: Spark repeats there, in
    hundreds of lines, what it also answers.
    """
    conf = SparkConf(loadDefaults=False).setAppName("regulars").setMaster(address).setAll(list(options.items()))
    with tempfile.TemporaryFile() as log:
        try:
            # A Java that an earlier session of this process left is used again.
            SparkContext(conf=conf, gateway=SparkContext._gateway or launch_gateway(conf, {"stderr": log}))
            return SparkSession.builder.getOrCreate()
        except (PySparkException, Py4JError) as e:
            raise EnvironmentFault(
                f"Spark did not start: {reason(e)}{_complaint(log)}",
                expected=f"a cluster at {address} of the same version as pyspark here, and Java 17 or newer",
                do="compare the versions, and look into the master's log",
            ) from e


def _complaint(log: IO[bytes]) -> str:
    """Java's own first line that names an error, else the last that it wrote."""
    log.seek(0)
    lines = [line.strip() for line in log.read().decode(errors="replace").splitlines() if line.strip()]
    told = [line for line in lines if re.search("error|exception", line, re.I)] or lines[-1:]
    return f" ({without_secrets(told[0])})" if told else ""
