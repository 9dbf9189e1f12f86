"""One quick look at all of a text file's bytes: what decides how it can be read."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

import numpy as np

from regulars.readers.csv.codepages import WORDS_AT_MOST, words_beyond_ascii
from regulars.readers.files import FoundFile, blocks


@dataclass(slots=True)
class Survey:
    """Counts over a whole file, unpacked. Line ends are counted only where there is a carriage return."""

    size: int = 0
    has_quotes: bool = False
    has_apostrophes: bool = False
    has_nul: bool = False
    carriage_returns: int = 0
    line_feeds: int = 0
    pairs: int = 0
    letters_beyond_ascii: int = 0
    broken_letters: int = 0
    words: list[bytes] = field(default_factory=list)

    @property
    def one_line_end(self) -> bool:
        """Whether every line ends alike (with LF or CR LF)."""
        return self.carriage_returns == 0 or self.carriage_returns == self.line_feeds == self.pairs

    @property
    def is_utf8(self) -> bool:
        """UTF-8, if damaged here and there: there is more that fits than what does not."""
        return self.broken_letters == 0 or self.letters_beyond_ascii >= self.broken_letters


def survey(file: FoundFile) -> Survey:
    """Look once through the file, block by block."""
    seen = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    last = b""
    for block in blocks(file):
        seen.size += len(block)
        seen.has_quotes = seen.has_quotes or b'"' in block
        seen.has_apostrophes = seen.has_apostrophes or b"'" in block
        seen.has_nul = seen.has_nul or b"\0" in block
        _count_line_ends(seen, block, last)
        _count_letters(seen, block, decoder)
        last = block[-1:]
    _count_letters(seen, b"", decoder, final=True)
    return seen


def _count_line_ends(seen: Survey, block: bytes, last: bytes) -> None:
    if not seen.carriage_returns and b"\r" not in block:
        seen.line_feeds += b"\n" in block  # enough to differ, should a carriage return come later
        return
    seen.carriage_returns += block.count(b"\r")
    seen.line_feeds += block.count(b"\n")
    seen.pairs += block.count(b"\r\n") + (last == b"\r" and block.startswith(b"\n"))


def _count_letters(seen: Survey, block: bytes, decoder: codecs.IncrementalDecoder, *, final: bool = False) -> None:
    if block.isascii() and not final and not decoder.getstate()[0]:
        return
    text = decoder.decode(block, final)
    if text.isascii():
        return
    broken = len(text) - len(text.encode("utf-8", "ignore").decode())
    seen.broken_letters += broken
    seen.letters_beyond_ascii += len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken and len(seen.words) < WORDS_AT_MOST:
        seen.words += words_beyond_ascii(block, WORDS_AT_MOST - len(seen.words))


def count_lines(file: FoundFile) -> int:
    """Physical lines up to the last that is not blank."""
    lines = pending = 0
    for block in blocks(file):
        body = block.rstrip(b"\r\n")
        if body:
            lines += pending + body.count(b"\n")
            pending = 0
        pending += block.count(b"\n", len(body))
    return lines + 1


def blank_lines(file: FoundFile) -> list[int]:
    """The 1-based numbers of lines with nothing in them."""
    found: list[int] = []
    line, before = 0, -1  # ends of lines so far; where the last stood, counted from this block's start
    carriage_return = False
    for block in blocks(file):
        codes = np.frombuffer(block, np.uint8)
        ends = np.flatnonzero(codes == 10)
        starts = np.concatenate(([before], ends[:-1])) if len(ends) else ends
        lengths = ends - starts - 1
        inner = np.where(lengths == 1, codes[ends - 1] == 13, lengths == 0)
        if len(ends) and ends[0] == 0:
            inner[0] = lengths[0] == 0 or (lengths[0] == 1 and carriage_return)
        found += (np.flatnonzero(inner) + line + 1).tolist()
        line += len(ends)
        before = int(ends[-1] if len(ends) else before) - len(block)
        carriage_return = block.endswith(b"\r")
    return found
