"""What all requests share: times in UTC, names of sensible length, whole numbers, and a digest that tells them apart."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, is_dataclass
from datetime import UTC, datetime
from unicodedata import category, normalize

from regulars.errors import UsageError

MOST = 10**12  # points in one movement: beyond it is a slip of the hand, and sums stay within 64 bits
LONGEST = 200  # characters of a name or reference
_JOINERS = "\u200c\u200d"
_NAMES = frozenset(
    {"member", "customer_id", "order_id", "refund_id", "reference", "line_id", "giver", "receiver", "absorbed", "into"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One act. ``occurred_at`` is when it happened (UTC, or with its zone); else it happens as it is recorded."""

    occurred_at: datetime | None = None

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, datetime):
                object.__setattr__(self, name, utc(value))
            elif isinstance(value, str):
                plain(name, value)
        self.check()

    def check(self) -> None:
        """Raise UsageError where the request makes no sense by itself."""

    @property
    def digest(self) -> str:
        """What tells this request from another under the same idempotency key."""
        return hashlib.sha256(_WRITTEN.encode([type(self).__name__, self]).encode()).hexdigest()


def _plainly(value: object) -> object:
    """A request, or a part of it, as what its fields hold; anything else that JSON has no word for as text."""
    if is_dataclass(value):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return str(value)


_WRITTEN = json.JSONEncoder(sort_keys=True, default=_plainly, ensure_ascii=False)


def plain(name: str, value: str) -> None:
    """Insist on a text that every database keeps as it is; and on a name that everybody reads as what it is."""
    if len(value) > LONGEST:
        raise UsageError(f"{name} has {len(value):,} characters", expected=f"at most {LONGEST}", do="shorten it")
    if "\0" in value:
        raise UsageError(f"{name} is {value!r}", expected="a text without the character NUL", do="leave it out")
    if name in _NAMES and (value != value.strip() or not value.isprintable()):
        raise UsageError(
            f"{name} is no plain name",  # which may be an address, and stays unsaid
            expected="a name that neither begins nor ends with a blank, and holds nothing that can't be seen",
            do="trim it: two names that look alike would be two customers or orders",
        )


def person(name: str, value: str) -> None:
    """Insist on a person's name without signs that can't be seen; Persian names are written with the joiners' signs."""
    if any(category(sign) in ("Cc", "Cf") and sign not in _JOINERS for sign in value):
        raise UsageError(
            f"{name} holds a sign that can't be seen",
            expected="a person's name as it is read",
            do="type it anew: two names that look alike would be two persons",
        )


def same_name(one: str, other: str) -> bool:
    """Whether two names are read as one: capitals, blanks, joiners and ways of writing one letter make no other person.

    >>> same_name("Anna  Ozola", "ANNA OZOLA "), same_name("Anna", "Eva")
    (True, False)
    """
    return _read(one) == _read(other)


def _read(name: str) -> str:
    plainly = normalize("NFKC", normalize("NFKC", name).casefold())
    return " ".join("".join(sign for sign in plainly if sign not in _JOINERS).split())


def whole(name: str, value: object, *, least: int = 1) -> None:
    """Insist on a whole number; True and 1.0 are none."""
    if type(value) is not int or not least <= value <= MOST:
        raise UsageError(f"{name} is {value!r}", expected=f"a whole number from {least:,} to {MOST:,}", do="correct it")


def utc(at: datetime) -> datetime:
    """A time as the store keeps it: UTC, without a zone."""
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def usable(name: str, ends_at: datetime | None, matures_at: datetime | None) -> None:
    """Raise UsageError where what is earned would end before it can be used; ``name``: the field that says when it ends."""
    if matures_at is not None and ends_at is not None and ends_at <= matures_at:
        what = "qualifying units" if name.startswith("qualifying") else "points"
        raise UsageError(
            f"the {what} would expire before they mature",
            expected=f"{name} after matures_at",
            do=f"give a later {name}, or an earlier matures_at",
        )
