"""Marks beside the log: whom they name is known in a folder whose log is gone, and by its own key alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from regulars.errors import WrongKey
from regulars.stores.workspace import Folder, marks
from regulars.stores.workspace.erased import mark
from regulars.stores.workspace.marks import JOURNAL, erased_in, in_journal, key_of, need_own, of_other_keys, remember

AT = datetime(2026, 3, 5, 9, 30)


def folder(path: Path, key: str) -> Folder:
    path.mkdir()
    (path / "regulars.toml").write_text(f'format = 1\npseudonym_key = "{key}"\n', encoding="utf-8")
    return Folder.open(path)


def test_a_mark_is_written_once_and_names_nobody_to_who_reads_it(tmp_path: Path) -> None:
    shop = folder(tmp_path / "shop", "key")
    anna = mark(key_of(shop), "C-ANNA")
    for _ in range(2):
        remember(shop, [anna, anna], AT)
    assert in_journal(shop, "key") == (anna,)
    written = (shop.path / JOURNAL).read_text(encoding="utf-8")
    assert len(written.splitlines()) == 1
    assert "ANNA" not in written
    assert "key" not in written
    assert [erased_in(shop, None).names(name) for name in ("C-ANNA", "c-anna", "C-ANN")] == [True, True, False]


def test_a_list_that_was_carried_to_another_workspace_says_nothing_there(tmp_path: Path) -> None:
    shop, other = folder(tmp_path / "shop", "key"), folder(tmp_path / "other", "another")
    remember(shop, [mark("key", "C-ANNA")], AT)
    need_own(shop)
    (other.path / JOURNAL).write_bytes((shop.path / JOURNAL).read_bytes())
    assert marks.erased_in(other, None).marks == ()
    assert (of_other_keys(shop), of_other_keys(other)) == (0, 1)
    with pytest.raises(WrongKey, match=r"(?s)1 ids in .*erasures.jsonl are marked with another key.*the regulars.toml of"):
        need_own(other)
