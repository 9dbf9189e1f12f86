"""What a journal was told before the power went is in it, and what is torn is no line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from regulars.errors import DamagedStore
from regulars.stores.operations.journal import remember, remembered
from tests.stores.operations.members import AT


def test_each_name_stands_with_its_first_day(tmp_path: Path) -> None:
    journal = tmp_path / "revocations.jsonl"
    assert remembered(journal, "key_id", "revoked_at") == {}
    remember(journal, "key_id", "a1", "revoked_at", AT)
    remember(journal, "key_id", "b2", "revoked_at", AT)
    remember(journal, "key_id", "a1", "revoked_at", AT + timedelta(days=1))
    assert remembered(journal, "key_id", "revoked_at") == {"a1": AT, "b2": AT}


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
