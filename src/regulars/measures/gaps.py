"""Gaps: the days between two purchases of one customer, and what is usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regulars.errors import UsageError
from regulars.estimates.clusters import Band, clustered
from regulars.facts.folding import Adding
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.counting import EVERYBODY, Columns, Counts, by_group, group_column, known, result, spread, stacked
from regulars.measures.drawing import gap_bars
from regulars.measures.result import Definition, Result
from regulars.measures.sentences import days, not_enough
from regulars.words import Estimate, NotEnough

QUERY = Query.beside(__file__).kept(Adding(("closed", "still_open"), waiting="still_open", since="gap_days"))
DEFINITION = Definition(
    name="gap_days",
    version=1,
    sentence="days from one purchase day of a customer to the next; a gap that is still open counts as at least so long "
    "(Kaplan–Meier over all gaps, each once)",
    undefined="where fewer than half of the gaps have been seen to end",
    interval="delete-a-group jackknife over sixteen random groups of customers, inverted (Woodruff), since one customer "
    "gives many gaps",
    source="Kaplan & Meier 1958, JASA 53, 457–481; Kott 2001, J. Official Statistics 17, 521–526; that the second and later "
    "gaps of frequent buyers weigh more: Wang & Chang 1999, JASA 94, 146–153",
)
QUARTERS = {"lower_quartile_days": 0.25, "median_days": 0.5, "upper_quartile_days": 0.75}
_HEX = b"0123456789abcdef"


@dataclass(frozen=True)
class Gaps:
    """Gaps of one group, counted: ``closed`` and ``still_open`` are (16, D) over ``days`` 0 … D - 1."""

    closed: Counts
    still_open: Counts

    @property
    def days(self) -> Counts:
        return np.arange(self.closed.shape[1], dtype=np.int64)

    @property
    def customers(self) -> int:
        """Every customer has exactly one open gap: the one since the last purchase."""
        return int(self.still_open.sum())

    @property
    def watched(self) -> Counts:
        """How many gaps were seen to last at least so many days."""
        lengths = (self.closed + self.still_open).sum(axis=0)
        return np.cumsum(lengths[::-1])[::-1]

    def band(self, level: float) -> Band:
        return clustered(self.days, self.closed, self.still_open, level)


def gaps(facts: Facts, *, by: str | None = None, bin_days: int = 7) -> Result:
    """How long customers stay away between purchases.

    In: ``facts``; ``by`` place, channel, currency, home_shop or an attribute: then each customer
    belongs to the group of her first purchase; ``bin_days``, the width of a row.
    Out: a Result whose table has one row per group (null: everybody) and bin: ``group``,
    ``from_days``, ``to_days`` (a gap of either length is inside), ``closed``, ``still_open`` (gaps),
    ``ended_share`` (share of all gaps that end within ``to_days``, 0–1), ``low``, ``high``,
    ``enough``. ``latest`` is the median in days, ``figures`` the quartiles, ``counts`` the gaps.
    Undefined, as NotEnough, where fewer than half of the gaps end in sight. UsageError for an
    unknown group or a bin under one day.

    >>> gaps(facts).latest
    Estimate(value=8.0, interval=(5.0, 10.0), n=60, definition='gap_days/1', level=0.95, unit='days')

    Source: see the definition.
    """
    if bin_days < 1:
        raise UsageError(f"bin_days is {bin_days}", expected="1 or more days", do="correct it")
    counted = counted_gaps(facts, by)
    everybody = counted[EVERYBODY]
    table = stacked([_rows(group, found, bin_days, facts) for group, found in counted.items()])
    figures = _figures(everybody, facts)
    latest = figures["median_days"]
    reading = _reading(figures)
    counts = {"closed": int(everybody.closed.sum()), "still_open": int(everybody.still_open.sum())}
    return result(
        facts, DEFINITION, table, latest, reading, n=everybody.customers, drawing=gap_bars(table, latest, reading),
        figures=figures, counts=counts, by=by, bin_days=bin_days,
    )  # fmt: skip


def counted_gaps(facts: Facts, by: str | None = None) -> dict[str | None, Gaps]:
    """Every gap by its length, over everybody first and then by group."""
    longest = (facts.as_of - facts.starts).days + 1
    return {g: _counted(columns, longest) for g, columns in by_group(facts, QUERY, by, settled=True).items()}


def _counted(columns: Columns, longest: int) -> Gaps:
    sixteenth = np.searchsorted(np.frombuffer(_HEX, dtype=np.uint8), columns["sixteenth"])
    at = sixteenth * longest + columns["gap_days"]
    closed, still_open = (spread(at, columns[n], 16 * longest).reshape(16, longest) for n in ("closed", "still_open"))
    return Gaps(closed, still_open)


def _rows(group: str | None, found: Gaps, bin_days: int, facts: Facts) -> pa.Table:
    """One row per bin from 1 day on; the last ends where the log could still show a gap."""
    last = max(found.closed.shape[1] - 1, 1)
    starts = np.arange(1, last + 1, bin_days)
    ends = np.minimum(starts + bin_days - 1, last)
    closed, still_open = (np.add.reduceat(np.append(c.sum(axis=0), 0), starts) for c in (found.closed, found.still_open))
    band, at = found.band(facts.settings.level), np.minimum(ends, found.closed.shape[1] - 1)
    enough = np.full(len(starts), found.customers >= facts.settings.minimum_n)
    shown = enough & (found.watched[at] > 0) & np.isfinite(band.low[at])
    shares = {"ended_share": band.share, "low": band.low, "high": band.high}
    return pa.table(
        {
            "group": group_column(group, len(starts)),
            "from_days": pa.array(starts),
            "to_days": pa.array(ends),
            "closed": pa.array(closed),
            "still_open": pa.array(still_open),
            **{name: known(values[at], shown) for name, values in shares.items()},
            "enough": pa.array(enough),
        }
    )


def _figures(found: Gaps, facts: Facts) -> dict[str, Estimate | NotEnough]:
    if found.customers < facts.settings.minimum_n:
        return dict.fromkeys(QUARTERS, NotEnough(found.customers, facts.settings.minimum_n, DEFINITION.id))
    band = found.band(facts.settings.level)
    return {name: _quantile(band, share, found, facts) for name, share in QUARTERS.items()}


def _quantile(band: Band, share: float, found: Gaps, facts: Facts) -> Estimate | NotEnough:
    value, low, high = band.quantile(share)
    if value is None or low is None:
        gaps_seen = int(found.closed.sum() + found.still_open.sum())
        return NotEnough(
            int(found.closed.sum()), int(np.ceil(gaps_seen * share)), DEFINITION.id, "too few gaps have ended so far"
        )
    # An interval that stays open above ends where the log does: longer gaps could not have been seen.
    longest = float(found.closed.shape[1] - 1)
    interval = (low, longest if high is None else high)
    return Estimate(value, interval, found.customers, DEFINITION.id, facts.settings.level, "days")


def _reading(figures: Mapping[str, Estimate | NotEnough]) -> str:
    median = figures["median_days"]
    if isinstance(median, NotEnough):
        return not_enough(median, "how long customers usually stay away")
    low, high = median.interval
    return f"Half of all pauses, with those that still last, are over after {days(median.value)} ({low:,g}–{high:,g})."
