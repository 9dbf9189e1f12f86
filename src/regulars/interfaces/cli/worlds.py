"""`regulars world`: a simulated market with known truth, written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regulars.interfaces.cli.commands import say
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.options import Argument, Option

if TYPE_CHECKING:
    from regulars.worlds import World

FOLDER = Argument("folder", "FOLDER", "a new folder", Path)
_CRUTCHES = "bonus, convenience or captive"
OPTIONS = (
    Option("seed", "N", "the same seed gives the same world (else 1)", int, 1),
    Option("customers", "N", "how many customers (else 20000)", int, 20_000),
    Option("family", "LETTER", "A weighs everything, B what comes to mind, C breaks models' assumptions (else A)", str, "A"),
    Option("years", "YEARS", "how long before the as-of day it begins (else 2)", float),
    Option("answers", "N", "how many people answer the survey (else 300)", int),
    Option("answers_at_till", "N", "how many more answer at the till, where who comes often is met often (else 0)", int),
    Option("misreport", "SHARE", "the share of answers that are drawn at random (else 0.1)", float),
    Option("response_odds", "FACTOR", "the odds of answering of those who would come anyway, over others' (else 1)", float),
    Option("without", "AXIS", f"an axis that does not exist: {_CRUTCHES}, attitude; may be given again", list[str]),
    Option("shocks", "CRUTCH", f"a crutch taken away somewhere: {_CRUTCHES}; may be given again (else all)", list[str], None,
           flag="--shock"),
    Option("calm", "", "no crutch was taken away anywhere", bool, False),
)  # fmt: skip


def world(values: Mapping[str, Any]) -> int:
    """Simulate a market, and write its facts, its truth and how it was made."""
    from regulars.errors import UsageError
    from regulars.wiring.worlds import check_new, write_world
    from regulars.worlds import make

    if values["calm"] and values["shocks"]:
        raise UsageError("both --calm and --shock are given", expected="one of them", do="leave one out")
    named = ("years", "answers", "answers_at_till", "misreport", "response_odds")
    more: dict[str, Any] = {n: values[n] for n in named if values[n] is not None}
    more |= {n: tuple(values[n]) for n in ("shocks", "without") if values[n]} | ({"shocks": ()} if values["calm"] else {})
    folder: Path = values["folder"]
    check_new(folder)
    made = make(values["family"], values["seed"], values["customers"], **more)
    write_world(made, folder)
    say(told(made, folder))
    return DONE


def told(made: World, folder: Path) -> str:
    """What was simulated, what would happen to it, and what to do with it."""
    staying, base = made.share_staying(), sum(made.truth.column("active_now").to_pylist())
    facts = sum(t.num_rows for t in made.tables.values())
    lines = [
        f"{folder} is a simulated market: family {made.options.family}, seed {made.options.seed},"
        f" {made.options.customers:,} customers, {facts:,} facts from {made.starts} to {made.as_of}.",
        *(_staying(staying, base) if base else ["Nobody was active in its last quarter."]),
        f"Next: regulars init shop/ --currency EUR, then regulars import shop/ {folder / 'facts'}",
        f"The truth is in {folder / 'truth.parquet'}; never import it.",
    ]
    return "\n".join(lines)


def _staying(staying: Mapping[str, float], base: int) -> list[str]:
    return [
        f"Of {base:,} customers active in its last quarter, {_hundred(staying['all'])} of 100 come again within 91 days.",
        f"  if rewards stopped: {_hundred(staying['convenience_captive'])}",
        f"  if a rival opened beside the shop everywhere: {_hundred(staying['bonus_captive'])}",
        f"  if everybody were free to leave: {_hundred(staying['bonus_convenience'])}",
        f"  without any of the three: {_hundred(staying['none'])}",
        "These were counted, by running the same 91 days again.",
    ]


def _hundred(share: float) -> str:
    return f"{100 * share:.0f}"
