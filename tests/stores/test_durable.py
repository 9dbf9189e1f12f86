"""A file is wholly there or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.stores.workspace.durable import write_once


def test_a_name_is_written_once(tmp_path: Path) -> None:
    write_once(tmp_path / "000001.json", "first")
    with pytest.raises(FileExistsError):
        write_once(tmp_path / "000001.json", "second")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("000001.json", "first")]


def test_where_a_disk_has_no_links_a_name_is_still_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)
    write_once(tmp_path / "000001.json", "first")
    with pytest.raises(FileExistsError):
        write_once(tmp_path / "000001.json", "second")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("000001.json", "first")]
