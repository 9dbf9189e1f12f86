"""Where parts lie, as Spark reads it."""

from __future__ import annotations

import re
from pathlib import Path

_PATTERN_SIGNS = re.compile(r"([\\*?\[\]{}])")


def place(path: str) -> str:
    """A part's address for executors: with its scheme, and no sign in it taken for a pattern.

    Without a scheme, Spark would look on the cluster's default file system.

    >>> place("/shared/shop [2]/facts/000001.parquet")
    'file:///shared/shop \\\\[2\\\\]/facts/000001.parquet'
    >>> place("s3a://bucket/shop/facts/000001.parquet")
    's3a://bucket/shop/facts/000001.parquet'
    """
    whole = path if "://" in path else f"file://{Path(path).absolute()}"
    return _PATTERN_SIGNS.sub(r"\\\1", whole)
