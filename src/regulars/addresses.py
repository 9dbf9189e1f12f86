"""Addresses of databases without their passwords, before anybody reads them in a message or a log."""

from __future__ import annotations

import re

# One slash where a path was made of an address.
_SECRETS = ((re.compile(r"(\w://?[^\s:/@]*:)\S*@"), r"\1***@"), (re.compile(r"(?i)(password=)[^&\s]+"), r"\1***"))


def without_secrets(text: str) -> str:
    """A text in which no address shows its password.

    >>> without_secrets("no way to postgresql://anna:rose@db.example/shop")
    'no way to postgresql://anna:***@db.example/shop'
    """
    for pattern, hidden in _SECRETS:
        text = pattern.sub(hidden, text)
    return text
