"""The long simulations behind docs/soak.md: do intervals hold what they promise? `make soak`.

Many shops are made up whose truth is known; each model is fitted to each, and its 90 % intervals
are held against the truth. The table is written with the commit and the day.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.measures.lifetime.coverage import Covered

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "soak.md"
LEAST, MOST = 0.86, 0.94
TITLES = {"gamma_gamma": "Gamma-Gamma", "bg_bb": "BG/BB", "sbg": "sBG"}
HEAD = """# Long simulations

Do intervals hold what they promise? Shops of {customers:,} customers are made up as each model tells its story, with the truth
known; {fits} of them for each model, seeded. Every shop is fitted, its 90 % intervals are held against the true parameters,
and the intervals of the total of the next {ahead:.0f} weeks (purchases; for Gamma-Gamma their value, bought as MBG/NBD tells)
against what then came. About nine in ten should hold: from 86 to 94 of 100. The interval of the *expectation* is beside it to
show that it is not one for the *outcome*: it holds what came far less often. BG/BB and sBG promise no total with an interval.
Fits that did not converge are left out. In the last lines, of a quarter as many shops, nobody ever leaves: fits end at a
boundary, whose intervals promise nine in ten or more, and those left out are not identified. `make soak` takes some
{minutes} minutes and writes this part of the page; a few of these shops stand among the daily tests.

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

    commit, began, lines = _commit(), time.process_time(), []
    for line in _lines(fits):
        print(line, flush=True)
        lines.append(line)
    head = HEAD.format(
        customers=CUSTOMERS, fits=fits, ahead=AHEAD, commit=commit, day=f"{datetime.now(UTC):%-d %B %Y}",
        command=f"tools/soak.py --fits {fits}", minutes=round((time.process_time() - began) / 60) or 1,
    )  # fmt: skip
    PAGE.write_text(head + "\n".join(lines) + "\n" + _kept(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    missed = [line.split("|")[1].strip() for line in lines if "**" in line]
    if missed:
        print(f"outside 86 to 94 of 100: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def _lines(fits: int) -> Iterator[str]:
    """A line of the table for each model, then for shops that nobody leaves."""
    from regulars.measures.lifetime.fitting import MODELS, model_named
    from tests.measures.lifetime.coverage import TRUTH, covered, covered_at_the_edge

    for name in TRUTH:
        found = covered(name, fits)
        told = ", ".join(f"{p} {_share(s)}" for p, s in zip(found.names, found.parameters.tolist(), strict=True))
        yield _line(model_named(name).title if name in MODELS else TITLES[name], str(found.fits), told, found, MOST)
    for name in ("mbg_nbd", "pareto_nbd"):
        found = covered_at_the_edge(name, max(fits // 4, 1))
        yield _line(f"{model_named(name).title}, nobody leaves", str(found.fits), "", found, 1.0)


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
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
