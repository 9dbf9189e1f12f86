"""A file is there whole, or as it was."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from regulars.interfaces.cli.whole_files import write_whole


def test_a_failed_write_leaves_the_last_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "value.csv"
    write_whole(path, lambda draft: draft.write_text("first", encoding="utf-8"))

    def full_disk(draft: Path) -> None:
        draft.write_text("sec", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_whole(path, full_disk)
    assert [p.name for p in tmp_path.iterdir()] == ["value.csv"]
    assert path.read_text(encoding="utf-8") == "first"


def test_a_missing_folder_is_told_of_the_file_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "report.html"
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(path, lambda draft: draft.write_text("page", encoding="utf-8"))
    assert caught.value.filename == str(path)


def test_a_file_that_happens_to_be_called_like_a_draft_is_nobodys(tmp_path: Path) -> None:
    own = tmp_path / "report.md.part"
    own.write_text("mine", encoding="utf-8")
    write_whole(tmp_path / "report.md", lambda draft: draft.write_text("page", encoding="utf-8"))
    assert own.read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report.md", "report.md.part"]


def test_a_link_stays_one_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    page, link = tmp_path / "shared" / "page.html", tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    link.symlink_to(page)
    write_whole(link, lambda draft: draft.write_text("new", encoding="utf-8"))
    assert link.is_symlink()
    assert page.read_text(encoding="utf-8") == "new"


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        heard = reader.submit(pipe.read_text)
        write_whole(pipe, lambda draft: draft.write_text("page", encoding="utf-8"))
        assert heard.result(timeout=10) == "page"
    assert pipe.is_fifo()
