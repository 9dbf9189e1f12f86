"""From what was found to a conclusion, in words: all three tests, or it is not supported, or could not be tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regulars.measures.sentences import percent
from regulars.understanding.verdict.findings import AxisVerdict, Response
from regulars.understanding.verdict.gaining import ENOUGH
from regulars.understanding.verdict.holm import holm
from regulars.understanding.verdict.retest import FEWEST, NEEDED

LEVEL = 0.05
REFUTES_ALONE = 0.90
"""So often must a test find the least effect worth finding, to refute an axis where another of the three cannot be made."""


def concluded(found: AxisVerdict, would_help: str) -> AxisVerdict:
    """*Not supported* where a test that could tell says that it does not hold, whatever else could not be tried; *not
    testable*, with which facts would help; or p: the largest of all three tests' (an intersection of hypotheses).

    Source: Berger 1982, Technometrics 24, 295-300.
    """
    missing = _missing(found, would_help)
    refuted = _failed(_with_what_refutes(found)) if missing else []
    if refuted:
        return replace(found, conclusion="not supported", why="; ".join(refuted))
    if missing:
        why, help_ = zip(*missing, strict=True)
        return replace(found, conclusion="not testable", why="; ".join(why), would_help=tuple(dict.fromkeys(help_)))
    assert found.retest
    assert found.response
    assert found.gain
    return replace(found, p=max(found.retest.p, found.response.p, found.gain.p))


def corrected(found: Sequence[AxisVerdict]) -> tuple[AxisVerdict, ...]:
    """Holm over the axes that could be tested, and the conclusion of each."""
    p = holm({a.axis: a.p for a in found if a.p is not None})
    return tuple(a if a.p is None else _judged(replace(a, p_holm=p[a.axis])) for a in found)


def _with_what_refutes(found: AxisVerdict) -> AxisVerdict:
    """The same with only those tests that can refute an axis alone: the correlation's whole interval is too low, or the least
    effect would have been found in nine of ten cases.
    """
    return replace(
        found,
        retest=found.retest if found.retest and found.retest.interval[1] <= NEEDED else None,
        response=found.response if found.response and found.response.power >= REFUTES_ALONE else None,
        gain=found.gain if found.gain and found.gain.power >= REFUTES_ALONE else None,
    )


def _missing(found: AxisVerdict, would_help: str) -> list[tuple[str, str]]:
    """What could not be tried, and what would help."""
    missing = []
    if found.retest is None:
        missing.append(
            (f"fewer than {FEWEST} customers who differ in it were seen in both halves", "more customers seen for longer")
        )
    if found.response is None:
        met = "the second half holds no shock of its own that met some and not others"
        missing.append((f"{met}, at times enough to tell it from chance", would_help))
    elif found.response.power < ENOUGH and found.response.p >= LEVEL:  # what was found could be found
        least, chance = percent(found.response.worth_finding), percent(found.response.power)
        missing.append(
            (f"an effect of {least} per spread would be found in only {chance} of cases", "more customers, or more shocks")
        )
    if found.gain is None:
        missing.append((f"fewer than {FEWEST} cases either way of the behaviour it should predict", _cases_help(found.axis)))
    elif found.gain.power < ENOUGH and found.gain.interval[0] <= 0:
        chance = percent(found.gain.power)
        missing.append(
            (f"odds higher by three tenths per spread would be found in only {chance} of cases", _cases_help(found.axis))
        )
    return missing


def _cases_help(axis: str) -> str:
    if axis == "incentive":
        return "incentives: what was offered to whom, and what was redeemed"
    return "more customers who met the shock, and four weeks after it"


def _judged(found: AxisVerdict) -> AxisVerdict:
    failed = _failed(found)
    if failed:
        return replace(found, conclusion="not supported", why="; ".join(failed))
    return replace(found, conclusion="supported", why="a stable trait that predicts its own shock and adds to the baseline")


def _failed(found: AxisVerdict) -> list[str]:
    """Which of the tests that were made an axis did not pass."""
    failed = []
    if found.retest and found.retest.interval[0] <= NEEDED:
        failed.append("its places in the two halves correlate too little")
    if found.response and (why := _not_answered(found.response)):
        failed.append(why)
    if found.gain and found.gain.interval[0] <= 0:
        failed.append("it adds nothing certain to recency, frequency, money and past behaviour")
    if not failed and found.p_holm is not None and found.p_holm >= LEVEL:
        failed.append("with several axes tested at once, chance could show as much")
    return failed


def _not_answered(found: Response) -> str | None:
    """Why its own shock does not speak for an axis; None where it does."""
    if max(found.p_traits, found.p_calendars) >= LEVEL:
        return "it answers its own shock no more than placebos do"
    if found.t * found.towards <= 0:
        return "its own shock moved those high on it the other way"
    return None if found.strongest else "another axis answers its shock more strongly"
