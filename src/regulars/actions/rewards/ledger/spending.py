"""Points go out: spent at once, or a spend taken back to where its points came from."""

from __future__ import annotations

from regulars.actions.rewards.ledger.accounts import Account, Use
from regulars.actions.rewards.ledger.entries import Entry, Legs
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.requests import Return, Spend
from regulars.actions.rewards.ledger.settling import finish, note_due, settle
from regulars.actions.rewards.ledger.taking import choose, source_order, use_up
from regulars.errors import LimitReached, NotInStore


def spend(page: Page, request: Spend) -> None:
    """Use points for something; never more than are free."""
    account = page.account(request.member, "points")
    settle(page, account)
    parts = choose(page, account, request.amount)
    legs = Legs(available=-request.amount, redeemed=request.amount)
    use_up(page, page.post(account, "spent", legs, reference=request.reference), parts)
    finish(page, account)


def give_back(page: Page, request: Return) -> None:
    """Take a spend back, whole or in part: points return to their own lots, and debt that it made is gone.

    A lot that has expired since takes its points back and expires again at once.
    """
    account = page.account_of(request.spend)
    settle(page, account)
    spent = _spent(page, request)
    uses = sorted(page.uses_of_spend(request.spend), key=lambda u: source_order(page, (u.source, u.lot)), reverse=True)
    left = sum(u.amount for u in uses)
    amount = left if request.amount is None else request.amount
    if amount > left or not left:
        raise LimitReached(
            f"{left:,} of the {spent.legs.redeemed:,} points of {request.spend} are left to return",
            expected=f"no more than {left:,}",
            do="return less: what was returned before stays returned",
        )
    _return(page, account, spent, uses, amount)
    finish(page, account)


def _spent(page: Page, request: Return) -> Entry:
    entry = page.shelf.entry(request.spend)
    if entry.kind not in ("spent", "captured"):
        raise NotInStore(f"{request.spend} is no spend: it is {entry.kind}", expected="an entry spent or captured")
    return entry


def _return(page: Page, account: Account, spent: Entry, uses: list[Use], amount: int) -> None:
    parts: list[Use] = []
    for use in uses:
        if amount:
            parts.append(Use(use.spend, use.source, use.lot, min(amount, use.amount)))
            amount -= parts[-1].amount
    sums = {source: sum(p.amount for p in parts if p.source == source) for source in ("lot", "debt", "written_off")}
    entry = page.post(
        account,
        "returned",
        Legs(
            available=sums["lot"],
            debt=-sums["debt"],
            written_off=sums["written_off"],
            redeemed=-sum(sums.values()),
        ),
        reference=spent.reference,
        related=spent.entry_id,
    )
    for part in parts:
        page.use(entry, part.spend, part.source, part.lot, -part.amount)
        if part.lot is not None:
            lot = page.lot(part.lot)
            lot.used -= part.amount
            lot.remaining += part.amount
            lot.owner = account.account_id
            note_due(account, lot.expires_at)
