"""One look at all bytes: what decides how a file can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import regulars.readers.files
from regulars.readers.csv.survey import blank_lines, count_lines, survey
from regulars.readers.files import FoundFile
from tests.readers.opening import write


def found(path: Path, content: bytes) -> FoundFile:
    return FoundFile(write(path / "a.csv", content), "a.csv")


def test_plain_text_has_one_line_end_and_no_quotes(tmp_path: Path) -> None:
    seen = survey(found(tmp_path, b"a,b\n1,2\n"))
    assert (seen.one_line_end, seen.has_quotes, seen.has_nul, seen.is_utf8) == (True, False, False, True)


@pytest.mark.parametrize(
    ("content", "alike"), [(b"a\r\nb\r\n", True), (b"a\r\nb\n", False), (b"a\nb\rc\n", False), (b"a\rb\r", False)]
)
def test_line_ends_are_alike_or_not(tmp_path: Path, content: bytes, alike: bool) -> None:
    assert survey(found(tmp_path, content)).one_line_end is alike


def test_line_ends_are_alike_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regulars.readers.files, "BLOCK", 2)
    assert survey(found(tmp_path, b"a\r\nbc\r\n")).one_line_end
    assert survey(found(tmp_path, "aä\nöü\n".encode())).broken_letters == 0
    assert not survey(found(tmp_path, b"aa\nbb\nc\r\nd\r\n")).one_line_end


def test_utf8_may_be_damaged_here_and_there(tmp_path: Path) -> None:
    seen = survey(found(tmp_path, "Žemaitė, Šarūnas\n".encode() + b"\xff\n"))
    assert (seen.letters_beyond_ascii, seen.broken_letters, seen.is_utf8) == (4, 1, True)
    assert not survey(found(tmp_path, "Žemaitė, Šarūnas\n".encode("cp1257"))).is_utf8


@given(st.lists(st.sampled_from([b"\n", b"\r\n", b"a", b"bc"]), max_size=30), st.integers(1, 7))
def test_lines_and_blank_ones_are_counted_as_one_would_by_hand(pieces: list[bytes], block: int) -> None:
    content = b"".join(pieces).replace(b"\r\n\r\n", b"\r\n")
    lines = content.split(b"\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "regulars.readers.csv.survey.blocks", lambda _: (content[i : i + block] for i in range(0, len(content), block))
        )
        nowhere = FoundFile(Path("nowhere"), "nowhere")
        assert blank_lines(nowhere) == [n for n, line in enumerate(lines[:-1], 1) if line in (b"", b"\r")]
        assert count_lines(nowhere) == len(content.rstrip(b"\r\n").split(b"\n"))
