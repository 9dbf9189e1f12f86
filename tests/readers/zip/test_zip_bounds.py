"""A small file that unpacks to a full disk is refused before it does."""

from __future__ import annotations

import io
import zipfile

import pytest

from regulars.errors import BrokenFile
from regulars.readers.zip import bounds


def archive(*sizes: int) -> zipfile.ZipFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for n, size in enumerate(sizes):
            made.writestr(f"{n}.csv", b"0" * size)
    return zipfile.ZipFile(out)


def test_what_packs_like_a_table_is_fine() -> None:
    assert bounds.check_sizes(archive(1000, 1000), "a.zip") == bounds.ALWAYS_FINE


def test_what_says_of_itself_that_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "ALWAYS_FINE", 1000)
    with pytest.raises(BrokenFile) as caught:
        bounds.check_sizes(archive(1_000_000), "a.zip")
    assert "a.zip unpacks to more than 200 times its size" in str(caught.value)
    assert "unpack it yourself" in str(caught.value)


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FILES_AT_MOST", 2)
    with pytest.raises(BrokenFile, match="more than 2 files"):
        bounds.check_sizes(archive(1, 1, 1), "a.zip")
