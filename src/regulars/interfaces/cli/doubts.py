"""What a reading took on trust, told beside an answer that does not tell it itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from regulars.measures.counting import unread

if TYPE_CHECKING:
    from regulars.facts.log import Facts

DOUBTS = ("guessed", "unknown_statuses", "unknown_movements", "cut_ids", "cut_zeros", "names", "calendar")
"""The notices of an intake that an answer may be wrong by."""


def doubt_lines(facts: Facts, *, quarantine: bool = False) -> list[str]:
    """A line for each doubt that the intake tells, if one is known; ``quarantine``: rows that could not be read, too."""
    bad = unread(facts)
    rows = [f"{bad.what}: {bad.n:,} ({bad.why})"] if quarantine and bad.n else []
    told = [n.sentence for n in facts.intake.noticed if n.what in DOUBTS] if facts.intake else []
    return [f"To know: {words}." for words in (*rows, *told)]


def tell_doubts(facts: Facts, *, quarantine: bool = False) -> Facts:
    """The facts, once their doubts are told on standard error: an answer on standard output stays whole."""
    for line in doubt_lines(facts, quarantine=quarantine):
        sys.stderr.write(line + "\n")
    return facts
