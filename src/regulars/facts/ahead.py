"""A log that reaches beyond today: bookings, subscriptions drawn ahead, a year mistyped. Such days are no facts yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from regulars.facts.intake import Intake, Noticed
from regulars.settings import Settings
from regulars.words import counted


def reaches(today: date | None, starts: date, last: date, settings: Settings) -> date | None:
    """The last day of a log that reaches beyond ``today``; None where it does not, or a day to look from is given.

    A log that only begins after today speaks of another time altogether, and is seen from its own end.
    """
    return last if today and starts <= today < last and settings.as_of is None else None


def why_later(ahead_to: date) -> str:
    """What becomes of days after today, and how to have them count."""
    return f"days after today are no facts yet; --as-of {ahead_to} counts them"


def with_ahead(intake: Intake | None, purchases: int, as_of: date, ahead_to: date | None) -> Intake | None:
    """The summary with a word about purchases after today, where there are any."""
    if intake is None or ahead_to is None or not purchases:
        return intake
    lie = counted(purchases, "purchase lies", "purchases lie")
    said = f"{lie} after today, {as_of}, up to {ahead_to}, and {'is' if purchases == 1 else 'are'} not counted"
    advice = f"correct {'its date' if purchases == 1 else 'their dates'} if mistyped; --as-of {ahead_to} counts them"
    return replace(intake, noticed=(*intake.noticed, Noticed("days_ahead", purchases, (), f"{said}: {advice}")))
