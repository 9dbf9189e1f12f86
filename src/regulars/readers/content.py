"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from typing import Literal

from regulars.errors import NotATable
from regulars.readers.csv.encodings import marked_encoding
from regulars.readers.files import FoundFile, first_bytes

Format = Literal["csv", "parquet", "json", "xlsx", "zip"]

_EXPORT = "open it in the program that made it and export it as CSV"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG picture", "give the file of rows it was made from"),
    (b"\xff\xd8\xff", "a JPEG photo", "give the file of rows, not a photo of it"),
    (b"GIF8", "a GIF picture", "give the file of rows it was made from"),
    (b"RIFF", "a picture, a sound or a film", "give a file of rows"),
    (b"%PDF", "a PDF document", _EXPORT),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel or Word file, or one with a password",
        "save it as .xlsx without a password, or as CSV",
    ),
    (b"{\\rtf", "a formatted text (RTF)", _EXPORT),
    (b"SQLite format 3", "an SQLite database", "name its table: sqlite:///PATH?table=NAME"),
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
    """What reads the file: ``csv`` for any text of rows; NotATable for what is no table, saying what it is."""
    head = first_bytes(file, 4096)
    if not head:
        raise NotATable(f"{file.shown} is empty", expected="rows and columns", do="export it again")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(file)
    if head[8:12] == b"DUCK":
        raise _not_a_table(file, "a DuckDB database", "name its table: duckdb:///PATH?table=NAME")
    if head[257:262] == b"ustar":
        raise _not_a_table(file, "a tar archive", "unpack it and name the folder, or pack it as .zip")
    for signature, kind, advice in _SIGNATURES:
        if head.startswith(signature):
            raise _not_a_table(file, kind, advice)
    mark = marked_encoding(head)
    text = head.decode(mark.name if mark else "latin-1", "replace").lstrip("\ufeffï»¿ \t\r\n")
    if text[:1] in ("{", "[") and text[1:].lstrip()[:1] in ('"', "{", "[", "]", "}"):
        return "json"
    if mark is None:
        _check_text(file, head)
    return "csv"


def _archive(file: FoundFile) -> Format:
    """A workbook is a zip archive too: its list of members tells."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip"  # its own reader says what is wrong with it
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[Content_Types].xml" in names:
        raise _not_a_table(file, "an Office file", _EXPORT)
    if "content.xml" in names and "mimetype" in names:
        raise _not_a_table(file, "an OpenDocument file", "save it as .xlsx or CSV")
    return "zip"


def _check_text(file: FoundFile, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, kind in _MARKUP:
        if start.startswith(mark):
            raise _not_a_table(file, kind, "export the rows as CSV")
    if not start:
        raise NotATable(f"{file.shown} holds only blanks", expected="rows and columns", do="export it again")
    controls = sum(head.count(bytes([b])) for b in range(1, 32) if b not in (9, 10, 12, 13, 26, 27, 31, 30))
    if controls * 20 > len(head):
        raise _not_a_table(file, "binary", "give a file of rows")


def _not_a_table(file: FoundFile, kind: str, advice: str) -> NotATable:
    return NotATable(
        f"{file.shown} is {kind}, not a table", expected="rows and columns: CSV, TSV, JSON lines, xlsx or Parquet", do=advice
    )
