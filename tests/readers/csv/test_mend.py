"""The clean copy: what is a row, what is not, and on which line it stood."""

from __future__ import annotations

from pathlib import Path

from regulars.readers.csv.dialect import Dialect
from regulars.readers.csv.mend import LINES_AT_MOST, mend, records_of
from regulars.readers.files import FoundFile
from tests.readers.opening import write

TWO = Dialect(",", '"', 1, ("customer", "amount"), has_header=True)


def told(text: str) -> list[tuple[int, list[str], str]]:
    return [(r.line, r.fields, r.reason) for r in records_of("customer,amount\n" + text, TWO)]


def test_a_value_may_span_lines() -> None:
    assert told('"An\nna",1\nBo,2\n') == [(2, ["An\nna", "1"], ""), (4, ["Bo", "2"], "")]


def test_a_quote_opened_and_never_closed_rejects_one_line() -> None:
    assert told('"Anna,1\nBo,2\n"Cy",3\n') == [(2, [], "broken_quote"), (3, ["Bo", "2"], ""), (4, ["Cy", "3"], "")]


def test_a_quote_that_stays_open_for_a_thousand_lines_is_given_up() -> None:
    found = told('"Anna,1\n' + "Bo,2\n" * (LINES_AT_MOST + 5))
    assert found[0] == (2, [], "broken_quote")
    assert len(found) == LINES_AT_MOST + 6


def test_text_after_a_closing_quote_is_broken() -> None:
    assert told('"Anna"x,1\n') == [(2, [], "broken_quote")]


def test_blank_lines_are_no_records_and_an_empty_last_field_no_field() -> None:
    assert told("\nAnna,1,\n\r\nBo\n") == [(3, ["Anna", "1"], ""), (5, [], "too_few_fields")]


def test_nul_is_no_text() -> None:
    assert told("An\0na,1\n") == [(2, [], "nul_byte")]


def test_the_copy_and_the_rejected_lie_side_by_side(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", b'customer,amount\nAnna,1\nB\xffo,2\n"Cy,3\n')
    mended = mend(FoundFile(path, "orders.csv"), TWO, tmp_path / "copy.csv")
    assert mended.rows.read_text() == '"1","2","Anna","1"\n'
    assert mended.rejected.read_text() == '"2","3","","B\ufffdo,2","not_text"\n"3","4","","""Cy,3","broken_quote"\n'
