"""Rows reach either database as they are, whole or not at all, new or in the place of older ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from regulars.actions.rewards.ledger.requests import EarnAll
from regulars.stores.operations import trips
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.migrating import migrate
from regulars.stores.operations.rows import ACCOUNT
from regulars.stores.operations.schema import ACCOUNTS, KEYS, OUTBOX
from regulars.stores.operations.trips import Statement
from regulars.stores.operations.writing import Part, write
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

NOTED = ("key", "digest", "answer", "recorded_at")


def key_row(name: str, answer: dict[str, Any]) -> tuple[Any, ...]:
    return (name, "d", answer, datetime(2026, 3, 29, 1, 2, 3, 4))


def test_times_and_answers_come_back_as_they_went(store: Store) -> None:
    answer = {"who": "Šarūnas \\ 'x' \"y\" %s :p", "balances": [{"available": 2**53 + 1, "none": None}], "yes": True}
    with store.writing() as c:
        write(c, [Part(KEYS, NOTED, [key_row("a", answer), key_row("b", {})])])
    with store.reading() as c:
        rows = c.execute(select(KEYS).order_by(KEYS.c.key)).all()
    assert [tuple(row) for row in rows] == [key_row("a", answer), key_row("b", {})]


def test_a_row_takes_the_place_of_an_older_one_only_where_that_is_meant(store: Store) -> None:
    join(store, "anna")
    with store.reading() as c:
        [mine, _] = c.execute(select(*(ACCOUNTS.c[name] for name in ACCOUNT)).order_by(ACCOUNTS.c.account_id)).all()
    richer = (*mine[:3], 1, 50, *mine[5:])
    with store.writing() as c:
        write(c, [Part(ACCOUNTS, ACCOUNT, [richer], instead=True)])
    with pytest.raises(IntegrityError), store.engine.begin() as c:
        write(c, [Part(ACCOUNTS, ACCOUNT, [richer])])
    assert StoreLedger(store).balance("anna", AT).available == 50


def test_an_accounts_day_and_where_it_went_are_written_as_they_change(store: Store) -> None:
    """They stand apart on SQLite: set, left as they are, set to another, and taken away again, of two accounts at once."""
    join(store, "anna", "ben")
    query = select(*(ACCOUNTS.c[name] for name in ACCOUNT)).where(ACCOUNTS.c.unit == "points").order_by(ACCOUNTS.c.account_id)
    with store.reading() as c:
        anna, ben = (tuple(row) for row in c.execute(query))
    other = (9, 70, 30, 0, 20)
    for number, (due_at, moved_to) in enumerate([(AT, None), (AT, ben[0]), (AT.replace(day=9), ben[0]), (None, None)]):
        given = [(*anna[:3], 1 + number, 50, *anna[5:8], due_at, moved_to), (*ben[:3], *other, None, None)]
        with store.writing() as c:
            write(c, [Part(ACCOUNTS, ACCOUNT, given, instead=True)])
        with store.reading() as c:
            assert [tuple(row) for row in c.execute(query)] == given


def test_an_account_that_is_not_there_is_no_account_to_change(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        migrate(store)
        row = (77, "anna", "points", 1, 0, 0, 0, 0, None, None)
        with pytest.raises(AssertionError, match="is there"), store.writing() as c:
            write(c, [Part(ACCOUNTS, ACCOUNT, [row], instead=True)])


def test_what_is_refused_takes_all_of_it_along(store: Store) -> None:
    """The second key is there already: neither the fact nor the other key is written."""
    with store.writing() as c:
        write(c, [Part(KEYS, NOTED, [key_row("a", {})])])
    facts = Part(OUTBOX, ("kind", "fact", "recorded_at"), [("answers", {"score": 9}, AT)])
    with pytest.raises(IntegrityError), store.engine.begin() as c:
        write(c, [facts, Part(KEYS, NOTED, [key_row("b", {}), key_row("a", {})])])
    with store.reading() as c:
        assert c.execute(select(OUTBOX)).all() == []
        assert c.execute(select(KEYS.c.key)).scalars().all() == ["a"]


def test_an_earn_is_one_trip_on_postgresql_and_a_batch_two(postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key's lock, what must be known, and everything that is written. Begin and commit go with them."""
    with open_store(postgres_address) as store:
        join(store, "anna")
        said: list[list[str]] = []
        real = trips._said

        def heard(raw: Any, statements: Iterable[Statement]) -> list[Any]:
            said.append([words for words, _ in statements])
            return real(raw, statements)

        alone: list[str] = []
        event.listen(store.engine, "before_cursor_execute", lambda *given: alone.append(given[2]))
        monkeypatch.setattr(trips, "_said", heard)
        StoreLedger(store).act(earn("anna", "o-1", 50), key="k", at=AT)
        StoreLedger(store).act(EarnAll(earns=(earn("anna", "o-2", 50),)), key="l", at=AT)
        one, *two = [[words.split()[0] for words in trip] for trip in said]
        assert one == ["BEGIN", "SELECT", "WITH", "COMMIT"]
        read = ["SELECT"] * 6  # the key's lock, the key, the orders' turns, the orders, accounts, lines
        assert two == [["BEGIN", *read], ["WITH", "COMMIT"]]
        assert alone == []
        for written in (said[0][2], said[2][0]):
            tables = ("entries", "lots", "earned_lines", "accounts", "outbox", "idempotency_keys")
            assert all(f"INSERT INTO {table} " in written for table in tables)


def test_many_rows_come_back_as_they_went(store: Store) -> None:
    """Quotes, backslashes, braces, empty texts and none at all, in one batch."""
    texts = ['a"b', "c\\d", "{e,f}", "NULL", " g ", "š"]
    rows = [key_row(text, {"says": text, "n": n, "none": None}) for n, text in enumerate(texts)]
    facts = [("answers", {"score": n, "text": text}, AT) for n, text in enumerate(texts)]
    with store.writing() as c:
        write(c, [Part(KEYS, NOTED, rows), Part(OUTBOX, ("kind", "fact", "recorded_at"), facts)], last=True)
    with store.reading() as c:
        assert sorted(tuple(row) for row in c.execute(select(KEYS))) == sorted(rows)
        assert list(c.execute(select(OUTBOX.c.fact).order_by(OUTBOX.c.outbox_id)).scalars()) == [fact for _, fact, _ in facts]
