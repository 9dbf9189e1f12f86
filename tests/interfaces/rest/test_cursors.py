"""A cursor is good for the list that gave it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.errors import UsageError
from regulars.interfaces.rest.cursors import Cursor
from tests.interfaces.rest.shop import NO_STORE_KEY

OF_ANNA, OF_BEN = (Cursor(NO_STORE_KEY, "entries", name) for name in ("anna", "ben"))


def test_it_comes_back_as_it_was() -> None:
    assert OF_ANNA.read(OF_ANNA.write("1.7")) == "1.7"
    assert OF_ANNA.read(None) is None
    with pytest.raises(UsageError, match="cursor is none of this list"):
        OF_BEN.read(OF_ANNA.write("1.7"))


@given(st.text(max_size=100))
def test_none_is_made_up(text: str) -> None:
    with pytest.raises(UsageError):
        OF_ANNA.read(text)
