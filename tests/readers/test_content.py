"""What a file is, whatever its name says: each wrong kind gets one clear message."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regulars.errors import NotATable
from regulars.readers.content import format_of
from regulars.readers.files import FoundFile
from tests.readers.opening import write


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 50)
    return out.getvalue()


def tarred(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(b"a,b\n1,2\n")
        archive.addfile(member, io.BytesIO(b"a,b\n1,2\n"))
    return out.getvalue()


WRONG = [
    (b"", "is empty"),
    (b" \n\n", "holds only blanks"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG picture"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100), "is a JPEG photo"),
    (b"%PDF-1.7\n%\xe2\xe3", "is a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel or Word file"),
    (zipped("[Content_Types].xml", "word/document.xml"), "is an Office file"),
    (zipped("mimetype", "content.xml"), "is an OpenDocument file"),
    (b"\0" * 8 + b"DUCK" + b"\0" * 50, "is a DuckDB database"),
    (tarred("orders.csv"), "is a tar archive"),
    (gzip.compress(tarred("orders.csv"), mtime=0), "is a tar archive"),
    (b"SQLite format 3\x00", "is an SQLite database"),
    (b"<!DOCTYPE html><html>Please log in</html>", "is a web page"),
    (b'<?xml version="1.0"?><orders/>', "is an XML document"),
    (bytes(range(1, 32)) * 20, "is binary"),
]


@pytest.mark.parametrize(("content", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(NotATable) as caught:
        format_of(FoundFile(write(tmp_path / "orders.csv", content), "orders.csv"))
    assert str(caught.value).startswith(f"orders.csv {said}")
    assert "Expected: rows and columns" in str(caught.value)
    assert "What to do: " in str(caught.value)


def test_parquet_is_known_by_its_bytes(tmp_path: Path) -> None:
    pq.write_table(pa.table({"customer": ["Anna"]}), tmp_path / "orders.csv")
    assert format_of(FoundFile(tmp_path / "orders.csv", "orders.csv")) == "parquet"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (json.dumps([{"customer": "Anna"}]).encode(), "json"),
        (b'{"customer": "Anna"}\n', "json"),
        (gzip.compress(b'{"customer": "Anna"}\n', mtime=0), "json"),
        ('{"customer": "Anna"}\n'.encode("utf-16"), "json"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("orders.csv"), "zip"),
        (b"PK\x03\x04 and nothing more", "zip"),
    ],
)
def test_the_bytes_tell_and_not_the_name(tmp_path: Path, content: bytes, form: str) -> None:
    assert format_of(FoundFile(write(tmp_path / "orders.csv", content), "orders.csv")) == form


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", gzip.compress(b"a,b\n1,2\n", mtime=0), "a,b\nж,2\n".encode("utf-16")])
def test_text_is_text_packed_or_not(tmp_path: Path, content: bytes) -> None:
    assert format_of(FoundFile(write(tmp_path / "orders", content), "orders")) == "csv"
