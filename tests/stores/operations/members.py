"""Members for tests: names instead of random ids, so that a story can be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert

from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import ACCOUNTS, MEMBERS

AT = datetime(2026, 1, 1, 9)


def join(store: Store, *names: str, households: Iterable[str | None] = ()) -> None:
    homes = [*households, *([None] * len(names))]
    with store.writing() as c:
        for name, home in zip(names, homes, strict=False):
            c.execute(insert(MEMBERS), {"member_id": name, "joined_at": AT, "household_id": home})
            c.execute(insert(ACCOUNTS), [{"member_id": name, "unit": unit} for unit in ("points", "qualifying")])
