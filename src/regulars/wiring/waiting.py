"""Facts that wait in the store until the workspace is told, and where that store is."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from regulars.errors import NothingUsable, SettingsError, StoreError
from regulars.stores.workspace import Folder

DATABASE = "regulars.db"


def store_address(folder: Folder) -> str:
    """The address in ``REGULARS_STORE`` or ``store`` of a workspace's settings, else a file in its folder."""
    address = os.environ.get("REGULARS_STORE") or folder.values.get("store") or str(folder.path / DATABASE)
    if not isinstance(address, str):
        raise SettingsError(f"store is {address!r}", expected="a path or a URL in quotes", do=f"correct it in {folder.toml}")
    return address


def facts_waiting(folder: Folder) -> int:
    """How many facts were told to the store and not yet to the workspace; 0 where there is no store, or it is away."""
    address = store_address(folder)
    if "://" not in address and not Path(address).exists():
        return 0
    # Half a second that no answer from files has to wait for: they know of no store.
    from regulars.stores.operations.connecting import open_store
    from regulars.stores.operations.outbox import count_waiting

    latest = folder.latest()
    try:
        with open_store(address) as store:
            return count_waiting(store, latest.watermark if latest else 0)
    except StoreError:
        return 0


def no_facts(folder: Folder, recorded_by: datetime | None = None) -> NothingUsable:
    """That a workspace holds no facts, and how it gets some."""
    found = f"the workspace {folder.path} holds no facts" + (f" recorded by {recorded_by}" if recorded_by else " yet")
    waiting = 0 if recorded_by else facts_waiting(folder)
    if waiting:
        return NothingUsable(
            f"{found}; {waiting:,} wait in its store",
            expected="facts that the workspace was told",
            do=f"run `regulars store flush {folder.path}`; `regulars serve` does so every 15 minutes",
        )
    return NothingUsable(found, expected="at least one import", do=f"run `regulars import {folder.path} orders.csv`")
