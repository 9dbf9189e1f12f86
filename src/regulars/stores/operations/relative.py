"""Rows written from an account at nought, moved in the statement itself to where the account is once it is locked.

An act that only adds does the same to every account that owes nothing and has nothing due: its entries come after
those that are there, its balances on top. So the rules run on an account with no history, and the server adds the
account's own numbers while it holds it; the client has nothing to think about in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from regulars.actions.rewards.ledger.entries import UNITS
from regulars.stores.operations.one_statement import Form, inserts, type_of, written
from regulars.stores.operations.trips import Statement
from regulars.stores.operations.writing import Part

_PLACE_OF_UNIT = " ".join(f"WHEN '{unit}' THEN {place}" for place, unit in enumerate(UNITS, 1))  # as AtNought calls them
_LOCKED = f"""locked AS MATERIALIZED (
 SELECT a.account_id, a.unit, a.number, a.available, a.pending, a.held, a.due_at,
  a.debt = 0 AND a.moved_to IS NULL AND m.erased_at IS NULL AND (a.due_at IS NULL OR a.due_at > $2) AS is_plain
 FROM accounts AS a JOIN members AS m ON m.member_id = a.member_id
 WHERE a.member_id = $1 ORDER BY a.account_id FOR NO KEY UPDATE OF a),
own AS MATERIALIZED (
 SELECT l.*, CASE l.unit {_PLACE_OF_UNIT} END AS place FROM locked AS l
 WHERE (SELECT count(*) FROM locked WHERE is_plain) = 2
  AND NOT EXISTS (SELECT 1 FROM idempotency_keys AS k WHERE k.key = $3)
  AND NOT EXISTS (SELECT 1 FROM earned_lines AS e WHERE e.source = $4 AND e.reference = $5)
  AND NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.source = $4 AND o.order_id = $5))"""
_NUMBERED = {"account_id": "s.account_id", "number": "s.number + r.number"}
_BALANCES = {name: f"s.{name} + r.{name}" for name in ("available", "pending", "held")}
_AFTER = {f"{name}_after": f"s.{name} + r.{name}_after" for name in ("available", "pending")}


def _name(of: str) -> str:
    """The entry that is called 1.3 of an account at nought, by its real name."""
    return f"s.account_id || '.' || s.number + split_part({of}, '.', 2)::bigint"


def _place(of: str) -> str:
    return f"s.place = split_part({of}, '.', 1)::bigint"


_ANSWER = f"""jsonb_build_object(
 'entries', (SELECT jsonb_agg({_name("e.name")} ORDER BY e.nth)
  FROM jsonb_array_elements_text(r.answer->'entries') WITH ORDINALITY AS e(name, nth) JOIN own AS s ON {_place("e.name")}),
 'balances', (SELECT jsonb_agg(b.said || jsonb_build_object(
   'available', (b.said->>'available')::bigint + s.available, 'pending', (b.said->>'pending')::bigint + s.pending,
   'held', (b.said->>'held')::bigint + s.held, 'free', (b.said->>'free')::bigint + s.available - s.held,
   'net', (b.said->>'net')::bigint + s.available) ORDER BY s.account_id)
  FROM jsonb_array_elements(r.answer->'balances') AS b(said) JOIN own AS s ON s.unit = b.said->>'unit'))"""
_ENTRY, _LOT = "r.fact->>'entry'", "r.fact->>'incentive_id'"
_FACT = f"r.fact || jsonb_build_object('entry', {_name(_ENTRY)}, 'incentive_id', {_name(_LOT)})"
# What each table takes from the locked account, and whose account a row is; the rest of a row stands as it is.
_OWN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "entries": ("s.place = r.account_id", {**_NUMBERED, **_AFTER}),
    "lots": ("s.place = r.account_id", {**_NUMBERED, "owner": "s.account_id"}),
    "earned_lines": ("s.place = r.earn_account", {"earn_account": "s.account_id", "earn_number": "s.number + r.earn_number"}),
    "accounts": ("s.place = r.account_id", {**_NUMBERED, **_BALANCES, "due_at": "least(s.due_at, r.due_at)"}),
    "outbox": (_place(_ENTRY), {"fact": _FACT}),
    "idempotency_keys": ("s.place = 1", {"answer": _ANSWER}),
}


def relative(whose: Sequence[str], parts: Sequence[Part]) -> Statement:
    """The statement that locks a member's accounts, writes the parts upon them, and answers with the key's answer.

    In: ``whose``, the member, now (ISO 8601), the key, and the order's source and reference; ``parts``, the key's the last.
    Where an account owes, has something due, was merged or erased, or is not there, and where the key, a line of the
    order or the order itself was there before, nothing is written, and there is no row.
    """
    words = _words(tuple((part.form, len(part.rows) == 1) for part in parts))
    values: list[str | None] = [*whose]
    for part in parts:
        values += written(part.form, part.rows)
    return words, values


@cache
def _words(forms: tuple[tuple[Form, bool], ...]) -> str:
    said = inserts(forms, 6, _source)  # behind those that say whose
    before = "".join(f",\nw{n} AS ({words})" for n, words in enumerate(said[:-1]))
    return f"WITH {_LOCKED}{before}\n{said[-1]} RETURNING answer"


def _source(form: Form, first: int, single: bool) -> str:
    table, columns, _ = form
    whose, changed = _OWN[table]
    wanted = ", ".join(changed.get(name, f'r."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {wanted} FROM {_rows(form, first, single)} AS r({names}) JOIN own AS s ON {whose}"


def _rows(form: Form, first: int, single: bool) -> str:
    many = "" if single else "[]"
    places = ", ".join(f"${first + n}::{type_of(form, n)}{many}" for n in range(len(form[1])))
    return f"(VALUES ({places}))" if single else f"unnest({places})"


class AtNought(NamedTuple):
    """The account of a member about whom nothing has been written, as a row of the store."""

    account_id: int
    member_id: str
    unit: str
    number: int = 0
    available: int = 0
    pending: int = 0
    debt: int = 0
    held: int = 0
    due_at: datetime | None = None
    moved_to: int | None = None
    erased_at: datetime | None = None

    @classmethod
    def both(cls, member_id: str) -> list[Any]:
        return [cls(place, member_id, unit) for place, unit in enumerate(UNITS, 1)]
