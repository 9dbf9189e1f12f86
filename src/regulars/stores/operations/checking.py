"""The store's own audit: every sum is made again from what was written, and held against what is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DataError, OperationalError

from regulars.actions.rewards.ledger.entries import LEGS, EntryId
from regulars.errors import DamagedStore
from regulars.stores.operations import questions_ledger, questions_lots, questions_sales, sqlite, unlocking
from regulars.stores.operations.append_only import unguarded
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.failures import failures
from regulars.stores.operations.giving_back import own_key
from regulars.stores.operations.questions import RESTORE, Question
from regulars.stores.operations.schema import HOLDS, LOTS, PEOPLE, PERSON_KEYS
from regulars.stores.operations.secrets_of_store import StoreKey, unseal

QUESTIONS = (
    *questions_ledger.ENTRIES, *questions_ledger.BALANCES, *questions_lots.LOTS, *questions_lots.LINES, *questions_sales.ORDERS,
    *questions_sales.CODES, *questions_sales.TOLD, *questions_sales.PEOPLE,
)  # fmt: skip
_AT_ONCE = 1_000
_GUARDS = Question(
    "what refuses to rewrite what was written is not as it was made",
    "",
    "the triggers of append-only tables",
    "look who took them away and why; then make a backup and restore it to a new store, which has them",
)
_HOLDS = Question("a hold is not the sum of its parts", "", "what is still held to rest on lots, or on what is owed")
_HELD = Question("a lot holds more or less than its holds say", "", "the sum of the holds that rest on it")
_SEALED = Question(
    "what is kept of a person cannot be read", "", "her own key to open it", f"{RESTORE}, or tell the member's details anew"
)


def check(store: Store, key: StoreKey | None = None) -> list[str]:
    """What is wrong with a store, in sentences; nothing where every sum agrees. All questions see one moment.

    ``key``: with the store's own, what is kept of each person is opened.
    """
    wrong = sqlite.damage(store.path) if store.path is not None else []
    with store.reading() as connection:
        return wrong + found(connection, key)


def found(connection: Connection, key: StoreKey | None = None) -> list[str]:
    """The same of what one transaction sees, without the database's own check of its file."""
    if connection.dialect.name == "sqlite":
        sqlite.teach(connection, "name_of_refund", own_key)
    wrong = [sentence for question in QUESTIONS for sentence in _asked(connection, question)]
    wrong += _holds(connection)
    wrong += _said(_GUARDS.sentence((name,) for name in unguarded(connection)))
    if key is not None and unlocking.proof(connection, key):
        wrong += _said(_SEALED.sentence(_closed(connection, key)))
    return wrong


def _said(sentence: str) -> list[str]:
    return [sentence] if sentence else []


def _asked(connection: Connection, question: Question) -> list[str]:
    words = question.words(connection.dialect.name)
    try:
        return _said(question.sentence(tuple(row) for row in connection.exec_driver_sql(words)))
    except (OperationalError, DataError) as e:
        if "JSON" not in str(e.orig):
            raise
        return [f"{question.found}, or else: what is written as JSON is none (expected: {question.expected}; {question.do})"]


def _holds(connection: Connection) -> Iterator[str]:
    """Held points lie in parts of holds, which only Python reads."""
    held: dict[EntryId, int] = defaultdict(int)
    apart = []
    for row in connection.execute(select(HOLDS.c.account_id, HOLDS.c.number, HOLDS.c.open, HOLDS.c.parts)):
        if row.open != sum(amount for _, _, amount in row.parts):
            apart.append((row.account_id, row.number))
        for source, name, amount in row.parts:
            if source == "lot":
                held[EntryId.of(name)] += amount
    for lot in connection.execute(select(LOTS.c.account_id, LOTS.c.number, LOTS.c.held).where(LOTS.c.held > 0)):
        held[EntryId(lot.account_id, lot.number)] -= lot.held
    yield from _said(_HOLDS.sentence(apart))
    yield from _said(_HELD.sentence(tuple(name) for name, rest in held.items() if rest))


def _closed(connection: Connection, key: StoreKey) -> Iterator[tuple[str]]:
    """Whose row her own key does not open, or whose own key the store's does not."""
    joined = PEOPLE.join(PERSON_KEYS, PERSON_KEYS.c.member_id == PEOPLE.c.member_id)
    everyone = select(PEOPLE.c.member_id, PEOPLE.c.sealed, PERSON_KEYS.c.wrapped).select_from(joined)
    for row in connection.execute(everyone.execution_options(yield_per=_AT_ONCE)):
        try:
            unseal(key.unwrap(row.wrapped, row.member_id), row.sealed, row.member_id)
        except DamagedStore:
            yield (row.member_id,)


def totals(store: Store) -> dict[str, dict[str, int]]:
    """What the programme has done in all, for each unit: the sum of every leg."""
    legs = ", ".join(f"sum(e.{leg}) AS {leg}" for leg in LEGS)
    question = f"SELECT a.unit, {legs} FROM entries AS e JOIN accounts AS a ON a.account_id = e.account_id GROUP BY a.unit"
    with failures(store.address), store.reading() as connection:
        return {row.unit: {leg: int(getattr(row, leg)) for leg in LEGS} for row in connection.execute(text(question))}
