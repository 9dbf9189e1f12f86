"""A file is there whole, or as it was."""

from __future__ import annotations

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
