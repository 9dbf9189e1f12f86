"""Where the value of each set of crutches comes from, in words: what was observed, an experiment, a shock, answers."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.measures.sentences import percent
from regulars.understanding.kinds.assumptions import Assumptions
from regulars.understanding.kinds.crutches import CRUTCHES, SUBSETS, Crutch, name_of
from regulars.understanding.kinds.shifting import Shown
from regulars.understanding.kinds.summing import Identified
from regulars.words import counted


def sources(identified: Identified, held: Assumptions, shocks: Sequence[Shown] = ()) -> dict[str, str]:
    """Where the value of each set of crutches comes from, in words."""
    found, by_shock = {}, {CRUTCHES.index(shown.crutch): shown for shown in shocks}
    for subset in SUBSETS:
        gone = [k for k, crutch in enumerate(CRUTCHES) if crutch not in subset]
        if len(gone) == 1 and gone[0] in by_shock:
            found[name_of(subset)] = shock_text(by_shock[gone[0]])
        else:
            seen = [by_shock[k] for k in gone if k in by_shock]
            found[name_of(subset)] = _source(gone, identified, held, _set_right_by(seen))
    return found


_HAPPENED = {"promotion_withdrawn": "rewards stopped", "rival_opened": "a rival opened", "lock_in_ended": "contracts ended"}


_WITHHELD: dict[Crutch, str] = {
    "bonus": "rewards were withheld from",
    "convenience": "it was made less near or easy for",
    "captive": "leaving was made free for",
}


def shock_text(shown: Shown) -> str:
    """What a past shock or an experiment showed, with how many it rests on."""
    low, high = shown.interval
    met = counted(shown.met, "customer")
    if shown.experiment:
        what = f"an experiment sets right what people say: in “{shown.experiment}” {_WITHHELD[shown.crutch]} {met} by lot"
        there, elsewhere = "of them", f"{shown.others:,} for whom all stayed as it was"
    else:
        what = (
            f"a shock of the past sets right what people say: {_HAPPENED[shown.condition]} at {counted(shown.places, 'place')}"
        )
        there, elsewhere = f"of {met} there", f"{shown.others:,} elsewhere"
    return (
        f"{what}, and {percent(shown.came)} {there} came within {shown.weeks} weeks, where "
        f"{percent(shown.expected)} were to be expected by {elsewhere}; of those who come for it "
        f"{percent(shown.stay)} would still ({100 * low:.0f}–{100 * high:.0f} %)"
    )


def _set_right_by(seen: Sequence[Shown]) -> str:
    names = {"an experiment" if shown.experiment else "past shocks" for shown in seen}
    return " and ".join(sorted(names))


def _source(gone: Sequence[int], identified: Identified, held: Assumptions, right: str) -> str:
    if not gone:
        return "observed: who came back"
    lacking = [CRUTCHES[k] for k in gone if not identified.crutches[k]]
    if lacking:
        return f"nothing asked identifies {' and '.join(lacking)}: a range"
    if len(gone) == 1:
        return "stated answers: would you still come without it"
    of_all = (
        f"{percent(held.without_any)} of them come still, and {percent(held.without_all)} of those whom no single one holds"
    )
    end = f"; with none, {of_all}" if len(gone) == len(CRUTCHES) else ""
    said = f"stated answers, set right by {right} and" if right else "stated answers"
    return f"{said} put together by assumption: what is left holds whom her main reason no longer does{end}"
