"""What Spark, its workers or Java refuse, in our words."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError
from pyspark.errors import PySparkException

from regulars.errors import EngineError, EnvironmentFault

# pyspark repeats every refusal on standard error, hundreds of lines long, before it raises it.
logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)

_UNREADABLE = re.compile(r"PATH_NOT_FOUND|FAILED_READ_FILE|FILE_NOT_EXIST|FileNotFoundException|does not exist|No FileSystem")
_GONE = re.compile(
    r"stopped SparkContext|Connection refused|ConnectException|executor lost|ExecutorLostFailure|master removed", re.I
)
_FULL = re.compile(r"OutOfMemoryError|No space left|maxResultSize")
_USER = re.compile(r"(?<=://)[^/@\s]+@")
_SECRET = re.compile(r"((?:token|password|secret|key)\s*[=:]\s*)[^\s;&,]+", re.I)
_LONGEST = 400


@contextmanager
def failures(doing: str) -> Iterator[None]:
    """Within this block, Spark's refusals are EnvironmentFault (the world) or EngineError (ours)."""
    try:
        yield
    except (PySparkException, Py4JError, ConnectionError) as e:
        raise _told(e, doing) from e


def _told(error: Exception, doing: str) -> EnvironmentFault | EngineError:
    said = reason(error)
    whole = str(error)
    if _UNREADABLE.search(whole):
        return EnvironmentFault(
            f"{doing} could not read the facts: {said}",
            expected="parts in a place that the driver and every worker can read under the same path",
            do="put the workspace on a shared folder, or copy its parts to an object store and name it with --parts-at",
        )
    if _FULL.search(whole):
        return EnvironmentFault(
            f"{doing} needs more room than the cluster gave: {said}",
            do="give executors more memory (spark.executor.memory) or workers more disk",
        )
    if isinstance(error, Py4JNetworkError | ConnectionError) or _GONE.search(whole):
        return EnvironmentFault(f"{doing} lost its Spark: {said}", do="see whether the cluster still runs, then run this again")
    return EngineError(f"the query {doing} failed: {said}", do="please report this, with the name of the query")


def reason(error: Exception) -> str:
    """The first sentence of what Spark says, without stacks, plans or secrets."""
    java = getattr(error, "java_exception", None)
    said = str(java) if isinstance(error, Py4JJavaError) and java is not None else str(error)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return without_secrets(lines[0] if lines else type(error).__name__)[:_LONGEST]


def without_secrets(text: str) -> str:
    """A text in which what looks like a password, key or token is not shown.

    >>> without_secrets("sc://analysis:15002/;token=abc123 refused")
    'sc://analysis:15002/;token=… refused'
    """
    return _SECRET.sub(r"\1…", _USER.sub("…@", text))
