"""Objects out of JSON, one after another: on lines, in an array, in an answer of an API."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.json_lines import objects
from regulars.readers.json_lines.objects import BreaksOff, array_starts, decoded, items_of, lines_of


def text(content: str) -> io.StringIO:
    return io.StringIO(content, newline="\n")


def test_each_line_is_an_object_and_a_bad_one_stops_nothing() -> None:
    found = list(lines_of(text('{"a": 1}\n\n{"a": \n[1]\n{"a": "\udcff"}\n{"a": 2}')))
    assert [(f.record, f.line, f.reason) for f in found] == [
        (1, 1, ""),
        (2, 3, "broken_json"),
        (3, 4, "not_an_object"),
        (4, 5, "not_text"),
        (5, 6, ""),
    ]
    assert found[0].value == {"a": "1"}


def test_numbers_keep_their_digits() -> None:
    assert decoded('{"a": 0.10, "b": 12345678901234567890, "c": 1e2, "d": NaN}') == {
        "a": "0.10", "b": "12345678901234567890", "c": "1e2", "d": "NaN",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "start"),
    [
        ("[\n {", 1),
        ('  [{"a": 1}]', 3),
        ('{"object": "list", "has_more": false, "data": [{"id"', 47),
        ('{"orders":[{', 11),
        ('{"id": 1, "orders": [{', None),
        ('{"customer": "C-1"}\n', None),
        ('{"order_id": "7", "lines": [{', None),
    ],
)
def test_where_an_array_begins(head: str, start: int | None) -> None:
    assert array_starts(head) == start


def test_items_know_their_number_and_line() -> None:
    found = list(items_of(text('[\n {"a": 1},\n {"a":\n 2}, 7\n]'), 1))
    assert [(f.record, f.line, f.value, f.reason) for f in found] == [
        (1, 2, {"a": "1"}, ""),
        (2, 3, {"a": "2"}, ""),
        (3, 4, None, "not_an_object"),
    ]


def test_an_array_that_breaks_off_says_where() -> None:
    with pytest.raises(BreaksOff) as caught:
        list(items_of(text('[\n {"a": 1},\n {"a": '), 1))
    assert (caught.value.record, caught.value.line) == (1, 3)
    with pytest.raises(BreaksOff, match="it ends there"):
        list(items_of(text('[{"a": 1},\n'), 1))
    with pytest.raises(BreaksOff, match="no JSON"):
        list(items_of(text('[{"a": 1}, oops]'), 1))


RECORDS = st.lists(
    st.dictionaries(st.text(max_size=5), st.text(max_size=40) | st.integers() | st.none(), max_size=4), max_size=12
)


@given(RECORDS, st.integers(1, 50))
def test_an_array_gives_its_records_however_it_is_cut(records: list[dict[str, object]], chunk: int) -> None:
    written = json.dumps(records, indent=1, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects, "CHUNK", chunk)
        found = [f.value for f in items_of(text(written), 1)]
    assert found == [decoded(json.dumps(r)) for r in records]
