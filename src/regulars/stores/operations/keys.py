"""API keys: shown once, kept as a digest, with scopes and an end."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select, update

from regulars.errors import NotInStore, UsageError
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.journal import remember, remembered
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import API_KEYS
from regulars.stores.operations.secrets_of_store import StoreKey

PREFIX = "rgk"
_BY_ID = select(API_KEYS).where(API_KEYS.c.key_id == bindparam("named"))
SCOPES: dict[str, str] = {
    "members:read": "look members up by id or customer id",
    "members:write": "add members and merge two",
    "people:read": "see names, e-mail addresses and telephone numbers",
    "points:read": "see balances, lots, holds, entries and their reasons",
    "points:earn": "give points for purchases",
    "points:spend": "spend, hold, capture, void and return points",
    "points:transfer": "give one member's points to another",
    "points:adjust": "correct a balance by hand",
    "sales:write": "tell of purchases and refunds",
    "codes:redeem": "use codes for members",
    "codes:reveal": "learn why a code gives nothing",
    "codes:make": "announce campaigns, make codes, and give their uses back",
    "wallet:link": "make links to a member's wallet page",
    "metrics:read": "read the service's own metrics",
}


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key: everything but its secret. Times in UTC."""

    key_id: str
    name: str
    scopes: frozenset[str]
    made_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def good(self, at: datetime) -> bool:
        """Whether it opens anything at a time."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True)
class ApiKeys:
    """The keys of a store. A secret has 256 random bits, so its digest needs no salt and no slow hash.

    ``journal``: a file beside the database that remembers revoked keys, for an older backup knows them as good.
    """

    store: Store
    key: StoreKey = field(repr=False)
    journal: Path | None = None

    def make(self, name: str, scopes: Iterable[str], *, at: datetime, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
        """A new key and its text, which is told here and never again."""
        wanted = frozenset(scopes)
        if not wanted or wanted - set(SCOPES) or not 1 <= len(name) <= 100:
            odd = ", ".join(sorted(wanted - set(SCOPES))) or "none"
            raise UsageError(
                f"the key {name[:100]!r} asks for scopes that are not there: {odd}",
                expected="a name and one or more of " + ", ".join(SCOPES),
                do="correct them",
            )
        if expires_at is not None and expires_at <= at:
            raise UsageError(f"the key would end at {expires_at}", expected="a time to come", do="give a later one")
        made = ApiKey(secrets.token_hex(6), name, wanted, at, expires_at)
        text = f"{PREFIX}_{made.key_id}_{secrets.token_urlsafe(32)}"
        row = {"key_id": made.key_id, "name": name, "scopes": sorted(wanted), "made_at": at, "expires_at": expires_at}
        self.store.write(lambda c: c.execute(insert(API_KEYS).values(digest=self._digest(text), **row)))
        return made, text

    def known(self, text: str, at: datetime) -> ApiKey | None:
        """The key with this text, if there is one and it is good; compared in one time, whatever it is."""
        with self.store.reading() as c:
            row = c.execute(_BY_ID, {"named": key_id_of(text)}).one_or_none()
        equal = hmac.compare_digest(row.digest if row else bytes(32), self._digest(text))
        found = _key_of(row) if row and equal else None
        return found if found and found.good(at) else None

    def every(self) -> list[ApiKey]:
        """All keys that were ever made, the oldest first."""
        with self.store.reading() as c:
            return [_key_of(row) for row in c.execute(select(API_KEYS).order_by(API_KEYS.c.made_at, API_KEYS.c.key_id))]

    def revoke(self, key_id: str, at: datetime) -> None:
        """End a key now, for good. The journal is written first: whoever is in it is revoked again after every restore."""
        if key_id not in self._good():
            raise NotInStore(
                f"no key {key_id!r} is good still", expected="an id that `regulars store keys` lists", do="correct it"
            )
        if self.journal is not None:
            remember(self.journal, "key_id", key_id, "revoked_at", at)
        self.store.write(lambda c: _end(c, key_id, at))

    def replay(self, c: Connection) -> int:
        """Revoke again what the journal names, as when an older backup is restored; how many had come alive."""
        return sum(_end(c, key_id, at) for key_id, at in self._revoked().items())

    def outstanding(self) -> list[str]:
        """Keys that the journal names and that still open something: a restore without its replay."""
        return sorted(self._good() & set(self._revoked()))

    def _revoked(self) -> dict[str, datetime]:
        return remembered(self.journal, "key_id", "revoked_at") if self.journal is not None else {}

    def _good(self) -> set[str]:
        with self.store.reading() as c:
            return set(c.execute(select(API_KEYS.c.key_id).where(API_KEYS.c.revoked_at.is_(None))).scalars())

    def _digest(self, text: str) -> bytes:
        return hmac.new(self.key.derived("api keys"), text.encode(), hashlib.sha256).digest()


def _end(c: Connection, key_id: str, at: datetime) -> int:
    alive = update(API_KEYS).where(API_KEYS.c.key_id == key_id, API_KEYS.c.revoked_at.is_(None))
    return int(c.execute(alive.values(revoked_at=at)).rowcount)


def key_id_of(text: str) -> str:
    """The part of a key's text that may be shown; empty where the text is no key.

    >>> key_id_of("rgk_0123456789ab_secret")
    '0123456789ab'
    """
    prefix, _, rest = text.partition("_")
    key_id = rest.partition("_")[0]
    return key_id if prefix == PREFIX and len(key_id) == 12 and key_id.isascii() and key_id.isalnum() else ""


def _key_of(row: AnyRow) -> ApiKey:
    return ApiKey(row.key_id, row.name, frozenset(row.scopes), row.made_at, row.expires_at, row.revoked_at)
