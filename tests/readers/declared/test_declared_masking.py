"""What people wrote is kept without the ways to reach them."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.declared.masking import masked


def mask(text: str) -> str:
    (row,) = duckdb.execute(f"SELECT {masked('v')} FROM (SELECT CAST(? AS VARCHAR) AS v)", [text]).fetchall()
    return str(row[0])


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("call +370 600 12345 or an.b@c.lt", "call [phone] or [e-mail]"),
        ("tel 8 600 123 45 6", "tel [phone]"),
        ("0151/23456789", "[phone]"),
        ("on 2024-03-05 10:30 it was cold", "on 2024-03-05 10:30 it was cold"),
        ("order 536365 for 12.50 and 13.50", "order 536365 for 12.50 and 13.50"),
        ("Lovely.", "Lovely."),
        ("", ""),
    ],
)
def test_addresses_and_phones_go_and_the_rest_stays(written: str, kept: str) -> None:
    assert mask(written) == kept


@given(st.text("abcdefgh .,!?", max_size=40), st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@[a-z]{1,8}\.(lt|com)", fullmatch=True))
def test_no_address_stays_wherever_it_stands(words: str, address: str) -> None:
    assert address not in mask(f"{words} {address} {words}")
