"""Why did I (not) get these points? Every entry answers in a sentence, dates as the shop's clocks show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from regulars.actions.rewards.ledger.entries import Entry
from regulars.words import counted


def explain(entry: Entry, zone: ZoneInfo) -> str:
    """One entry in words: what happened, when, why, and what the balance was then."""
    said = _SENTENCES[entry.kind](entry, zone)
    when = _day(entry.occurred_at, zone)
    late = entry.recorded_at - entry.occurred_at
    noted = f" (written down on {_day(entry.recorded_at, zone)})" if late >= timedelta(days=1) else ""
    owed = f", {counted(entry.debt_after, 'point')} owed" if entry.debt_after else ""
    pending = f", {entry.pending_after:,} more pending" if entry.pending_after else ""
    return f"{when}{noted}: {said}. Afterwards {counted(entry.available_after, 'point')} available{pending}{owed}."


def _earned(entry: Entry, zone: ZoneInfo) -> str:
    points, d = -entry.legs.issued, entry.details
    rule = f" by the rule {d['rule']}" if "rule" in d else ""
    if not points:
        return f"order {entry.reference} earned nothing{rule}" + (f": {d['reason']}" if "reason" in d else "")
    waits = f"; they can be used from {_of(d['matures_at'], zone)}" if "matures_at" in d else ""
    ends = f"; they expire after {_last_day(d['expires_at'], zone)}" if "expires_at" in d else "; they do not expire"
    why = f" ({d['reason']})" if "reason" in d else ""
    what = "a code" if "with_code" in d else f"order {entry.reference}"
    return f"{counted(points, 'point')} earned with {what}{rule}{why}{waits}{ends}"


def _clawed_back(entry: Entry, _: ZoneInfo) -> str:
    legs = entry.legs
    if not legs.clawed_back:
        return f"a part of order {entry.reference} was refunded that had earned no points"
    why = "a code's use was given back" if "with_code" in entry.details else f"order {entry.reference} was refunded"
    text = f"{counted(legs.clawed_back, 'point')} taken back, because {why} ({entry.related})"
    if legs.debt:
        text += f"; {legs.debt:,} of them were spent already and are owed"
    if legs.written_off:
        text += f"; {-legs.written_off:,} of them were spent already and are forgiven"
    return text + (f"; {-legs.expired:,} of them had expired" if legs.expired else "")


def _returned(entry: Entry, _: ZoneInfo) -> str:
    text = f"{counted(-entry.legs.redeemed, 'point')} of the spend {entry.related} given back"
    return text + (f"; {-entry.legs.debt:,} of them paid what was owed" if entry.legs.debt else "")


def _adjusted(entry: Entry, _: ZoneInfo) -> str:
    d, points = entry.details, entry.legs.available
    agreed = f" and {d['agreed_by']}" if d.get("agreed_by") else ""
    word = "added" if points > 0 else "taken away"
    return f"{counted(abs(points), 'point')} {word} by {d['by']}{agreed}: {d['reason']}"


def _used(verb: str) -> Callable[[Entry, ZoneInfo], str]:
    def said(entry: Entry, _: ZoneInfo) -> str:
        text = f"{counted(entry.legs.redeemed, 'point')} {verb}" + (f" for {entry.reference}" if entry.reference else "")
        short = entry.legs.debt - entry.legs.written_off  # of a hold on points that a refund took back meanwhile
        end = "owed" if entry.legs.debt else "forgiven"
        return text + (f"; {short:,} of them had gone back with a refund and are {end}" if short else "")

    return said


def _held(entry: Entry, zone: ZoneInfo) -> str:
    what = f" for {entry.reference}" if entry.reference else ""
    return f"{counted(entry.details['amount'], 'point')} set aside{what} until {_of(entry.details['ends_at'], zone)}"


def _free_again(why: str) -> Callable[[Entry, ZoneInfo], str]:
    def said(entry: Entry, _: ZoneInfo) -> str:
        text = f"{counted(entry.details['amount'], 'point')} set aside in {entry.related} are free again: {why}"
        gone = entry.details.get("refunded")
        return text + (f"; {counted(gone, 'point')} more had gone back with a refund" if gone else "")

    return said


def _merged(entry: Entry, other: str, word: str) -> str:
    legs = entry.legs
    owed = f" and {counted(abs(legs.debt), 'point')} owed" if legs.debt else ""
    return f"{counted(abs(legs.available + legs.pending), 'point')}{owed} {word} {entry.details[other]}: the two are one member"


_SENTENCES: dict[str, Callable[[Entry, ZoneInfo], str]] = {
    "earned": _earned,
    "matured": lambda e, _: f"{counted(e.legs.available, 'point')} of {e.related} can be used now",
    "spent": _used("spent"),
    "captured": _used("spent that were set aside"),
    "returned": _returned,
    "held": _held,
    "voided": _free_again("the hold was given up"),
    "hold_ended": _free_again("the hold ended"),
    "expired": lambda e, _: f"{counted(e.legs.expired, 'point')} of {e.related} expired",
    "clawed_back": _clawed_back,
    "repaid": lambda e, _: f"{counted(-e.legs.debt, 'point')} paid what was owed",
    "transferred_out": lambda e, _: f"{counted(e.legs.transferred, 'point')} given to {e.details['to']}",
    "transferred_in": lambda e, _: f"{counted(e.legs.available, 'point')} received from {e.details['giver']}",
    "adjusted": _adjusted,
    "merged_out": lambda e, _: _merged(e, "to", "went to"),
    "merged_in": lambda e, _: _merged(e, "absorbed", "came from"),
}


def _day(at: datetime, zone: ZoneInfo) -> str:
    return at.replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%d")


def _of(text: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _last_day(text: str, zone: ZoneInfo) -> str:
    """The last local day on which points that expire at a moment can be used."""
    return _day(datetime.fromisoformat(text) - timedelta(microseconds=1), zone)
