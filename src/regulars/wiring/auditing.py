"""What is wrong with a store beside its workspace: its own sums, and what only both together can tell."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.stores.operations import blanking, checking, erasing, outbox, restoring
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.keys import ApiKeys
from regulars.stores.workspace import marks
from regulars.wiring.shop import Workspace
from regulars.words import counted


def wrong_with(shop: Workspace, store: Store, keys: ApiKeys) -> Iterator[str]:
    """What is wrong, in sentences; nothing where every sum agrees, and nobody is known who was erased or revoked."""
    folder, latest = shop.folder, shop.folder.latest()
    yield from checking.check(store, keys.key)
    for member in erasing.outstanding(store, folder.path / marks.JOURNAL):
        yield f"{member} is erased, and the store still knows the person"
    for key in keys.outstanding():
        yield f"the key {key} is revoked, and the store still takes it"
    for left in restoring.left_behind(folder.path):
        yield f"{left} holds a copy of a backup: a restore was killed"
    yield from outbox.behind(store, latest.watermark if latest else 0)
    erased = marks.erased_in(folder, latest)
    if erased.marks and (named := blanking.count_named(store, erased.names)):
        told = counted(named, "fact of an erased customer is", "facts of erased customers are")
        yield f"{told} in the outbox: `regulars store flush` takes them out"
    if odd := marks.of_other_keys(folder):
        yield f"{odd:,} ids in {folder.path / marks.JOURNAL} are marked with another key than that in {folder.toml}"
