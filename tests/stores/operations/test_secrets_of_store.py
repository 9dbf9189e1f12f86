"""The store's key: made once, told to nobody; what it sealed opens for its member only."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import DamagedStore, SettingsError, WrongKey
from regulars.stores.operations.secrets_of_store import StoreKey, seal, unseal

KEY = StoreKey(bytes(range(32)))


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_was_sealed_opens_for_its_member(plain: bytes, member: str) -> None:
    own = KEY.unwrap(KEY.wrap(bytes(32), member), member)
    assert unseal(own, seal(own, plain, member), member) == plain


def test_what_was_sealed_for_one_does_not_open_for_another_nor_when_it_was_touched() -> None:
    sealed = seal(bytes(32), b"Anna", "anna")
    for wrong, member in ((sealed, "ben"), (sealed[:-1] + b"x", "anna"), (b"", "anna")):
        with pytest.raises(DamagedStore, match="cannot be read"):
            unseal(bytes(32), wrong, member)
    assert seal(bytes(32), b"Anna", "anna") != sealed


def test_a_key_is_read_from_where_it_was_made(tmp_path: Path) -> None:
    made = StoreKey.at(tmp_path / "key")
    assert StoreKey.at(tmp_path / "key") == made
    (tmp_path / "key").write_text("half a key")
    with pytest.raises(SettingsError, match="key is not one") as e:
        StoreKey.at(tmp_path / "key")
    assert "half" not in str(e.value)


def test_a_key_that_is_not_there_is_looked_for_again_and_never_made_up(tmp_path: Path) -> None:
    sought = StoreKey.sought(tmp_path / "key")
    assert sought.is_missing
    with pytest.raises(WrongKey, match="There is no"):
        sought.code_digest("A")
    assert not (tmp_path / "key").exists()
    sought.make()
    assert sought.code_digest("A") == StoreKey.at(tmp_path / "key").code_digest("A")
    assert StoreKey.sought(tmp_path / "key") == StoreKey.at(tmp_path / "key")


def test_a_key_is_unmade_by_who_made_it_alone(tmp_path: Path) -> None:
    file = tmp_path / "key"
    first, second = StoreKey.sought(file), StoreKey.sought(file)
    first.make()
    made = first.derived("codes")
    second.make()
    second.unmake()
    assert StoreKey.at(file).derived("codes") == made
    first.unmake()
    assert not file.exists()
    first.make()
    assert first.derived("codes") != made
    StoreKey.at(file).unmake()
    assert file.exists()


def test_a_key_says_which_file_it_is_in(tmp_path: Path) -> None:
    assert StoreKey.sought(tmp_path / "key").path == StoreKey.at(tmp_path / "key").path == tmp_path / "key"
    assert StoreKey.of("ab" * 32).path is None


def test_a_key_that_could_not_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        StoreKey.sought(tmp_path / "key").make()
    assert not (tmp_path / "key").exists()


def test_purposes_are_kept_apart_and_nothing_prints_the_secret() -> None:
    assert KEY.derived("codes") != KEY.derived("people")
    assert KEY.code_digest("A") != KEY.code_digest("B")
    assert KEY.secret.hex()[:16] not in repr(KEY)
    assert StoreKey.new() != StoreKey.new()
