"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import Literal

from regulars.errors import NotATable
from regulars.readers.csv.encodings import marked_encoding
from regulars.readers.files import FoundFile, first_bytes

Format = Literal["csv", "parquet"]

_EXPORT = "open it in the program that made it and export it as CSV"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG picture", "give the file of rows it was made from"),
    (b"\xff\xd8\xff", "a JPEG photo", "give the file of rows, not a photo of it"),
    (b"GIF8", "a GIF picture", "give the file of rows it was made from"),
    (b"RIFF", "a picture, a sound or a film", "give a file of rows"),
    (b"%PDF", "a PDF document", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", _EXPORT),
    (b"{\\rtf", "a formatted text (RTF)", _EXPORT),
    (b"SQLite format 3", "an SQLite database", "export the table of orders as CSV or Parquet"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first, or pack it with gzip"),
    (b"\xfd7zXZ", "an xz file", "unpack it first, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first, or pack it with gzip"),
    (b"ARROW1", "an Arrow or Feather file", "save it as Parquet"),
    (b"\x7fELF", "a program", "give a file of rows"),
    (b"MZ\x90", "a program", "give a file of rows"),
)
_MARKUP = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML document"),
    (b"<table", "a web page"),
)


def format_of(file: FoundFile) -> Format:
    """``csv`` or ``parquet``; NotATable for what is neither, saying what it is."""
    head = first_bytes(file, 4096)
    if not head:
        raise NotATable(f"{file.shown} is empty", expected="rows and columns", do="export it again")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        raise _not_a_table(file, *_archive(head))
    for signature, kind, advice in _SIGNATURES:
        if head.startswith(signature):
            raise _not_a_table(file, kind, advice)
    if marked_encoding(head) is None:
        _check_text(file, head)
    return "csv"


def _archive(head: bytes) -> tuple[str, str]:
    if b"xl/" in head or b"[Content_Types].xml" in head:
        return "an Excel workbook or another Office file", _EXPORT
    if b"opendocument" in head:
        return "an OpenDocument file", _EXPORT
    return "a zip archive", "unpack it first"


def _check_text(file: FoundFile, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in _MARKUP:
        if start.startswith(mark):
            raise _not_a_table(file, kind, "export the rows as CSV")
    if start[:1] in (b"{", b"[") and start[1:].lstrip()[:1] in (b'"', b"{", b"[", b"]", b"}"):
        raise _not_a_table(file, "JSON", "export the rows as CSV or Parquet")
    if not start:
        raise NotATable(f"{file.shown} holds only blanks", expected="rows and columns", do="export it again")
    controls = sum(head.count(bytes([b])) for b in range(1, 32) if b not in (9, 10, 12, 13, 26, 27, 31, 30))
    if controls * 20 > len(head):
        raise _not_a_table(file, "binary", "give a file of rows")


def _not_a_table(file: FoundFile, kind: str, advice: str) -> NotATable:
    return NotATable(f"{file.shown} is {kind}, not a table", expected="rows and columns: CSV, TSV or Parquet", do=advice)
