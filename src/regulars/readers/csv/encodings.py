"""Which encoding a text file is in, and a UTF-8 copy of one that is in another."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from regulars.errors import UsageError
from regulars.readers.csv.codepages import choose
from regulars.readers.csv.survey import Survey
from regulars.readers.files import FoundFile, blocks

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ZEROS_AT_LEAST = 8
_BROKEN = "regulars.broken"


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by Python's name, and a sentence where it was a choice."""

    name: str
    sentence: str = ""

    @property
    def is_utf8(self) -> bool:
        return codecs.lookup(self.name).name in ("utf-8", "utf-8-sig", "ascii")


def given_encoding(name: str) -> Encoding:
    """The encoding that the user named, or an error that lists the usual ones."""
    try:
        if codecs.lookup(name)._is_text_encoding:
            return Encoding(name)
    except LookupError:
        pass
    raise UsageError(
        f"encoding is {name!r}",
        expected="an encoding that Python knows: utf-8, utf-16, windows-1250, windows-1251, windows-1252, windows-1257 …",
        do="correct the name",
    )


def marked_encoding(head: bytes) -> Encoding | None:
    """The encoding that the first bytes show: a byte order mark, or the zeros of UTF-16."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    even, odd = head[0::2], head[1::2]
    if odd and odd.count(0) * 5 > len(odd) * 2 and even.count(0) * 20 < len(even):
        return Encoding("utf-16-le")
    if even and even.count(0) * 5 > len(even) * 2 and odd.count(0) * 20 < len(odd):
        return Encoding("utf-16-be")
    return _mostly_other_letters(head, odd, even)


def _mostly_other_letters(head: bytes, odd: bytes, even: bytes) -> Encoding | None:
    """UTF-16 of letters beyond Latin: zeros beside digits, signs and line ends, all of them in one half of the bytes."""
    for zeros, others, line_end, name in ((odd, even, b"\n\0", "utf-16-le"), (even, odd, b"\0\n", "utf-16-be")):
        if zeros.count(0) >= _ZEROS_AT_LEAST and not others.count(0) and line_end in head:
            return Encoding(name)
    return None


def surveyed_encoding(seen: Survey) -> Encoding:
    """UTF-8 if the bytes are (mostly) that; else the Windows code page that fits best."""
    if seen.is_utf8:
        return Encoding("utf-8")
    page = choose(seen.words)
    return Encoding(page.name, page.sentence)


def utf8_copy(file: FoundFile, encoding: str, to: Path) -> FoundFile:
    """A copy in UTF-8, block by block. What is no text stays a byte that UTF-8 cannot have."""
    codecs.register_error(_BROKEN, _broken)
    try:
        decoder = codecs.getincrementaldecoder(encoding)(errors=_BROKEN)
        with to.open("wb") as out:
            for block in blocks(file):
                out.write(decoder.decode(block).encode("utf-8", "surrogateescape"))
            out.write(decoder.decode(b"", final=True).encode("utf-8", "surrogateescape"))
    except UnicodeError as e:  # what is not text here and there is passed on; this is an encoding that does not fit at all
        raise UsageError(
            f"{file.shown} can't be read as {encoding}: {e}",
            expected="the encoding that it is written in",
            do="leave --encoding out to have it found, or name another",
        ) from e
    return FoundFile(to, file.shown)


def _broken(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\udcff", error.end
