"""The long simulations behind docs/soak.md: do intervals hold what they promise? `make soak`.

Many shops are made up whose truth is known; each model is fitted to each, and its 90 % intervals
are held against the truth. The table is written with the commit and the day.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "soak.md"
LEAST, MOST = 0.86, 0.94
HEAD = """# Long simulations

Do intervals hold what they promise? Shops of {customers:,} customers are made up as each model tells its story, with the truth
known; {fits} of them for each model, seeded. Every shop is fitted, its 90 % intervals are held against the true parameters,
and the intervals of the total of the next {ahead:.0f} weeks against what then came. About nine in ten should hold: from 86 to
94 of 100. The interval of the *expectation* is beside it to show that it is not one for the *outcome*: it holds what came far
less often. `make soak` takes some minutes and writes this page; a few of these shops stand among the daily tests.

Commit `{commit}`, {day}.

| model | fits | {names} | total, outcome | total, expectation |
|---|---:|{lines}---:|---:|
"""


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fits", type=int, default=200)
    fits = parser.parse_args(given).fits
    sys.path.insert(0, str(ROOT))
    from regulars.measures.lifetime.fitting import MODELS, model_named
    from tests.measures.lifetime.coverage import AHEAD, CUSTOMERS, covered

    lines, missed = [], []
    for name in MODELS:
        found = covered(name, fits)
        shares = [*found.parameters.tolist(), found.outcome]
        missed += [name for share in shares if not LEAST <= share <= MOST]
        cells = [*(f"{100 * share:.1f}" for share in shares), f"{100 * found.expectation:.1f}"]
        lines.append(f"| {model_named(name).title} | {found.fits} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    if missed:
        print(f"outside 86 to 94 of 100: {', '.join(sorted(set(missed)))}", file=sys.stderr)
        return 1
    names = " | ".join(("r", "alpha", "a or s", "b or beta"))
    head = HEAD.format(customers=CUSTOMERS, fits=fits, ahead=AHEAD, commit=_commit(), day=f"{datetime.now(UTC):%-d %B %Y}",
                       names=names, lines="---:|" * 4)  # fmt: skip
    PAGE.write_text(head + "\n".join(lines) + "\n" + _kept(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def _kept(page: str) -> str:
    """What stands on the page behind the table: markets are tried by tools/kinds_on_worlds.py."""
    _, mark, rest = page.partition("\n## ")
    return mark + rest


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
