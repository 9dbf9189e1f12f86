"""The long simulations behind docs/soak.md: do intervals hold what they promise? `make soak`.

Many shops are made up whose truth is known; each model is fitted to each, and its 90 % intervals
are held against the truth. The table is written with the day and the commit that last changed what
is tried. Each line that is found is kept in `build/soak.json` until the table is written, so that a run
of the same number and commit that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.measures.lifetime.coverage import Covered

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "soak.md"
STATE = ROOT / "build" / "soak.json"
TRIED = ("src/regulars/measures/lifetime", "tests/measures/lifetime/coverage.py")
LEAST, MOST = 0.86, 0.94
TITLES = {"gamma_gamma": "Gamma-Gamma", "bg_bb": "BG/BB", "sbg": "sBG"}
HEAD = """# Long simulations

Do intervals hold what they promise? Shops of {customers:,} customers are made up as each model tells its story, with the truth
known; {fits} of them for each model, seeded. Every shop is fitted, its 90 % intervals are held against the true parameters,
and the intervals of the total of the next {ahead:.0f} weeks (purchases; for Gamma-Gamma their value, bought as MBG/NBD tells)
against what then came. About nine in ten should hold: from 86 to 94 of 100. The interval of the *expectation* is beside it to
show that it is not one for the *outcome*: it holds what came far less often. BG/BB and sBG promise no total with an interval.
Fits that did not converge are left out. In the last lines, of a quarter as many shops, nobody ever leaves: fits end at a
boundary, whose intervals promise nine in ten or more; those left out are not identified, or lie where no edge is known and give
no interval. `make soak` takes some {minutes} minutes and writes this part of the page; a few of these shops stand among the
daily tests.

`{command}`, commit `{commit}`, {day}. What lies outside is **bold**.

| model | fits | parameters | total, outcome | total, expectation |
|---|---:|---|---:|---:|
"""


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fits", type=int, default=600)
    fits = parser.parse_args(given).fits
    sys.path.insert(0, str(ROOT))
    from tests.measures.lifetime.coverage import AHEAD, CUSTOMERS

    commit = _commit()
    found, minutes = _found(f"{commit} {fits}", fits)
    lines = list(found.values())
    head = HEAD.format(
        customers=CUSTOMERS, fits=fits, ahead=AHEAD, commit=commit, day=f"{datetime.now(UTC):%-d %B %Y}",
        command=f"tools/soak.py --fits {fits}", minutes=round(minutes) or 1,
    )  # fmt: skip
    PAGE.write_text(head + "\n".join(lines) + "\n" + _kept(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    STATE.unlink(missing_ok=True)
    missed = [line.split("|")[1].strip() for line in lines if "**" in line]
    if missed:
        print(f"outside 86 to 94 of 100: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def _found(what: str, fits: int) -> tuple[dict[str, str], float]:
    """Each line by its title, those of a run that was stopped among them, and how many minutes of processor they took."""
    kept = json.loads(STATE.read_text(encoding="utf-8")) if STATE.exists() else {}
    lines, minutes = (kept["lines"], kept["minutes"]) if kept.get("what") == what else ({}, 0.0)
    for title, line in _lines(fits):
        began = time.process_time()
        if title not in lines:
            lines[title] = line(title)
            minutes += (time.process_time() - began) / 60
            STATE.parent.mkdir(exist_ok=True)
            STATE.write_text(json.dumps({"what": what, "lines": lines, "minutes": minutes}), encoding="utf-8")
        print(lines[title], flush=True)
    return lines, minutes


def _lines(fits: int) -> Iterator[tuple[str, Callable[[str], str]]]:
    """The title of a line for each model, then for shops that nobody leaves; and how it is found."""
    from regulars.measures.lifetime.fitting import MODELS, model_named
    from tests.measures.lifetime.coverage import TRUTH

    for name in TRUTH:
        yield model_named(name).title if name in MODELS else TITLES[name], partial(_of_a_model, name, fits)
    for name in ("mbg_nbd", "pareto_nbd"):
        yield f"{model_named(name).title}, nobody leaves", partial(_where_nobody_leaves, name, max(fits // 4, 1))


def _of_a_model(name: str, fits: int, title: str) -> str:
    from tests.measures.lifetime.coverage import covered

    found = covered(name, fits)
    told = ", ".join(f"{p} {_share(s)}" for p, s in zip(found.names, found.parameters.tolist(), strict=True))
    return _line(title, str(found.fits), told, found, MOST)


def _where_nobody_leaves(name: str, fits: int, title: str) -> str:
    from tests.measures.lifetime.coverage import covered_at_the_edge

    found = covered_at_the_edge(name, fits)
    return _line(title, str(found.fits), "", found, 1.0)


def _line(title: str, converged: str, parameters: str, found: Covered, most: float) -> str:
    expectation = "" if found.expectation is None else f"{100 * found.expectation:.1f}"
    outcome = "" if found.outcome is None else _share(found.outcome, most)
    return f"| {title} | {converged} | {parameters} | {outcome} | {expectation} |"


def _share(share: float, most: float = MOST) -> str:
    told = f"{100 * share:.1f}"
    return told if LEAST <= share <= most else f"**{told}**"


def _kept(page: str) -> str:
    """What stands on the page behind the table: markets are tried by tools/kinds_on_worlds.py."""
    _, mark, rest = page.partition("\n## ")
    return mark + rest


def _commit() -> str:
    """The last that changed what is tried."""
    asked = ["git", "log", "-1", "--format=%h", "--", *TRIED]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
