"""What was found as rows, notes and plain values, for a terminal, a page or a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from regulars.measures.sentences import percent
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.calibration import FEWEST, Calibration
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.hearing import Heard
from regulars.understanding.kinds.sources import sources
from regulars.understanding.kinds.summing import Part, Reckoned
from regulars.understanding.kinds.wording import IF_IT_GOES, part_text, parts_of_100

Row = dict[str, Any]
WORDS = {
    "earned": "would choose you anyway (earned)", "bonus": "rests on rewards", "convenience": "rests on convenience",
    "captive": "rests on having no alternative",
}  # fmt: skip
STRESS = (
    "If only one of them goes, that many of every 100 would be lost. These do not add up to what rests on each: whom one "
    "crutch no longer holds, another may."
)


def parts_rows(found: Reckoned, money: bool = True) -> list[Row]:
    """Of every 100 active before: what came back, and what that rests on, with bands; and the same of the money."""
    whole, paid = parts_of_100(found.parts, found.retention.value or 0.0), parts_of_100(found.money, 1.0)
    rows = [("came back", part_text(found.retention), "100")]
    rows += [(WORDS[n], part_text(p, whole[n]), part_text(found.money[n], paid[n])) for n, p in found.parts.items()]
    return [
        {"of 100 active before": words, "customers": part, **({"of 100 of the money": of_money} if money else {})}
        for words, part, of_money in rows
    ]


def lost_rows(found: Reckoned, money: bool = True) -> list[Row]:
    """What is lost if only one crutch goes."""
    return [
        {
            "stress test": IF_IT_GOES[crutch],
            "lost of 100": part_text(found.lost[crutch]),
            **({"of 100 of the money": part_text(found.money_lost[crutch])} if money else {}),
        }
        for crutch in CRUTCHES
    ]


def notes(found: Reckoned | None, heard: Heard, held: Assumptions, calibrated: Calibration | None) -> list[str]:
    """What the numbers rest on: answers, what was left out, what is assumed, and how well answers were foretold."""
    replies = heard.replies
    lot = int(replies.by_lot.sum())
    said = [f"of {found.n:,} customers active before, {found.retained:,} came back"] if found else []
    said += [f"{replies.reasons:,} main reasons, {replies.asked_twice:,} of them asked twice; {lot:,} drawn by lot"]
    said += [f"left out: {n:,} {what}" for what, n in heard.set_aside.items()]
    said += [f"reliance answers on a scale of {scale} were put onto 1 to 5 by their place" for scale in heard.scales]
    if calibrated is not None:
        said.append(foretold(calibrated))
    if found is not None:
        said += assumed(held)
        said += [f"with {name}: {source}" for name, source in sources(found.identified, held, found.shocks).items()]
    return said


_MOST_NAMED = 4


def under_other_words(others: Sequence[tuple[str, int]], wanted: str) -> list[str]:
    """What to do where questions were answered and none is called the main reason; nothing where there are none.

    >>> under_other_words([("Why us?", 212), ("nps", 40)], "main_reason")[0].partition("; ")[2]
    'there are answers to “Why us?” (212), “nps” (40): if one of them asks it, say so in a file (--assumptions)'
    """
    shown = ", ".join(f"“{question}” ({n:,})" for question, n in others[:_MOST_NAMED])
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    asks = "if one of them asks it, say so in a file (--assumptions)"
    return [f"no answer is to a question called “{wanted}”; there are answers to {shown}{more}: {asks}"] if others else []


_SO_NOBODY = "so no kind is said of who did not answer"


def foretold(found: Calibration) -> str:
    """How well answers were foretold for people whom the fit had not seen.

    Praised only where the lower limits of both skills are over 0 as they are printed.
    """
    low, high = found.log_skill_interval
    better = "better than base rates" if found.surely_better else f"not surely better than base rates, {_SO_NOBODY}"
    if not found.testable:
        better = f"not testable with {found.n:,} of the {FEWEST:,} answers that are needed, {_SO_NOBODY}"
    return (
        f"foretold for people not seen: log loss {round(100 * found.log_skill)} % below base rates ({round(100 * low)} to "
        f"{round(100 * high)} %), {better}; Brier skill {round(100 * found.brier_skill)} %; slope {found.slope:.2f} "
        f"({found.slope_interval[0]:.2f}–{found.slope_interval[1]:.2f}); calibration error {found.error:.3f}, where a perfect "
        f"model would score {found.error_if_perfect:.3f}"
    )


def assumed(held: Assumptions) -> list[str]:
    """Your assumptions, not measured."""
    worth = ", ".join(map(percent, held.still_come))
    said = (
        f"the odds of those who did not answer differ by a factor of up to {held.non_response_odds:g}",
        f"of those who come for a crutch, {percent(held.without_any)} would come with none",
        f"of those who come for none, and would without each alone, {percent(held.without_all)} would without all at once"
        f" (sd {100 * held.without_all_sd:g} points, which the intervals carry)",
        f"of those who say 1, 2, 3, 4, 5 to “would you still come”, {worth} would",
        f"a past shock or an experiment may move these, but is weighed against them: log odds, sd {held.still_come_sd:g}",
    )
    return [f"your assumption, not measured: {s}" for s in said]


def part_json(part: Part) -> dict[str, Any]:
    return {"value": part.value, "interval": list(part.interval), "band": list(part.band)}


def headline_json(found: Reckoned, held: Assumptions) -> dict[str, Any]:
    """The headline as plain values; shares of those active before, of money shares of what those who came back paid."""

    def named(parts: Mapping[str, Part]) -> dict[str, Any]:
        return {name: part_json(part) for name, part in parts.items()}

    return {
        "definition": "kinds_headline/1",
        "active_before": found.n,
        "came_back": found.retained,
        "retention": part_json(found.retention),
        "parts": named(found.parts),
        "lost_if_only": named(found.lost),
        "money_parts": named(found.money),
        "money_lost_if_only": named(found.money_lost),
        "sources": sources(found.identified, held, found.shocks),
        "shocks": [asdict(shown) for shown in found.shocks],
        "answers_by_lot": found.by_lot,
    }
