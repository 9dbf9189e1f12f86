"""Statements that travel together: all of them or none, and a connection that dies on the way loses no answer."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from typing import Any

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from regulars.actions.rewards.ledger.requests import EarnAll
from regulars.errors import InProgress, Unreachable
from regulars.stores.operations import connecting, trips
from regulars.stores.operations.checking import check
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.schema import ACCOUNTS, ENTRIES
from regulars.stores.operations.trips import Statement, array, ask, asked, tell
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn

MEMBER = "INSERT INTO members (member_id, joined_at) VALUES ($1, $2)"


@pytest.fixture
def shop(postgres_address: str) -> Any:
    with open_store(postgres_address, wait_seconds=20) as store:
        join(store, "anna", "ben")
        yield store


def test_questions_are_answered_in_their_order_and_by_name(shop: Store) -> None:
    question = select(ACCOUNTS.c.unit, ACCOUNTS.c.available).where(ACCOUNTS.c.member_id == "anna").order_by(ACCOUNTS.c.unit)
    with shop.writing() as c:
        first, second = ask(c, [("SELECT $1::int + 1 AS sum", [6]), asked(question, {"member_id_1": "anna"})])
    assert first[0].sum == 7
    assert [row.unit for row in second] == ["points", "qualifying"]


def test_a_statement_that_fails_takes_its_commit_along(shop: Store) -> None:
    with shop.writing() as c:
        tell(c, (MEMBER, ["cem", str(AT)]), commit=True)
    with pytest.raises(IntegrityError), shop.engine.begin() as c:
        tell(c, (MEMBER, ["anna", str(AT)]), commit=True)
    with pytest.raises(DBAPIError, match="division by zero"), shop.engine.begin() as c:
        ask(c, [("SELECT 1 / 0", ()), (MEMBER, ["dov", str(AT)])])
    with shop.reading() as c:
        assert c.execute(text("SELECT member_id FROM members ORDER BY 1")).scalars().all() == ["anna", "ben", "cem"]


def test_an_array_holds_what_it_was_given(shop: Store) -> None:
    hard = ['"', "\\", "{,}", "", "NULL", " ", "š\n", None]
    for values in (hard, hard[:-1], []):
        with shop.writing() as c:
            [[row]] = ask(c, [("SELECT $1::text[] AS back", [array(values)])])
        assert row.back == values


@pytest.mark.parametrize("arrived", [True, False], ids=["its answer is lost", "it never arrives"])
@pytest.mark.parametrize("many", [False, True], ids=["an earn", "a batch"])
def test_a_connection_that_dies_in_the_last_trip_is_made_good_by_the_key(
    shop: Store, monkeypatch: pytest.MonkeyPatch, arrived: bool, many: bool
) -> None:
    """Whether the commit came to pass nobody knows: the act is done again, and its key says whether it was done."""
    real = trips._said
    deaths: list[bool] = []

    def dying(raw: Any, statements: Iterable[Statement]) -> list[Any]:
        said = list(statements)
        if said[-1] != trips.COMMIT or deaths:
            return real(raw, said)
        deaths.append(arrived)
        if arrived:
            real(raw, said)
        raw.close()
        raise psycopg.OperationalError("the connection was lost")

    monkeypatch.setattr(trips, "_said", dying)
    request = EarnAll(earns=(earn("anna", "o-1", 50), earn("ben", "o-2", 7))) if many else earn("anna", "o-1", 50)
    ledger = StoreLedger(shop)
    done = ledger.act(request, key="k", at=AT)
    assert len(deaths) == 1
    assert ledger.act(request, key="k", at=AT) == done
    assert ledger.balance("anna", AT).available == 50
    with shop.reading() as c:
        assert len(c.execute(select(ENTRIES)).all()) == (2 if many else 1)
    assert check(shop) == []


@pytest.mark.parametrize("lost", [True, False], ids=["ours, which died", "somebody else"])
def test_a_key_that_our_own_dead_connection_still_holds_is_waited_for(
    shop: Store, monkeypatch: pytest.MonkeyPatch, lost: bool
) -> None:
    """The server has not noticed yet that the first connection is gone. Who is truly busy is told at once."""
    waited: list[float] = []
    holder = shop.engine.connect()
    number = int.from_bytes(hashlib.sha256(b"k").digest()[:8], "big", signed=True)
    holder.execute(text(f"SELECT pg_advisory_lock({number})"))

    def notice(seconds: float) -> None:
        waited.append(seconds)
        holder.invalidate()

    monkeypatch.setattr(connecting, "sleep", notice)
    real, deaths = trips._said, [False] if lost else []

    def dying(raw: Any, statements: Iterable[Statement]) -> list[Any]:
        if deaths:
            deaths.clear()
            raw.close()
            raise psycopg.OperationalError("the connection was lost")
        return real(raw, statements)

    monkeypatch.setattr(trips, "_said", dying)
    ledger = StoreLedger(shop)
    if lost:
        assert ledger.act(earn("anna", "o-1", 50), key="k", at=AT).balances[0]["available"] == 50
        assert waited[0] == 2 * connecting.LET_GO_SECONDS
    else:
        with pytest.raises(InProgress):
            ledger.act(earn("anna", "o-1", 50), key="k", at=AT)
        assert waited == []
    holder.close()


def test_a_connection_that_the_server_ends_while_it_waits_for_an_account_begins_again(shop: Store) -> None:
    """Anna's account is held by another till; meanwhile the server ends the one that waits. It comes again and earns once."""
    ledger = StoreLedger(shop)
    answers: list[object] = []
    till = threading.Thread(target=lambda: answers.append(ledger.act(earn("anna", "o-1", 50), key="k", at=AT)))
    waiting = text("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
    with shop.writing() as c:
        c.execute(text("SELECT 1 FROM accounts FOR UPDATE"))
        till.start()
        with shop.writing() as other:
            while not (pids := other.execute(waiting).scalars().all()):
                other.execute(text("SELECT pg_stat_clear_snapshot()"))
            assert other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pids[0]}).scalar_one()
    till.join()
    assert len(answers) == 1
    assert ledger.balance("anna", AT).available == 50
    assert check(shop) == []


def test_a_server_that_stays_away_is_told_with_what_to_do(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(raw: Any, statements: Iterable[Statement]) -> list[Any]:
        raw.close()
        raise psycopg.OperationalError("the connection was lost")

    monkeypatch.setattr(trips, "_said", dead)
    with pytest.raises(Unreachable, match="connection was lost") as e:
        StoreLedger(shop).act(earn("anna", "o-1", 50), key="k", at=AT)
    assert "same idempotency key" in str(e.value)
