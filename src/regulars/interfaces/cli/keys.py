"""The commands about API keys: who may ask the store what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from regulars.errors import UsageError
from regulars.interfaces.cli.commands import say
from regulars.interfaces.cli.guarding import DONE
from regulars.interfaces.cli.operations import opened
from regulars.interfaces.cli.options import Argument, Option

Values = Mapping[str, Any]
_NAME = Argument("name", "NAME", "who will use it, such as till-1", str)
_KEY = Argument("key", "KEY", "a key's id, as `regulars store keys` lists it", str)
_SCOPES = Option(
    "scopes", "SCOPE", "what it may do, such as points:earn; may be given several times", list[str], flag="--scope"
)
_MOST_DAYS = 36_500
_DAYS = Option("days", "DAYS", f"for how long it is good, 1 to {_MOST_DAYS:,} (else until it is revoked)", int)


def add_key(values: Values) -> int:
    """Make a key and show it, once."""
    days = values["days"]
    if days is not None and not 1 <= days <= _MOST_DAYS:
        raise UsageError(
            f"--days is {days}",
            expected=f"1 to {_MOST_DAYS:,} days",
            do="correct it, or leave it out for a key that is good until it is revoked",
        )
    with opened(values) as store:
        at = store.clock()
        ends = at + timedelta(days=days) if days is not None else None
        made, text = store.keys.make(values["name"], values["scopes"] or (), at=at, expires_at=ends)
        say(f"{text}\nThis is key {made.key_id}. It is shown once: the store keeps its digest only.")
    return DONE


def keys(values: Values) -> int:
    """List all keys that were ever made, and what each may do."""
    with opened(values) as store:
        at = store.clock()
        rows = [
            (k.key_id, "good" if k.good(at) else "revoked" if k.revoked_at else "over", k.name, ", ".join(sorted(k.scopes)))
            for k in store.keys.every()
        ]
    say("\n".join("  ".join(row) for row in rows) or "There is no key yet: regulars store add-key")
    return DONE


def revoke_key(values: Values) -> int:
    with opened(values) as store:
        store.keys.revoke(values["key"], store.clock())
        say(f"Key {values['key']} opens nothing any more.")
    return DONE


KEYS = (
    ("keys", "List the keys of the API, and what each may do.", keys, ()),
    ("add-key", "Make a key for the API, and show it once.", add_key, (_NAME, _SCOPES, _DAYS)),
    ("revoke-key", "End a key of the API, for good.", revoke_key, (_KEY,)),
)
