"""What happened, happened before now; a day's difference between clocks is forgiven."""

from __future__ import annotations

from datetime import datetime, timedelta

from regulars.errors import UsageError

FORGIVEN = timedelta(days=1)


def check_past(now: datetime, occurred_at: datetime | None) -> None:
    """Raise UsageError where something is told that has yet to happen."""
    if occurred_at is not None and occurred_at > now + FORGIVEN:
        raise UsageError("occurred_at lies in the future", expected="when it happened", do="look at the clock and its zone")


def check_use(matures_at: datetime | None, *ends: datetime | None) -> None:
    """Raise UsageError where points would end before they can be used, in the words of the request's own fields."""
    if matures_at is not None and any(end is not None and end <= matures_at for end in ends):
        raise UsageError(
            "the points would expire before they mature",
            expected="a last day after matures_at",
            do="give a later expires_on, or an earlier matures_at",
        )
