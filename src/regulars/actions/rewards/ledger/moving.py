"""Points change hands: given to another member, adjusted by a person, or two members become one."""

from __future__ import annotations

from regulars.actions.rewards.ledger.accounts import Account, Lot
from regulars.actions.rewards.ledger.earning import add_lot
from regulars.actions.rewards.ledger.entries import UNITS, Entry, Legs
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.request import same_name
from regulars.actions.rewards.ledger.requests import Adjust, Merge, Transfer
from regulars.actions.rewards.ledger.settling import finish, note_due, refuse_past, settle
from regulars.actions.rewards.ledger.taking import Part, choose, use_up
from regulars.errors import LimitReached, UsageError


def transfer(page: Page, request: Transfer) -> None:
    """Give points to another member: the same lots' worth, with the same expiry."""
    giver, receiver = page.account(request.giver, "points"), page.account(request.receiver, "points")
    if giver is receiver:
        raise UsageError(f"{request.giver} and {request.receiver} are one member", expected="two members")
    settle(page, giver)
    settle(page, receiver)
    parts = choose(page, giver, request.amount)
    legs = Legs(available=-request.amount, transferred=request.amount)
    out = page.post(giver, "transferred_out", legs, to=receiver.member_id)
    use_up(page, out, parts)
    for part in parts:
        _receive(page, receiver, out, part, giver.member_id)
    finish(page, giver)
    finish(page, receiver)


def _receive(page: Page, receiver: Account, out: Entry, part: Part, giver: str) -> None:
    legs = Legs(available=part.amount, transferred=-part.amount)
    worth = part.lot.value_minor
    entry = page.post(receiver, "transferred_in", legs, related=out.entry_id, giver=giver)
    lot = Lot(
        lot_id=entry.entry_id,
        owner=receiver.account_id,
        amount=part.amount,
        remaining=part.amount,
        earned_at=part.lot.earned_at,
        expires_at=part.lot.expires_at,
        source="transfer",
        rule=part.lot.rule,
        arm=part.lot.arm,
        value_minor=None if worth is None else worth * part.amount // part.lot.amount,
    )
    add_lot(page, receiver, entry.entry_id, lot)


def adjust(page: Page, request: Adjust) -> None:
    """Correct a balance by hand. Above the programme's limit, two different people are named."""
    _need_two(page, request)
    refuse_past(page, request)
    account = page.account(request.member, request.unit)
    settle(page, account)
    parts = choose(page, account, -request.amount) if request.amount < 0 else []
    entry = page.post(
        account,
        "adjusted",
        Legs(available=request.amount, adjusted=-request.amount),
        reason=request.reason,
        by=request.by,
        agreed_by=request.agreed_by,
    )
    use_up(page, entry, parts)
    if request.amount > 0:
        lot = Lot(entry.entry_id, account.account_id, request.amount, entry.occurred_at, request.amount)
        lot.expires_at, lot.source = request.expires_at, "adjustment"
        add_lot(page, account, entry.entry_id, lot)
    finish(page, account)


def _need_two(page: Page, request: Adjust) -> None:
    alone = not request.agreed_by.strip() or same_name(request.by, request.agreed_by)
    if abs(request.amount) > page.rules.adjust_alone and alone:
        raise LimitReached(
            f"{request.by} alone may adjust {page.rules.adjust_alone:,} points, not {abs(request.amount):,}",
            expected="a second person who agrees",
            do="let somebody else agree, and name both",
        )


def merge(page: Page, request: Merge) -> None:
    """Make two members one: all that the absorbed one has, owes and holds belongs to the other."""
    for unit in UNITS:
        absorbed, into = page.account(request.absorbed, unit), page.account(request.into, unit)
        if absorbed is into:
            raise UsageError(f"{request.absorbed} and {request.into} are one member already", expected="two members")
        settle(page, absorbed)
        settle(page, into)
        _hand_over(page, absorbed, into)
        finish(page, into)


def _hand_over(page: Page, absorbed: Account, into: Account) -> None:
    lots, holds = page.lots_of(absorbed), page.holds_of(absorbed)
    page.lots_of(into)
    available, pending, debt, held = absorbed.available, absorbed.pending, absorbed.debt, absorbed.held
    moved = available + pending - debt
    absorbed.moved_to, absorbed.held, absorbed.due_at = into.account_id, 0, None
    into.held += held
    out = page.post(absorbed, "merged_out", Legs(-available, -pending, -debt, transferred=moved), to=into.member_id)
    legs = Legs(available, pending, debt, transferred=-moved)
    page.post(into, "merged_in", legs, related=out.entry_id, absorbed=absorbed.member_id)
    for lot in lots:
        lot.owner = into.account_id
        note_due(into, lot.expires_at if lot.matured else lot.matures_at)
    for hold in holds:
        hold.owner = into.account_id
        note_due(into, hold.ends_at)
