"""A verdict in words: what was tested, what came out, and which facts would make more testable."""

from __future__ import annotations

from regulars.measures.sentences import percent
from regulars.understanding.verdict.findings import AxisVerdict, Gain, Response, Retest
from regulars.understanding.verdict.retest import NEEDED
from regulars.understanding.verdict.verdict import Verdict
from regulars.words import counted

WORDS = {
    "incentive": "Rewards",
    "convenience": "Convenience",
    "constraint": "No alternative",
    "attitude": "Choosing us anyway",
}
"""What each axis is called where people read it."""


def headline(found: Verdict) -> str:
    """What was tested, when and on whom, in one paragraph."""
    (a, b), (c, d) = found.first, found.second
    drawn = f" drawn by lot from {found.of_customers:,}" if found.customers < found.of_customers else ""
    return (
        f"Traits were read from {a} to {b} and tested from {c} to {d}, on {counted(found.customers, 'customer')}{drawn}. "
        f"An axis is supported if it lasts, predicts the answer to its own shock, and adds to what anybody would know."
    )


def conclusion(found: AxisVerdict) -> str:
    """One axis in one line."""
    said = f"{WORDS[found.axis]}: {found.conclusion}"
    if found.conclusion == "supported":
        return f"{said}. It may be used."
    if found.conclusion == "not supported":
        return f"{said}: {found.why}. We tested this on your data; it didn't hold, so we don't use it."
    return f"{said}: {found.why}."


def sentences(found: AxisVerdict) -> list[str]:
    """The three tests of an axis, one sentence for each that was made, and what would help."""
    told = [_lasts(found.retest)] if found.retest else []
    told += [_answers(found.response)] if found.response else []
    told += [_adds(found.gain)] if found.gain else []
    if found.p is not None and found.p_holm is not None:
        told.append(f"p {_p(found.p)}; {_p(found.p_holm)} after Holm's correction for the axes tested.")
    return told + ([f"What would help: {'; '.join(found.would_help)}."] if found.would_help else [])


def _lasts(found: Retest) -> str:
    low, high = found.interval
    enough = "above" if low > NEEDED else "not above"
    return (
        f"Lasts? The two halves of time correlate by {found.correlation:.2f} ({percent(found.level)} interval {low:.2f} to "
        f"{high:.2f}; {counted(found.customers, 'customer')}): {enough} {NEEDED}."
    )


def _answers(found: Response) -> str:
    expected = "as expected" if found.t * found.towards > 0 else "the other way than expected"
    return (
        f"Predicts its own shock ({found.shock})? t = {found.t:.1f}, {expected}, beside {len(found.others)} other traits "
        f"({found.alone:.1f} alone; {counted(found.customers, 'customer')}). p {_p(found.p_traits)} among "
        f"{found.placebos} exchanges of traits, {_p(found.p_calendars)} among {found.placebos} shifted calendars. "
        f"An effect of {percent(found.worth_finding)} per spread would be found in {percent(found.power)} of cases."
    )


def _adds(found: Gain) -> str:
    low, high = found.interval
    return (
        f"Adds to a fair baseline ({found.behaviour}; {found.happened:,} of {found.cases:,} cases)? It saves "
        f"{found.gain:.4f} of {found.baseline:.3f} nats per case ({percent(found.level)} interval {low:.4f} to {high:.4f})."
    )


def _p(value: float) -> str:
    return "under 0.001" if value < 0.001 else f"{value:.3f}"
