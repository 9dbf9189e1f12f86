"""What happened, happened before now; a day's difference between clocks is forgiven."""

from __future__ import annotations

from datetime import datetime, timedelta

from regulars.errors import UsageError

FORGIVEN = timedelta(days=1)


def check_past(now: datetime, occurred_at: datetime | None) -> None:
    """Raise UsageError where something is told that has yet to happen."""
    if occurred_at is not None and occurred_at > now + FORGIVEN:
        raise UsageError("occurred_at lies in the future", expected="when it happened", do="look at the clock and its zone")
