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


BY_FACT = Option("by", "NAME", "compare groups: what the facts themselves say, home_shop or a customer's attribute")
PERIOD_QUARTER = Option("period", "UNIT", "day, week, month, quarter or year (else quarter)")
PERIOD_WEEK = Option("period", "UNIT", "day, week, month, quarter or year (else week)")
_QUESTION = Option("question", "NAME", "the question, as the answers name it (else recommend for promoters, satisfaction)")
_WAVE = Option("wave", "UNIT", "day, week, month, quarter, year, or survey: each survey is a wave (else quarter)")

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
    Verb(
        "revenue-retention",
        "Of what customers pay under contract, how much is still there a period later.",
        (PERIOD, BY_FACT),
    ),
    Verb(
        "contract-churn", "Of the customers under contract, how many have none any more, and how it ended.", (PERIOD, BY_FACT)
    ),
    Verb(
        "contract-survival",
        "How long customers stay under contract.",
        (BY_FACT, Option("after_days", "DAYS", "a horizon to tell, e.g. 365; may be given again", list[int])),
    ),
    Verb(
        "promoters", "Who would recommend the shop and who would not, and the score between them.", (_QUESTION, _WAVE, BY_FACT)
    ),
    Verb(
        "satisfaction",
        "How many people gave the best answers, on whatever scale they were asked.",
        (_QUESTION, _WAVE, BY_FACT, Option("boxes", "N", "how many of the best answers count (else by the scale)", int)),
    ),
    Verb(
        "return-by-score",
        "Whether those who gave the best answers then came back.",
        (_QUESTION, BY_FACT, Option("within_days", "DAYS", "the days after the answer (else 90)", int)),
    ),
    Verb(
        "complaints",
        "How soon complaints are resolved, and whether those who complained came back.",
        (
            BY_FACT,
            Option("within_days", "DAYS", "a horizon to tell, e.g. 14; may be given again", list[int]),
            Option("return_within_days", "DAYS", "the days in which a customer comes back (else 90)", int),
        ),
    ),
    Verb(
        "referrals",
        "How many customers refer others, and how many of those convert.",
        (PERIOD_QUARTER, Option("within_days", "DAYS", "the days in which a referral converts (else 90)", int)),
    ),
    Verb(
        "redemptions",
        "Of the incentives offered, how many were redeemed while they could be.",
        (PERIOD, BY_FACT, Option("within_days", "DAYS", "the longest that one is waited for (else 90)", int)),
    ),
    Verb(
        "contact-pressure",
        "How many marketing messages each customer gets, and how many get too many.",
        (PERIOD_WEEK, BY_FACT, Option("at_most", "N", "the most messages in a period that are not too many (else 2)", int)),
    ),
)
