"""What a journal was told before the power went is in it, and what is torn is no line."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from regulars.errors import DamagedStore
from regulars.stores.operations.journal import append, entries, remember, remembered
from tests.stores.operations.members import AT


def test_each_name_stands_with_its_first_day(tmp_path: Path) -> None:
    journal = tmp_path / "revocations.jsonl"
    assert remembered(journal, "key_id", "revoked_at") == {}
    remember(journal, "key_id", "a1", "revoked_at", AT)
    remember(journal, "key_id", "b2", "revoked_at", AT)
    remember(journal, "key_id", "a1", "revoked_at", AT + timedelta(days=1))
    assert remembered(journal, "key_id", "revoked_at") == {"a1": AT, "b2": AT}


def test_lines_of_another_kind_are_passed_over(tmp_path: Path) -> None:
    journal = tmp_path / "erasures.jsonl"
    append(journal, [{"mark": "0f", "erased_at": AT.isoformat()}, {"member_id": "m", "erased_at": AT.isoformat()}])
    assert remembered(journal, "member_id", "erased_at") == {"m": AT}
    assert [line.get("mark") for line in entries(journal, "erased_at")] == ["0f", None]


def test_many_who_write_at_once_cut_nobodys_line_off(tmp_path: Path) -> None:
    journal = tmp_path / "revocations.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: remember(journal, "key_id", f"k{n}", "revoked_at", AT), range(64)))
    assert set(remembered(journal, "key_id", "revoked_at")) == {f"k{n}" for n in range(64)}


def test_a_torn_line_is_passed_over_and_cut_off_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    journal = tmp_path / "revocations.jsonl"
    remember(journal, "key_id", "a1", "revoked_at", AT)
    with journal.open("a", encoding="utf-8") as f:
        f.write('{"key_id": "b')
    assert set(remembered(journal, "key_id", "revoked_at")) == {"a1"}
    remember(journal, "key_id", "c3", "revoked_at", AT)
    assert set(remembered(journal, "key_id", "revoked_at")) == {"a1", "c3"}
    journal.write_text("rubbish\n" + journal.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(DamagedStore, match="line 1 cannot be read") as e:
        remembered(journal, "key_id", "revoked_at")
    assert "bring the journal back" in str(e.value)
