"""A workspace's operational store: where it is, what opens it, and who works on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.explaining import explain
from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import SettingsError
from regulars.stores.operations import backup, migrating, outbox, restoring, unlocking
from regulars.stores.operations.codes import Codes
from regulars.stores.operations.connecting import Store, open_store
from regulars.stores.operations.currencies import first_currency
from regulars.stores.operations.guessing import Guesses
from regulars.stores.operations.holdings import Written, history
from regulars.stores.operations.keys import ApiKeys
from regulars.stores.operations.ledger import StoreLedger
from regulars.stores.operations.members import Members
from regulars.stores.operations.restoring import Restored
from regulars.stores.operations.sales import Sales
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.workspace import Erasure, marks
from regulars.wiring.auditing import wrong_with
from regulars.wiring.bringing_in import now
from regulars.wiring.flushing import Flushed, flush
from regulars.wiring.forgetting import erase_customer, erase_member, refuse_erased
from regulars.wiring.shop import Workspace
from regulars.wiring.waiting import store_address

KEY_FILE, REVOCATIONS = "store.key", "revocations.jsonl"


@dataclass(frozen=True)
class Operations:
    """A store beside a workspace's facts. Close it, or use it in a ``with`` block."""

    shop: Workspace
    store: Store
    key: StoreKey = field(repr=False)
    rules: Rules = field(default_factory=Rules)
    clock: Callable[[], datetime] = now
    _met: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def journal(self) -> Path:
        return self.shop.folder.path / marks.JOURNAL

    @property
    def revocations(self) -> Path:
        return self.shop.folder.path / REVOCATIONS

    @property
    def ledger(self) -> StoreLedger:
        return StoreLedger(self.store, self.rules, self.key)

    @property
    def members(self) -> Members:
        return Members(self.store, self.key, partial(refuse_erased, self.shop))

    @property
    def codes(self) -> Codes:
        return Codes(self.store, self.key, self.rules, self.zone)

    @property
    def sales(self) -> Sales:
        return Sales(self.store, self.key, self.rules, self.currency)

    @property
    def currency(self) -> str | None:
        """What orders are in: the settings' currency, else that of the order that was told first, which holds from then on."""
        if self.shop.settings.currency is not None:
            return self.shop.settings.currency
        if not self._met:  # it never changes, so each process asks until there is one
            self._met.extend(filter(None, [first_currency(self.store)]))
        return self._met[0] if self._met else None

    @property
    def keys(self) -> ApiKeys:
        return ApiKeys(self.store, self.key, self.revocations)

    @property
    def guesses(self) -> Guesses:
        return Guesses(self.store)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.shop.settings.time_zone)

    def migrate(self) -> str:
        """Make the store, or bring its tables up to this version; the revision that it then has."""
        found = migrating.migrate(self.store)
        unlocking.settle(self.store, self.key, self.clock())
        return found

    def need_key(self) -> None:
        """Raise WrongKey where the key does not open what the store holds; else the store knows it from now on."""
        unlocking.need_right_key(self.store, self.key)
        unlocking.settle(self.store, self.key, self.clock())

    def check(self) -> list[str]:
        """What is wrong with the store, in sentences; nothing where every sum agrees and its key opens what it holds."""
        migrating.need_current(self.store)
        wrong = [*wrong_with(self.shop, self.store, self.keys)]
        if not wrong:
            unlocking.need_right_key(self.store, self.key)
        return wrong

    def backup(self, target: Path) -> int:
        """Write every row of this moment into one new file; how many there were. The key is not in it."""
        return backup.backup(self.store, target)

    def restore(self, source: Path, *, lost_key: bool = False) -> Restored:
        """Fill a new store from a backup; erase again who was erased, and revoke what was revoked, in one commit.

        ``lost_key``: the key that the backup was written with is lost, so people go and API keys are revoked.
        """
        marks.need_own(self.shop.folder)
        erased = marks.erased_in(self.shop.folder, latest := self.shop.folder.latest())

        def then(c: Connection) -> None:
            self.keys.replay(c)
            outbox.go_on_after(c, latest.watermark if latest else 0)

        given: dict[str, Any] = {"lost_key": lost_key, "theirs": erased.names if erased.marks else None, "then": then}
        return restoring.restore(source, self.store, self.journal, self.key, at=self.clock(), **given)

    def erase(self, member_id: str, *, facts: bool = False) -> tuple[int, int]:
        """Erase the person behind a member, for good; with ``facts``, what the workspace knows of her too.

        Out: how many accounts were hers, and how many facts went. What was still to be told is told first.
        """
        return erase_member(self.shop, self.store, self.key, member_id, self.clock(), facts=facts)

    def erase_customer(self, customer: str) -> Erasure:
        """Erase what the workspace and the outbox know of a customer, for good; who is a member stays one."""
        return erase_customer(self.shop, self.store, customer, self.clock())

    def flush(self) -> int:
        """Tell the workspace what happened here since the last time; how many facts it was."""
        return self.tell().told

    def tell(self) -> Flushed:
        """The same, with how many facts were kept out, and whether an older database was put back."""
        return flush(self.shop, self.store, self.clock())

    def explain(self, entry: str) -> str:
        """One entry in words."""
        return explain(self.ledger.entry(EntryId.of(entry)), self.zone)

    def explained(self, member_id: str, most: int = 50) -> list[tuple[str, str]]:
        """A member's latest entries, each with its words, and those of members who became a part of her."""
        found = history(self.ledger, member_id, most=most)
        return [(str(w.entry.entry_id), self._words(w, member_id)) for w in found]

    def _words(self, written: Written, member_id: str) -> str:
        whose = "" if written.member_id == member_id else f" (in the account of {written.member_id})"
        return explain(written.entry, self.zone) + whose

    def __enter__(self) -> Operations:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()


def operations(
    shop: Workspace, *, rules: Rules | None = None, clock: Callable[[], datetime] = now, kept_open: int = 4
) -> Operations:
    """The store of a workspace: the address in ``REGULARS_STORE`` or ``store`` of its settings, else a file in its folder.

    Nothing is connected yet. The key comes from ``REGULARS_STORE_KEY``, else from a file, which is made with
    the store and never later. ``kept_open``: so many connections stay for the next act.
    """
    folder = shop.folder.path
    address = store_address(shop.folder)
    given = os.environ.get("REGULARS_STORE_KEY")
    key = StoreKey.of(given) if given else StoreKey.sought(folder / KEY_FILE)
    return Operations(shop, open_store(address, kept_open=kept_open), key, rules or rules_of(shop.folder.values), clock)


def rules_of(values: Mapping[str, Any]) -> Rules:
    """The programme's own choices as the settings' table ``points`` says them; the usual ones where it says nothing."""
    said = values.get("points", {})
    known = [each.name for each in fields(Rules)]
    if not isinstance(said, Mapping) or set(said) - set(known):
        odd = ", ".join(sorted(set(said) - set(known))) if isinstance(said, Mapping) else repr(said)
        raise SettingsError(
            f"points in regulars.toml says {odd}", expected=f"a table with {' and '.join(known)}", do="correct it"
        )
    return Rules(**said)
