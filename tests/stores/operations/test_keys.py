"""API keys: told once, kept as a digest, good until they end or are revoked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from regulars.errors import NotInStore, UsageError
from regulars.stores.operations.backup import backup
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.keys import SCOPES, ApiKeys, key_id_of
from regulars.stores.operations.restoring import restore
from regulars.stores.operations.schema import API_KEYS
from regulars.stores.operations.secrets_of_store import StoreKey
from tests.stores.operations.members import AT

SECRET = StoreKey(bytes(range(32)))


def test_a_key_opens_what_its_scopes_say_until_it_ends(store: Store) -> None:
    keys = ApiKeys(store, SECRET)
    made, text = keys.make("till 1", {"points:earn", "points:read"}, at=AT, expires_at=AT + timedelta(days=90))
    found = keys.known(text, AT)
    assert found == made
    assert found is not None
    assert found.scopes == {"points:earn", "points:read"}
    assert keys.known(text, AT + timedelta(days=90)) is None
    assert key_id_of(text) == made.key_id


def test_a_key_that_is_not_quite_right_opens_nothing(store: Store) -> None:
    keys = ApiKeys(store, SECRET)
    _, text = keys.make("till 1", SCOPES, at=AT)
    last = "A" if text[-1] != "A" else "B"
    for wrong in ("", "rgk", "rgk__", text[:-1], text[:-1] + last, text + "A", text.upper(), "x" * 500, "rgk_\x00", "é"):
        assert keys.known(wrong, AT) is None
    assert ApiKeys(store, StoreKey(bytes(32))).known(text, AT) is None


def test_a_revoked_key_is_revoked_for_good(store: Store) -> None:
    keys = ApiKeys(store, SECRET)
    made, text = keys.make("till 1", SCOPES, at=AT)
    keys.revoke(made.key_id, AT)
    assert keys.known(text, AT) is None
    assert [k.revoked_at for k in keys.every()] == [AT]
    with pytest.raises(NotInStore, match="is good still"):
        keys.revoke(made.key_id, AT)


def test_the_store_keeps_no_key(store: Store) -> None:
    _, text = ApiKeys(store, SECRET).make("till 1", SCOPES, at=AT)
    with store.reading() as c:
        [row] = c.execute(select(API_KEYS))
    assert text.split("_", 2)[2] not in repr(tuple(row))


@pytest.mark.parametrize(("name", "scopes"), [("till", {"points:steal"}), ("till", set()), ("", {"points:read"})])
def test_a_key_without_sense_is_not_made(store: Store, name: str, scopes: set[str]) -> None:
    with pytest.raises(UsageError, match="asks for scopes that are not there"):
        ApiKeys(store, SECRET).make(name, scopes, at=AT)


def test_a_key_that_has_ended_already_is_not_made(store: Store) -> None:
    with pytest.raises(UsageError, match="would end at"):
        ApiKeys(store, SECRET).make("till", SCOPES, at=AT, expires_at=AT)


def test_a_revoked_key_stays_so_though_an_older_backup_is_restored(store: Store, tmp_path: Path) -> None:
    """The till's key was good when the backup was made; the web shop's was revoked before it, and an old one never."""
    journal = tmp_path / "revocations.jsonl"
    keys = ApiKeys(store, SECRET, journal)
    till, text = keys.make("till 1", SCOPES, at=AT)
    web, _ = keys.make("web", SCOPES, at=AT)
    good, good_text = keys.make("good", SCOPES, at=AT)
    keys.revoke(web.key_id, AT)
    backup(store, tmp_path / "kept.db")
    keys.revoke(till.key_id, AT + timedelta(days=1))
    with open_store(tmp_path / "restored.db") as restored:
        restore(tmp_path / "kept.db", restored, tmp_path / "erasures.jsonl", SECRET, at=AT)
        again = ApiKeys(restored, SECRET, journal)
        assert again.known(text, AT) is not None
        assert again.outstanding() == [till.key_id]
        assert (restored.write(again.replay), restored.write(again.replay)) == (1, 0)
        assert again.outstanding() == []
        assert again.known(text, AT) is None
        assert again.known(good_text, AT) == good
        assert {k.key_id: k.revoked_at for k in again.every()}[till.key_id] == AT + timedelta(days=1)
