"""The measures as commands: one row each; all that differs between them stands here."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.interfaces.cli.options import BY, PERIOD, Option, spans


@dataclass(frozen=True, slots=True)
class Verb:
    """A command that prints one measure. Its public function has the same name, with underscores."""

    name: str
    help: str
    options: tuple[Option, ...]

    @property
    def function(self) -> str:
        return self.name.replace("-", "_")


VERBS: tuple[Verb, ...] = (
    Verb("retention", "Of the customers active in one period, how many came back in the next.", (PERIOD, BY)),
    Verb("activity", "Of all customers so far, how many were active in each period.", (PERIOD, BY)),
    Verb("churn", "How many customers fell silent for too long (threshold: --inactive-after-days).", (PERIOD, BY)),
    Verb(
        "cohorts",
        "Of the customers who first came in a period, how many bought again later.",
        (
            PERIOD,
            BY,
            Option("cohort", "KIND", "first: by the first purchase ever; recurring: by every period bought in (else first)"),
            Option("age", "KIND", "calendar: by calendar periods; elapsed: by each customer's own time (else calendar)"),
            Option("returned", "RULE", "on: at that age; on_or_after: then or later; bracket: within ages (else on)"),
            Option("brackets", "AGES", "a bracket, e.g. 2-3; may be given again", list[str], flag="--bracket", read=spans),
            Option("last_age", "N", "the greatest age shown", int),
        ),
    ),
    Verb(
        "second-purchase",
        "How many customers buy a second time, and how soon.",
        (BY, Option("within_days", "DAYS", "a horizon to tell, e.g. 90; may be given again", list[int])),
    ),
    Verb(
        "gaps",
        "How long customers stay away between purchases.",
        (BY, Option("bin_days", "DAYS", "the width of a row (else 7)", int)),
    ),
    Verb(
        "due",
        "Whose own usual return date is near or past.",
        (
            BY,
            Option("within_days", "DAYS", "how far ahead to look (else 7)", int),
            Option("limit", "ROWS", "the most customers to list", int),
        ),
    ),
    Verb(
        "lifecycle",
        "New, retained, resurrected, dormant and lost customers, each period.",
        (PERIOD, BY, Option("lost_after", "PERIODS", "whole periods of silence after which a customer counts as lost", int)),
    ),
)
