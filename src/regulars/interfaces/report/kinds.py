"""The first chapter where customers were asked: what came back, what it rests on, and what is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from markupsafe import Markup

from regulars.interfaces.report.called import called, shown, ten
from regulars.interfaces.report.chapter import Chapter, Meaning
from regulars.interfaces.report.figures import of_100, plural, span, when, when_after
from regulars.interfaces.report.headline import Ask, Head
from regulars.interfaces.report.markup import rendered
from regulars.interfaces.report.numbers import AT_RISK, LOYALTY, Number
from regulars.interfaces.report.twin import twin
from regulars.interfaces.report.what_if import what_if
from regulars.understanding.kinds.found import Kinds
from regulars.understanding.kinds.summing import Reckoned
from regulars.understanding.kinds.telling import STRESS
from regulars.understanding.kinds.wording import parts_of_100, three_of_100

_MEANING = (
    "of the customers active in the period before, the share who came back, split into what would have come with no crutch "
    "(earned) and what rests on rewards, convenience and lack of choice: each crutch’s share is what it adds, averaged over "
    "every order in which the crutches could come, so that the parts add up to the retention rate"
)
_BAND = (
    "customers and answers drawn anew and the model fitted anew; beside that, the odds of those who did not answer may differ "
    "by the factor assumed, among customers who behave alike"
)


def head_of(found: Kinds) -> Head | None:
    """The headline that says why; None where it cannot."""
    if found.headline is None or found.back is None:
        return None
    came, earned, resting, unknown = three_of_100(found.headline)
    low, high = found.headline.retention.interval
    before, now = found.back.before, found.back.now
    return Head(
        before=f"Of every 100 customers active {when(before)}, ",
        strong=f"{came} came back",
        after=f" {when_after(now, before)}.",
        doubt=span(low, high),
        lede=f"At least {earned} would choose you anyway, and at least {resting} come for a reason that could end. "
        f"For {unknown} we don’t know yet why.",
        dots="Each dot is one customer in a hundred who came back or did not; faint and ringed dots are the doubt.",
    )


def numbers_of(found: Kinds) -> tuple[Number, Number] | None:
    """The third and the fifth number: who would choose us first, and the money that rests on something that could end."""
    if found.headline is None:
        return None
    earned, money = found.headline.parts["earned"], found.headline.money["earned"]
    share = parts_of_100(found.headline.parts, found.headline.retention.value or 0.0)["earned"]
    first = Number(
        LOYALTY.name, LOYALTY.theme, LOYALTY.label,
        span(*earned.band) if share is None else str(share),
        f"{span(*earned.band)} · of every 100 active before, if those who did not answer differ", unit="of 100",
    )  # fmt: skip
    if found.currency is None:
        return first, AT_RISK
    low, high = (1 - end for end in reversed(money.band))
    paid = parts_of_100(found.headline.money, 1.0)["earned"]
    at_risk = span(low, high) if paid is None else str(100 - paid)
    note = f"{span(low, high)} · of every 100 {found.currency} that those who came back paid"
    return first, Number(AT_RISK.name, AT_RISK.theme, AT_RISK.label, at_risk, note, unit="of 100")


def asked_already(found: Kinds) -> Ask:
    """What is worth asking when some have answered."""
    told = plural(found.heard.replies.reasons, "customer has told you", "customers have told you")
    return Ask(f"{told} so far. Ask more of them, drawn by lot, and what is open becomes less.")


def kinds_chapter(found: Kinds, conclusions: Sequence[str] = (), *, tested: bool = True) -> Chapter:
    """The chapter: one quiet sentence where answers are too few.

    ``conclusions``: the verdict on each axis; ``tested``: whether any of them could be tested at all.
    """
    title = "Why they come back"
    if found.learned is None:
        return Chapter("kinds", title, _too_few(found), tuple(f"{m[:1].upper()}{m[1:]}." for m in found.missing))
    reckoned = found.headline
    figure = rendered(
        "kinds.html.j2",
        bars=bars(reckoned) if reckoned else (),
        parts=found.parts_rows(),
        what_if=what_if(reckoned, found.currency, found.assumptions.non_response_odds) if reckoned else None,
        stress=STRESS,
        called=called(found),
        conclusions=conclusions,
        told=[shown(e) for e in ten(found)],
        notes=[f"{n[:1].upper()}{n[1:]}." for n in found.notes()],
        certain=of_100(found.assumptions.certain_enough),
    )
    return Chapter(
        "kinds", title, _reading(found),
        (_CHANCES, *((_TESTED if tested else _UNTESTED,) if conclusions else ())),
        figure=figure,
        twin=twin(_rows(reckoned), caption=title, file_name="kinds.csv") if reckoned else None,
        meanings=(_meaning(found),),
        wide=True,
    )  # fmt: skip


def _rows(found: Reckoned) -> list[dict[str, object]]:
    """Every share with its interval and band, for the table of data."""
    named = [
        ("came back", found.retention),
        *found.parts.items(),
        *((f"lost if only {k} goes", p) for k, p in found.lost.items()),
    ]
    named += [(f"{k}, of the money", p) for k, p in found.money.items()]
    return [
        {
            "what": what,
            "share": p.value,
            "low": p.interval[0],
            "high": p.interval[1],
            "band_low": p.band[0],
            "band_high": p.band[1],
        }
        for what, p in named
    ]


_CHANCES = "A probability for each customer, never a certainty: only what is likely enough is said in one word."
_TESTED = "Whether behaviour tells these reasons apart was tested on your own data; what did not hold is not used."
_UNTESTED = (
    "Whether behaviour tells these reasons apart could not be tested on your own data: so far they rest on answers and "
    "assumptions alone. What would make it testable:"
)


def _too_few(found: Kinds) -> str:
    told = plural(found.heard.replies.reasons, "answer")
    return f"{told} so far: not enough to say of others why they come. {found.assumptions.minimum_answers} would do."


def _reading(found: Kinds) -> str:
    if found.headline is None:
        return found.reading
    came, earned, resting, unknown = three_of_100(found.headline)
    return (
        f"Of the {came} of every 100 who came back, at least {earned} would choose you anyway and at least {resting} come "
        f"for a reason that could end; for the other {unknown} the answers leave it open."
    )


def bars(found: Reckoned) -> tuple[tuple[str, int, int, str], ...]:
    """The hundred as four stretches: class, begin, length, words."""
    came, earned, resting, unknown = three_of_100(found)
    lengths = (
        ("earned", earned, "would choose you anyway"), ("open", unknown, "we don’t know yet"),
        ("resting", resting, "come for a reason that could end"), ("gone", 100 - came, "did not come back"),
    )  # fmt: skip
    begins = np.cumsum([0, *(length for _, length, _ in lengths)])
    return tuple((name, int(begin), length, words) for begin, (name, length, words) in zip(begins, lengths, strict=False))


def _meaning(found: Kinds) -> Meaning:
    settings = f"level {found.level:g}; non response odds {found.assumptions.non_response_odds:g}"
    counted = plural(found.headline.n, "customer") if found.headline else plural(len(found.evidence.customers), "customer")
    terms = (
        ("Undefined", f"with fewer than {found.assumptions.minimum_answers} main reasons"),
        ("Interval", _BAND),
        ("Counted", counted),
        ("As of", f"{found.as_of}, {found.time_zone}"),
        ("Settings", settings),
        ("Source", "docs/why/kinds.md; Shapley 1953; Dick & Basu 1994"),
    )
    return Meaning("kinds_headline/1", _MEANING, terms)


@cache
def script() -> Markup:
    """The one script of the page: it adds and multiplies numbers that stand on the page."""
    text = files("regulars.interfaces.report").joinpath("templates/what_if.js").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704  our own script
