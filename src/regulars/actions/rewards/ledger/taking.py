"""Which points are used first, and what they repay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regulars.actions.rewards.ledger.accounts import Account, Lot, Source, Use
from regulars.actions.rewards.ledger.entries import Entry, EntryId, Legs
from regulars.actions.rewards.ledger.page import Page
from regulars.errors import InsufficientPoints


@dataclass(frozen=True, slots=True)
class Part:
    """So many points of one lot."""

    lot: Lot
    amount: int


def split(lots: Iterable[Lot], amount: int) -> list[Part]:
    """An amount over the free points of lots, in the order given; less where they don't hold as much."""
    parts = []
    for lot in lots:
        if amount and lot.free:
            parts.append(Part(lot, min(amount, lot.free)))
            amount -= parts[-1].amount
    return parts


def choose(page: Page, account: Account, amount: int) -> list[Part]:
    """The parts that a spend takes: soonest expiry first, then oldest. InsufficientPoints where there is less."""
    if account.free < amount:
        owes = f" and owes {account.debt:,}" if account.debt else ""
        held = f", {account.held:,} of them held" if account.held else ""
        raise InsufficientPoints(
            f"{account.member_id} has {account.available:,} {account.unit}{held}{owes}",
            expected=f"{amount:,} free to use",
            do="use less, or wait for points that are still pending",
        )
    parts = split(page.lots_of(account), amount)
    assert sum(p.amount for p in parts) == amount, f"the lots of {account} hold less than it says"
    return parts


def use_up(page: Page, spend: Entry | EntryId, parts: Sequence[Part], by: Entry | EntryId | None = None) -> None:
    """Take parts out of their lots, on account of a spend."""
    name = spend if isinstance(spend, EntryId) else spend.entry_id
    for part in parts:
        part.lot.remaining -= part.amount
        part.lot.used += part.amount
        page.use(by or name, name, "lot", part.lot.lot_id, part.amount)


def repay(page: Page, account: Account) -> None:
    """Let free points pay what is owed, the oldest debt first: after it there is no debt, or nothing free."""
    amount = min(account.debt, account.free)
    if not amount:
        return
    parts = split(page.lots_of(account), amount)
    assert sum(p.amount for p in parts) == amount, f"the lots of {account} hold less than it says"
    entry = page.post(account, "repaid", Legs(available=-amount, debt=-amount))
    owed = page.debts(account)
    for part in parts:
        _repay_part(page, entry, owed, part)


def _repay_part(page: Page, entry: Entry, owed: list[Use], part: Part) -> None:
    left = part.amount
    while left:
        debt = owed[0]
        paid = min(left, debt.amount)
        page.use(entry, debt.spend, "debt", None, -paid)
        use_up(page, debt.spend, [Part(part.lot, paid)], by=entry)
        left -= paid
        owed[:1] = [Use(debt.spend, debt.source, None, debt.amount - paid)] if debt.amount > paid else []


def source_order(page: Page, use: tuple[Source, EntryId | None]) -> tuple[int, object]:
    """The order in which sources are taken: lots as they are spent, then what was forgiven, then debt."""
    source, lot = use
    if lot is not None:
        return (0, page.lot(lot).order)
    return (1 if source == "written_off" else 2, ())
