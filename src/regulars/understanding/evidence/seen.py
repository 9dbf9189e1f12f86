"""What an indicator's query found, as arrays: one place per customer whom it was observed for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regulars.understanding.evidence.evidence import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Seen:
    """Sufficient statistics of those seen, whose ``rows`` say where they are among all customers.

    ``raw`` and ``expected`` (NaN: by peers) rest on ``observed``. The noise of raw is sigma² · ``factor``; ``spread`` ÷
    ``freedom``, pooled over customers, estimates sigma².
    """

    rows: IntArray
    observed: IntArray
    raw: FloatArray
    expected: FloatArray
    spread: FloatArray
    freedom: FloatArray
    factor: FloatArray


@dataclass(frozen=True, slots=True)
class Sums:
    """The columns in which trials were added up: how many, their weights, and by weight what happened, what was
    expected, and the square of what is between the two.
    """

    observed: str
    weight: str
    happened: str
    expected: str
    squares: str


def from_columns(table: pa.Table, rows: IntArray) -> Seen:
    """From a query that returns the statistics themselves."""
    named = {name: _floats(table, name) for name in ("raw", "expected", "spread", "freedom", "factor")}
    return Seen(rows, _whole(table, "observed"), **named)


def from_counts(table: pa.Table, rows: IntArray, trials: str, happened: str) -> Seen:
    """From how often something could happen and did: noise is that of a binomial share."""
    tried, successes = _whole(table, trials), _whole(table, happened)
    possible = tried > 0
    n, k = (counts[possible].astype(np.float64) for counts in (tried, successes))
    share = k / n
    return Seen(rows[possible], tried[possible], share, np.full(len(n), np.nan), n * share * (1 - share), n - 1, 1 / n)


def from_sums(table: pa.Table, rows: IntArray, sums: Sums) -> Seen:
    """From trials that were added up per customer, each by its weight; of whom none was observed nothing is seen."""
    tried = _whole(table, sums.observed)
    possible = tried > 0
    weight, happened, expected, squares = (
        _floats(table, name)[possible] for name in (sums.weight, sums.happened, sums.expected, sums.squares)
    )
    spread = np.maximum(squares - (happened - expected) ** 2 / weight, 0.0)
    n = tried[possible]
    return Seen(rows[possible], n, happened / weight, expected / weight, spread, n.astype(np.float64) - 1, 1 / weight)


def from_states(table: pa.Table, rows: IntArray) -> Seen:
    """From numbers that are known as they are: no noise."""
    raw = _floats(table, "raw")
    nothing = np.zeros(len(raw))
    unknown = np.full(len(raw), np.nan)
    return Seen(rows, _whole(table, "observed"), raw, unknown, nothing, nothing + 1, nothing)


def _floats(table: pa.Table, name: str) -> FloatArray:
    # A column that is null throughout may come without a type.
    return np.asarray(table.column(name).cast(pa.float64()).fill_null(np.nan).to_numpy(), np.float64)


def _whole(table: pa.Table, name: str) -> IntArray:
    return np.asarray(table.column(name).cast(pa.int64()).to_numpy(), np.int64)
