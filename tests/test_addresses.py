"""No message shows the password of an address."""

from __future__ import annotations

import pytest

from regulars.addresses import without_secrets
from regulars.errors import UsageError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no postgresql://anna:ro:se@db/shop?table=x", "no postgresql://anna:***@db/shop?table=x"),
        ("postgresql:/anna:rose@db is no workspace", "postgresql:/anna:***@db is no workspace"),
        ("postgresql:///?password=rose&table=x", "postgresql:///?password=***&table=x"),
        ("mysql://:a@b@db", "mysql://:***@db"),
        ("see http://db.example:80/x or C:/orders.csv", "see http://db.example:80/x or C:/orders.csv"),
    ],
)
def test_no_error_shows_a_password(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
    assert shown in UsageError("x " + text, expected=text, do=text).expected
