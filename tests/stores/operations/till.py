"""A till that never stops: it earns and spends, and notes each key that was answered. It is there to be killed."""

from __future__ import annotations

import os
import sys
from itertools import count

from regulars.actions.rewards.ledger.requests import Earn, EarnLine, Spend
from regulars.errors import StoreError
from regulars.stores.operations.connecting import open_store
from regulars.stores.operations.ledger import StoreLedger
from tests.stores.operations.members import AT


def main(address: str, notes: str, name: str) -> None:
    with open_store(address, wait_seconds=30) as store, open(notes, "ab", buffering=0) as noted:  # noqa: PTH123
        ledger = StoreLedger(store)
        for number in count():
            key = f"{name}-{number}"
            line = EarnLine(line_id="1", points=10)
            try:
                ledger.act(Earn(member="anna", reference=key, lines=(line,)), key=key, at=AT)
                ledger.act(Spend(member="anna", amount=3), key=f"{key}-spent", at=AT)
            except StoreError:
                continue  # the server is away: nothing was answered
            noted.write(f"{key}\n{key}-spent\n".encode())
            os.fsync(noted.fileno())


if __name__ == "__main__":
    main(*sys.argv[1:])
