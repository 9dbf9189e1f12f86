"""On PostgreSQL the application's role may add and change states, and may not rewrite what happened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from regulars.errors import EnvironmentFault, NotAStore, UsageError
from regulars.stores.operations import postgres
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.ledger import StoreLedger
from tests.stores.operations.members import AT, join
from tests.stores.operations.test_ledger import earn


@pytest.fixture
def as_application(postgres_address: str) -> Iterator[Store]:
    """A store opened by the application's role, which owns nothing."""
    with open_store(postgres_address) as owner, owner.writing() as c:
        c.execute(text("DO $$ BEGIN CREATE ROLE till LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"))
        for statement in postgres.grants("till"):
            c.execute(text(statement))
    with open_store(postgres_address.replace("//postgres:", "//till:")) as opened:
        yield opened


def test_the_role_can_do_all_that_the_application_does(as_application: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    join(as_application, "anna")
    StoreLedger(as_application).act(earn("anna", "o", 5), key="k", at=AT)
    assert StoreLedger(as_application).balance("anna", AT).available == 5


REWRITING = (
    "UPDATE entries SET available = 1",
    "DELETE FROM entries",
    "TRUNCATE entries",
    "DELETE FROM members",
    "UPDATE idempotency_keys SET digest = ''",
    "DROP TABLE entries",
    "DELETE FROM lots",
)


@pytest.mark.parametrize("verb", REWRITING)
def test_the_role_cannot_rewrite(as_application: Store, verb: str) -> None:
    with pytest.raises(EnvironmentFault, match="may not do that"), as_application.writing() as c:
        c.execute(text(verb))


def test_the_owner_is_stopped_by_the_guards(postgres_address: str) -> None:
    with open_store(postgres_address) as store:
        join(store, "anna")
        StoreLedger(store).act(earn("anna", "o", 5), key="k", at=AT)
        for verb in ("UPDATE entries SET kind = ''", "DELETE FROM entries", "TRUNCATE uses"):
            with pytest.raises(Exception, match="append-only"), store.engine.begin() as c:
                c.execute(text(verb))


def test_a_role_with_an_odd_name_is_refused() -> None:
    with pytest.raises(UsageError, match="no plain name"):
        postgres.grants("till; DROP TABLE members")


def test_an_older_server_is_refused(postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OLDEST", 990000)
    with open_store(postgres_address) as store, store.reading() as c, pytest.raises(NotAStore, match="15 or newer"):
        postgres.check_version(c)


def test_a_connection_that_was_ended_while_it_lay_is_not_read_from(postgres_address: str) -> None:
    """Its server said farewell: nobody who only reads hears of it."""
    with open_store(postgres_address) as store, open_store(postgres_address) as other:
        with store.reading() as c:
            mine = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with other.writing() as c:
            c.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})
        with store.reading() as c:
            assert c.execute(text("SELECT pg_backend_pid()")).scalar_one() != mine


def test_a_connection_that_lay_long_is_asked_whether_it_works(postgres_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "IDLE_SECONDS", -1.0)
    with open_store(postgres_address) as store:
        pids = []
        for _ in range(2):
            with store.reading() as c:
                pids.append(c.execute(text("SELECT pg_backend_pid()")).scalar_one())
        assert pids[0] == pids[1]
        monkeypatch.setattr(postgres, "_answers", lambda _: False)
        with store.reading() as c:
            assert c.execute(text("SELECT pg_backend_pid()")).scalar_one() not in pids
