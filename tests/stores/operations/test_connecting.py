"""A store is opened by a path or URL; what it refuses is said in our words, and no password with it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from regulars.errors import Busy, EnvironmentFault, NotAStore, SettingsError, Unreachable
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.schema import MEMBERS
from tests.stores.operations.members import AT


def test_an_address_is_a_path_or_a_url_of_postgresql(tmp_path: Path) -> None:
    assert open_store(tmp_path / "a.db").is_sqlite
    assert not open_store("postgresql://anna@localhost/shop").is_sqlite
    for wrong in ("mysql://anna:geheim@localhost/shop", "redis://localhost/0", "://"):
        with pytest.raises(SettingsError, match="no address of a store") as e:
            open_store(wrong)
        assert "geheim" not in str(e.value)


def test_a_server_that_is_not_there_is_unreachable_and_its_password_unsaid() -> None:
    with open_store("postgresql://anna:geheim@127.0.0.1:1/shop") as store:
        with pytest.raises(Unreachable, match="does not answer") as e, store.reading():
            pass
        assert "same idempotency key" in str(e.value)
        assert "geheim" not in str(e.value) + repr(store)


def test_what_raises_within_a_commit_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as c:  # noqa: PT012
        c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})
        _ = 1 / 0
    with store.reading() as c:
        assert c.execute(MEMBERS.select()).all() == []


def test_a_second_writer_waits_and_is_told_when_it_took_too_long(address: str) -> None:
    with open_store(address) as first, open_store(address, wait_seconds=0.05) as second:
        with first.writing() as c:
            c.execute(text("UPDATE alembic_version SET version_num = version_num"))
            with pytest.raises(Busy, match="Another process is writing") as e, second.writing() as d:
                d.execute(text("UPDATE alembic_version SET version_num = version_num"))
            assert "try again" in str(e.value)
        with second.writing() as d:
            d.execute(text("UPDATE alembic_version SET version_num = version_num"))


def test_a_reader_sees_one_moment_while_another_writes(address: str) -> None:
    count = text("SELECT count(*) FROM members")
    with open_store(address) as store, store.reading() as before:
        assert before.execute(count).scalar_one() == 0
        with store.writing() as c:
            c.execute(insert(MEMBERS), {"member_id": "anna", "joined_at": AT})
        assert before.execute(count).scalar_one() == 0


def test_two_who_wait_for_each_other_both_get_done(store: Store) -> None:
    """Anna's row then Ben's, and Ben's then Anna's: the database ends one of them, and it is done again."""
    with store.writing() as c:
        c.execute(insert(MEMBERS), [{"member_id": m, "joined_at": AT} for m in ("anna", "ben")])
    together = threading.Barrier(2, timeout=20)

    def work(first: str, second: str) -> None:
        met: list[bool] = []

        def both(c: object) -> None:
            change = text("UPDATE members SET household_id = coalesce(household_id, '') || 'x' WHERE member_id = :m")
            c.execute(change, {"m": first})  # type: ignore[attr-defined]
            if not store.is_sqlite and not met:
                met.append(True)
                together.wait()
            c.execute(change, {"m": second})  # type: ignore[attr-defined]

        store.write(both)

    threads = [threading.Thread(target=work, args=names) for names in (("anna", "ben"), ("ben", "anna"))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with store.reading() as c:
        assert set(c.execute(text("SELECT household_id FROM members")).scalars()) == {"xx"}


def test_a_connection_that_the_server_ended_is_replaced(postgres_address: str) -> None:
    with open_store(postgres_address) as store, open_store(postgres_address) as other:
        with store.reading() as c:
            mine = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with other.writing() as c:
            c.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        assert store.write(lambda c: c.execute(text("SELECT 7")).scalar_one()) == 7


def test_a_connection_lost_in_the_midst_is_told_apart_from_a_refusal(postgres_address: str) -> None:
    def killed(store: Store, other: Store) -> None:
        with store.writing() as c:
            mine = c.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with other.writing() as d:
                d.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
            c.execute(text("SELECT 1"))

    with open_store(postgres_address) as store, open_store(postgres_address) as other:
        with pytest.raises(Unreachable, match="connection was lost"):
            killed(store, other)
        assert store.write(lambda c: c.execute(text("SELECT 7")).scalar_one()) == 7


def test_what_is_no_store_is_told_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "new.db") as store, pytest.raises(NotAStore, match="holds no store yet"), store.reading() as c:
        c.execute(MEMBERS.select())


def test_a_folder_that_is_not_there_is_the_environments_fault(tmp_path: Path) -> None:
    with (
        open_store(tmp_path / "nowhere" / "a.db") as store,
        pytest.raises(EnvironmentFault, match="no such file"),
        store.reading(),
    ):
        pass
