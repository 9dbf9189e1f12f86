"""How the headline and a customer's kind are said, in a shop owner's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from regulars.measures.sentences import percent
from regulars.understanding.kinds.crutches import Crutch
from regulars.understanding.kinds.hearing import Heard
from regulars.understanding.kinds.summing import Part, Reckoned
from regulars.words import Period

WHO: dict[str, str] = {
    "true": "would choose you anyway",
    "bonus": "comes for the rewards",
    "convenience": "comes because it is near or easy",
    "captive": "has no alternative",
    "deal": "comes for a better price or product than the rivals known",
    "habit": "knows no other",
    "unknown": "we don’t know yet",
}
IF_IT_GOES: dict[Crutch, str] = {
    "bonus": "if the rewards stop",
    "convenience": "if a rival as good opens nearer",
    "captive": "if everybody can leave freely",
}
WHAT_TO_DO: dict[str, str] = {
    "true": "Thank them, ask one small favour, don’t discount.",
    "bonus": "Try a smaller offer with half of them, by lot; never touch what is earned.",
    "convenience": "Stay the easiest, and give a second reason.",
    "captive": "Serve them as if they could leave; never raise prices because they can’t.",
    "deal": "Keep the price or the product that they come for; say what else you do well.",
    "habit": "Don’t disturb them; be ready with a reason for the day they see a rival.",
    "unknown": "Ask before you act.",
}


ASK = "Sales show that people return, not why. Ask one question: why us rather than elsewhere?"


def too_few(heard: Heard, needed: int) -> str:
    """What there is of answers, where it is too little to learn from."""
    reasons, left_out = heard.replies.reasons, heard.set_aside
    if reasons:
        return f"{reasons:,} of the {needed:,} answers that are needed say why customers return."
    if left_out:
        why = "; ".join(f"{n:,} {what}" for what, n in left_out.items())
        return f"There are answers, and none says why a customer returns ({why}): compare their ids with those of the sales."
    return ASK


def of_100(share: float) -> int:
    """A share as so many of every hundred.

    >>> of_100(0.284)
    28
    """
    return round(100 * share)


def three_of_100(found: Reckoned) -> tuple[int, int, int, int]:
    """Of every hundred: came back; at least so many would choose us anyway; at least so many come for a reason that
    could end; and for the rest of those who came back it isn't known. The last three add up to the first.
    """
    came = of_100(found.retention.value or 0.0)
    low, high = found.parts["earned"].band
    earned = min(of_100(low), came)
    resting = max(came - max(of_100(high), earned), 0)
    return came, earned, resting, came - earned - resting


def headline(found: Reckoned, before: Period, now: Period) -> str:
    """The first sentence of the page.

    Source: docs/why/kinds.md.
    """
    came, earned, resting, unknown = three_of_100(found)
    low, high = found.retention.interval
    return (
        f"Of every 100 customers active in {before.label}, {came} came back in {now.label} ({of_100(low)}–{of_100(high)}). "
        f"At least {earned} would choose you anyway, and at least {resting} come for a reason that could end. "
        f"For {unknown} we don’t know yet why."
    )


def said_of(kind: str, chances: Mapping[str, float]) -> str:
    """A kind with its chance, as a sentence without a subject.

    >>> said_of("bonus or convenience", {"bonus": 0.5, "convenience": 0.4})
    'comes for the rewards, or comes because it is near or easy (90 % likely together).'
    """
    names = kind.split(" or ")
    if names == ["unknown"]:
        best = sorted(chances.items(), key=lambda c: -c[1])[:2]
        leaning = " or ".join(f"{name} ({percent(chance)})" for name, chance in best)
        return f"we don’t know yet why she comes; the likeliest are {leaning}."
    together = sum(chances.get(name, 0.0) for name in names)
    return f"{', or '.join(WHO[n] for n in names)} ({percent(together)} likely{' together' if len(names) > 1 else ''})."


def part_text(part: Part, rounded: int | None = None) -> str:
    """A part with its band, of every hundred; ``rounded``: its value as it adds up with others."""
    low, high = of_100(part.band[0]), of_100(part.band[1])
    if part.value is None:
        return f"{low} to {high}"
    return f"{of_100(part.value) if rounded is None else rounded} ({low}–{high})"


def parts_of_100(parts: Mapping[str, Part], whole: float) -> dict[str, int | None]:
    """The parts of a whole as so many of every hundred that add up to it as it is printed; None where one is not known.

    Source: Hamilton's largest remainders; Balinski & Young 1982, Fair Representation.
    """
    values = [part.value for part in parts.values()]
    if any(v is None for v in values):
        return dict.fromkeys(parts)
    return dict(zip(parts, added_up([100 * (v or 0.0) for v in values], of_100(whole)), strict=True))


def added_up(numbers: Sequence[float], total: int) -> list[int]:
    """Whole numbers that add up to a total, each the number below or above: up goes who has the largest remainder.

    >>> added_up([26.6, 22.4, 20.4, 13.4], 83)
    [27, 23, 20, 13]
    """
    found = np.floor(np.asarray(numbers, np.float64) + 1e-9).astype(np.int64)
    remainders = np.round(np.asarray(numbers) - found, 9)  # of equals the first, however they are added
    up = int(np.clip(total - found.sum(), 0, len(found)))
    found[np.argsort(-remainders, kind="stable")[:up]] += 1
    return [int(n) for n in found]


def in_words(number: float) -> str:
    """A rounded number with its thousands apart.

    >>> in_words(12345.6)
    '12,346'
    """
    return f"{int(np.rint(number)):,}"
