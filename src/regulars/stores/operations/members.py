"""Members: random ids with two accounts each. What is known of the person lies apart, sealed with a key of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, or_, select, update

from regulars.actions.naming import check_customer
from regulars.actions.rewards.ledger.entries import UNITS
from regulars.actions.rewards.ledger.memory import erased_member, no_member
from regulars.errors import LimitReached, NotInStore
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.idempotency import claim, seal_key
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import ACCOUNTS, MEMBERS, PEOPLE, PERSON_KEYS
from regulars.stores.operations.secrets_of_store import StoreKey, seal, unseal


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the person behind a member. It never leaves by `repr`, a log or a fact."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    permissions: Mapping[str, bool] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the ledger knows one: random id, the shop's own customer id, household, since when (UTC).

    ``merged_into``: the member whose part this one became.
    """

    member_id: str
    customer_id: str | None
    household_id: str | None
    joined_at: datetime
    merged_into: str | None


_SHOWN = ("member_id", "customer_id", "household_id", "joined_at", "merged_into")
_ALIVE = select(*(MEMBERS.c[name] for name in _SHOWN)).where(MEMBERS.c.erased_at.is_(None))
_BY_ID, _BY_CUSTOMER = (_ALIVE.where(c == bindparam("asked")) for c in (MEMBERS.c.member_id, MEMBERS.c.customer_id))


@dataclass(frozen=True)
class Members:
    """Members of a store, and the people behind them. ``refuse``: raises where a customer may not join."""

    store: Store
    key: StoreKey = field(repr=False)
    refuse: Callable[[str | None], None] = field(default=lambda _: None, repr=False)

    def join(
        self,
        *,
        key: str,
        at: datetime,
        person: Person | None = None,
        customer_id: str | None = None,
        household_id: str | None = None,
        dry_run: bool = False,
    ) -> str:
        """Add a member under a new random id; once for each idempotency key. A dry run draws none, and answers with ""."""
        check_customer(customer_id)
        person_said = asdict(person) if person else None
        asked = self.key.code_digest(json.dumps([person_said, customer_id, household_id], sort_keys=True)).hex()
        member_id = "" if dry_run else secrets.token_urlsafe(16)
        member = {"member_id": member_id, "customer_id": customer_id, "household_id": household_id, "joined_at": at}
        return (self.store.rehearse if dry_run else self.store.write)(lambda c: self._join(c, member, person, (key, asked)))

    def _join(self, c: Connection, member: Mapping[str, Any], person: Person | None, asked: tuple[str, str]) -> str:
        if (earlier := claim(c, *asked)) is not None:
            return str(earlier["member_id"])
        _refuse_double(c, member["customer_id"])
        self.refuse(member["customer_id"])
        member_id: str = member["member_id"]
        c.execute(insert(MEMBERS).values(member))
        c.execute(insert(ACCOUNTS), [{"member_id": member_id, "unit": unit} for unit in UNITS])
        if person is not None:
            self._write_person(c, member_id, person, member["joined_at"])
        seal_key(c, *asked, {"member_id": member_id}, member["joined_at"])
        return member_id

    def find(self, member_id: str) -> Member:
        """One member by id; NotInStore where nobody has it, or who had it is erased."""
        return self._one(_BY_ID, member_id)

    def of_customer(self, customer_id: str) -> Member:
        """The member whom the shop knows as a customer."""
        return self._one(_BY_CUSTOMER, customer_id)

    def some(self, *, after: str = "", most: int = 50, customer_id: str | None = None) -> list[Member]:
        """Members in the order of their ids, those after one; or the one who is a customer of the shop's."""
        query = _ALIVE.where(MEMBERS.c.member_id > after)
        if customer_id is not None:
            query = query.where(MEMBERS.c.customer_id == customer_id)
        with self.store.reading() as c:
            return [Member(**row._mapping) for row in c.execute(query.order_by(MEMBERS.c.member_id).limit(most))]

    def everyone(self, member_id: str) -> list[Member]:
        """A member and all who are the same person by merges; NotInStore as `find` says it."""
        with self.store.reading() as c:
            rows = c.execute(_ALIVE.where(MEMBERS.c.member_id.in_(same_person(c, member_id)))).all()
            if not rows:
                raise _absent(c, member_id)
        return [Member(**row._mapping) for row in rows]

    def _one(self, query: Select[Any], asked: str) -> Member:
        with self.store.reading() as c:
            row = c.execute(query, {"asked": asked}).one_or_none()
            if row is None:
                raise _absent(c, asked)
        return Member(**row._mapping)

    def know(self, member_id: str, person: Person, at: datetime) -> None:
        """Keep what is known of a person, in place of what was known before."""
        self.store.write(lambda c: self._know(c, member_id, person, at))

    def _know(self, c: Connection, member_id: str, person: Person, at: datetime) -> None:
        alive = select(MEMBERS.c.member_id).where(MEMBERS.c.member_id == member_id, MEMBERS.c.erased_at.is_(None))
        if c.execute(alive.with_for_update()).one_or_none() is None:
            raise _absent(c, member_id)
        forget(c, member_id)
        self._write_person(c, member_id, person, at)

    def _write_person(self, c: Connection, member_id: str, person: Person, at: datetime) -> None:
        own = secrets.token_bytes(32)
        sealed = seal(own, json.dumps(asdict(person), ensure_ascii=False).encode(), member_id)
        c.execute(insert(PERSON_KEYS).values(member_id=member_id, wrapped=self.key.wrap(own, member_id)))
        c.execute(insert(PEOPLE).values(member_id=member_id, sealed=sealed, changed_at=at))

    def person(self, member_id: str) -> Person | None:
        """What is known of the person; None where nothing is, or not any more."""
        joined = PEOPLE.join(PERSON_KEYS, PERSON_KEYS.c.member_id == PEOPLE.c.member_id)
        query = select(PEOPLE.c.sealed, PERSON_KEYS.c.wrapped).select_from(joined).where(PEOPLE.c.member_id == member_id)
        with self.store.reading() as c:
            row = c.execute(query).one_or_none()
        if row is None:
            return None
        return Person(**json.loads(unseal(self.key.unwrap(row.wrapped, member_id), row.sealed, member_id)))

    def place_in_household(self, member_id: str, household_id: str | None) -> None:
        """Say with whom a member shares the limits of a household."""
        alive = update(MEMBERS).where(MEMBERS.c.member_id == member_id, MEMBERS.c.erased_at.is_(None))
        with self.store.writing() as c:
            if c.execute(alive.values(household_id=household_id)).rowcount != 1:
                raise _absent(c, member_id)


def _refuse_double(c: Connection, customer_id: str | None) -> None:
    known = select(MEMBERS.c.member_id).where(MEMBERS.c.customer_id == customer_id)
    if customer_id is not None and c.execute(known).scalar_one_or_none():
        raise LimitReached(f"customer {customer_id} is a member already", expected="each customer once")


def forget(c: Connection, member_id: str) -> None:
    """Delete a person's key and row."""
    c.execute(delete(PERSON_KEYS).where(PERSON_KEYS.c.member_id == member_id))
    c.execute(delete(PEOPLE).where(PEOPLE.c.member_id == member_id))


def same_person(c: Connection, member_id: str, *, locking: bool = False) -> list[str]:
    """Whom a member became a part of and all who became a part of that one, herself among them; none where none is.

    ``locking``: a merge of hers that goes on at this moment is waited for.
    """
    own = select(func.coalesce(MEMBERS.c.merged_into, MEMBERS.c.member_id)).where(MEMBERS.c.member_id == member_id)
    whole = c.execute(own.with_for_update() if locking else own).scalar_one_or_none()
    if whole is None:
        return []
    if locking:
        c.execute(select(MEMBERS.c.member_id).where(MEMBERS.c.member_id == whole).with_for_update())
    she = or_(MEMBERS.c.member_id == whole, MEMBERS.c.merged_into == whole)
    return list(c.execute(select(MEMBERS.c.member_id).where(she).order_by(MEMBERS.c.member_id)).scalars())


def live_member(c: Connection, member_id: str) -> AnyRow:
    """The member, or whom she became a part of."""
    own = MEMBERS.alias()
    whole = func.coalesce(own.c.merged_into, own.c.member_id)
    query = select(MEMBERS).join(own, MEMBERS.c.member_id == whole).where(own.c.member_id == member_id)
    found = c.execute(query.where(MEMBERS.c.erased_at.is_(None))).one_or_none()
    if found is None:
        raise _absent(c, member_id)
    return found


def _absent(c: Connection, member_id: str) -> NotInStore:
    """Why a member is not there."""
    erased = c.execute(select(MEMBERS.c.erased_at).where(MEMBERS.c.member_id == member_id)).scalar_one_or_none()
    return no_member(member_id) if erased is None else erased_member(member_id, erased)
