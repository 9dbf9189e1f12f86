"""Kept answers: read back as they were written, and passed over in any doubt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.stores.workspace import kept
from regulars.stores.workspace.folder import Folder
from regulars.stores.workspace.kept import Basis, Kept, load, parts_of, save

PART = ("purchases", "facts", "facts/purchases/000001.parquet", 7, "2025-01-01T00:00:00")
LATER = ("purchases", "facts", "facts/purchases/000002.parquet", 2, "2025-01-02T00:00:00")
NOBODY = ("identities", "facts", "facts/identities/000002.parquet", 1, "2025-01-02T00:00:00")
BASIS = Basis((), "UTC", "monday", "2024-01-01", "2024-02-01", "d1")
ANSWER = Kept(pa.table({"period": pa.array([0, 1], pa.int32()), "active": [5, 3]}), "q1", {"period": "month"}, BASIS)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.create(tmp_path / "shop", {})


def test_an_answer_comes_back_with_all_that_it_rests_on(folder: Folder) -> None:
    save(folder, "retention-1", ANSWER)
    again = load(folder, "retention-1")
    assert again is not None
    assert again.table.equals(ANSWER.table)
    assert again.table.schema == ANSWER.table.schema
    assert replace(again, table=ANSWER.table) == ANSWER
    assert load(folder, "retention-2") is None


def test_a_later_basis_holds_all_of_an_earlier_one_and_counts_days_alike() -> None:
    first = replace(BASIS, parts=(PART,))
    assert first.begins(replace(first, parts=(PART, LATER), as_of="2024-02-02"))
    assert not first.begins(replace(first, parts=(LATER,)))
    assert not first.begins(replace(first, as_of="2024-01-31"))
    assert not first.begins(replace(first, starts="2023-12-31"))
    assert not first.begins(replace(first, week_start="sunday"))
    assert not first.begins(replace(first, time_zone="Asia/Tokyo"))
    assert replace(first, parts=(PART, LATER, NOBODY)).rows == 9


def test_damage_and_strangers_are_passed_over(folder: Folder) -> None:
    save(folder, "a", ANSWER)
    file = folder.kept / "a.parquet"
    whole = file.read_bytes()
    place = len(whole) // 4
    for broken in (b"", b"text", whole[:-9], whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :]):
        file.write_bytes(broken)
        assert load(folder, "a") is None
    pq.write_table(ANSWER.table, file)
    assert load(folder, "a") is None, "without a word of what it rests on"


def test_what_rests_on_parts_that_are_gone_is_taken_back(folder: Folder) -> None:
    save(folder, "a", replace(ANSWER, basis=replace(BASIS, parts=(PART,))))
    assert list(folder.kept.iterdir()) == []
    assert parts_of(folder) == ()


def test_what_was_asked_long_ago_goes(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    for name in "abc":
        save(folder, name, ANSWER)
    assert sorted(p.stem for p in folder.kept.iterdir()) == ["b", "c"]


def test_a_disk_that_refuses_changes_nothing(folder: Folder) -> None:
    folder.kept.write_text("a file where the folder would be")
    save(folder, "a", ANSWER)
    assert load(folder, "a") is None


def test_all_of_them_can_be_deleted_half_written_ones_too(folder: Folder) -> None:
    save(folder, "a", ANSWER)
    (folder.kept / "a.1-2.new").write_text("half")
    folder.forget_kept()
    assert list(folder.kept.iterdir()) == []
