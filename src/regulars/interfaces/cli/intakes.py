"""What was read, as text: the sum, the takings, and what each policy changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from regulars.measures.sentences import percent
from regulars.words import Money

if TYPE_CHECKING:
    from regulars.facts.intake import Intake, Takings
    from regulars.stores.workspace import Counts


def intake_lines(intake: Intake) -> list[str]:
    """The sum first, then the money, then everything that was set aside, noticed or quarantined."""
    return [
        intake.sentence() + ".",
        *(line for t in intake.takings for line in _takings(t)),
        *_list("Set aside by policy", (f"{s.sentence} [{s.policy}={s.choice}]" for s in intake.set_aside)),
        *_list("To know", (n.sentence for n in intake.noticed)),
        *_list("Quarantined", (f"{q.rows:,} {q.reason}: {q.sentence}" for q in intake.quarantined)),
        *_list("Passed by, because they can't be read", intake.skipped),
    ]


def count_lines(counts: Mapping[str, Counts]) -> list[str]:
    """What of the import was new to the workspace."""
    return [
        f"{kind.replace('_', ' ')}: {c.new:,} new, {c.unchanged:,} unchanged, {c.changed:,} changed"
        + (f", {sum(c.withdrawn.values()):,} withdrawn" if c.withdrawn else "")
        for kind, c in counts.items()
    ]


def _takings(t: Takings) -> list[str]:
    money = {name: Money(minor, t.currency) for name, minor in _parts(t).items()}
    counts = t.in_file_minor - t.set_aside_minor
    share = f" ({percent(t.guests_minor / counts)} of what counts)" if t.guests_minor > 0 and counts > 0 else ""
    parts = (
        f"{money['in_file']} in the files = {money['known']} from known customers + {money['guests']} from guests"
        f"{share} + {money['aside']} set aside."
    )
    return [parts, f"Your books can be compared with this total. Refunds beside it: {money['refunds']}."]


def _parts(t: Takings) -> dict[str, int]:
    return {
        "in_file": t.in_file_minor,
        "known": t.known_customers_minor,
        "guests": t.guests_minor,
        "aside": t.set_aside_minor,
        "refunds": t.refunds_minor,
    }


def _list(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return ["", f"{title}:", *found] if found else []
