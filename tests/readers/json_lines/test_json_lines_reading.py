"""Files of JSON as shops have them, and as they break."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from regulars.errors import BrokenFile, NotATable
from tests.readers.opening import reading, write

LINES = '{"customer": "Anna", "date": "2024-03-05", "amount": 12.50}\n{"customer": "Ben", "date": "2024-03-06", "amount": 7}\n'


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n").encode(),
        gzip.compress(LINES.encode(), mtime=0),
        LINES.encode("utf-16"),
        ("[" + LINES.strip().replace("\n", ",") + "]").encode(),
        ('{"data": [' + LINES.strip().replace("\n", ",\n") + '], "has_more": false}').encode(),
    ],
    ids=["lines", "mark and crlf", "gzip", "utf-16", "array", "answer of an api"],
)
def test_however_it_is_written_the_rows_are_the_same(tmp_path: Path, content: bytes) -> None:
    with reading(write(tmp_path / "orders.jsonl", content)) as read:
        assert [tuple(map(str, r)) for r in sorted(read.rows())] == [
            ("Anna", "2024-03-05", "12.5000000000"),
            ("Ben", "2024-03-06", "7.0000000000"),
        ]
        assert [p[:2] for p in read.places()] == [("Anna", 1), ("Ben", 2)]


def test_bad_lines_are_told_with_their_place(tmp_path: Path) -> None:
    broken = LINES + '{"customer": "Cleo", "da\n\n"just text"\n' + LINES
    with reading(write(tmp_path / "orders.jsonl", broken)) as read:
        assert len(read.rows()) == 4
        assert read.rejected() == [(3, 3, "broken_json"), (4, 5, "not_an_object")]
        assert read.places()[-1] == ("Ben", 6, 7)


def test_lines_inside_of_orders_share_the_record_of_their_order(tmp_path: Path) -> None:
    orders = [
        {"number": n, "customer": c, "total": "9", "lines": [{"sku": "A"}, {"sku": "B"}]} for n, c in ((1, "Anna"), (2, "Ben"))
    ]
    with reading(write(tmp_path / "orders.json", json.dumps(orders, indent=2))) as read:
        assert [(c.name, c.of_line) for c in read.scan.columns] == [
            ("number", False), ("customer", False), ("total", False), ("lines.sku", True),
        ]  # fmt: skip
        assert len(read.rows()) == 4
        assert [p[1] for p in read.places()] == [1, 1, 2, 2]


def test_an_array_that_breaks_off_is_a_broken_file(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.json", "[" + LINES.strip().replace("\n", ",\n"))
    with pytest.raises(BrokenFile) as caught, reading(path):
        pass
    assert "breaks off in line 2, after 2 whole records" in str(caught.value)
    assert "--keep-going reads the other files" in str(caught.value)
    other = write(tmp_path / "more.jsonl", LINES)
    with reading(path, other, keep_going=True) as read:
        assert len(read.rows()) == 2
        assert "breaks off" in read.opened.broken[0].reason


@pytest.mark.parametrize("content", ["[]", '{"a": 1\n' * 30, '["Anna", "Ben"]\n["Cleo", "Dan"]\n'])
def test_json_without_objects_is_no_table(tmp_path: Path, content: str) -> None:
    with pytest.raises(NotATable) as caught, reading(write(tmp_path / "orders.json", content)):
        pass
    assert "orders.json is JSON, and none of its records is an object" in str(caught.value)
    assert "What to do" in str(caught.value)
