"""What time alone does: points mature, holds end, points expire. Done first in every act, and by a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from regulars.actions.rewards.ledger.accounts import FAR_AWAY, Account, Hold, Lot
from regulars.actions.rewards.ledger.entries import Kind, Legs
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.requests import Adjust, Earn
from regulars.actions.rewards.ledger.taking import repay
from regulars.errors import UsageError


def settle(page: Page, account: Account) -> None:
    """Bring an account up to now, moment by moment, as if nothing had ever been late.

    What is past due never counts: points that came free before others expired repay debt before them.
    """
    if account.due_at is None or account.due_at > page.at:
        return
    while (moment := min(_dates(page, account), default=FAR_AWAY)) <= page.at:
        for lot in page.lots_of(account):
            _mature(page, account, lot, moment)
        for hold in page.holds_of(account):
            if hold.ends_at <= moment:
                release(page, account, hold, "hold_ended", hold.ends_at)
        _expire(page, account, moment)
        repay(page, account)


def refuse_past(page: Page, request: Earn | Adjust) -> None:
    """Points that expire before they are earned are a slip. A receipt that is claimed late may give some that are gone."""
    ends = {"points": request.expires_at, "qualifying units": getattr(request, "qualifying_expires_at", None)}
    for what, expires_at in ends.items():
        if expires_at is not None and expires_at <= page.occurred_at:
            raise UsageError(
                f"the {what} would expire at {expires_at:%Y-%m-%d %H:%M} UTC, and they are earned at"
                f" {page.occurred_at:%Y-%m-%d %H:%M} UTC",
                expected="an expiry after they are earned",
                do="give a later end, or none; for a receipt claimed late, say when it was as occurred_at",
            )


def finish(page: Page, account: Account) -> None:
    """End an act on an account: expire what came back too late, repay debt, and note when it is due next."""
    if (account.due_at is not None and account.due_at <= page.at) or account.account_id in page.whole:
        _expire(page, account, page.at)
    repay(page, account)
    if account.account_id in page.whole:
        account.due_at = min(_dates(page, account), default=None)


def _expire(page: Page, account: Account, moment: datetime) -> None:
    """Write off what is past due and not held, each lot with an entry of its own."""
    for lot in page.lots_of(account):
        amount = lot.free
        if amount and lot.past_due(moment):
            lot.remaining -= amount
            lot.expired += amount
            legs = Legs(available=-amount, expired=amount)
            page.post(account, "expired", legs, related=lot.lot_id, occurred_at=lot.expires_at)


def release(page: Page, account: Account, hold: Hold, kind: Kind, occurred_at: datetime | None = None) -> None:
    """Give a hold's points back to their lots. No balance changes, only what is free."""
    amount = sum(part.amount for part in hold.parts if part.lot is not None)
    refunded = hold.open - amount
    for part in hold.parts:
        if part.lot is not None:
            lot = page.lot(part.lot)
            lot.held -= part.amount
            account.held -= part.amount
            note_due(account, lot.expires_at)
    hold.parts.clear()
    page.post(
        account,
        kind,
        Legs(),
        reference=hold.reference,
        related=hold.hold_id,
        occurred_at=occurred_at,
        amount=amount,
        refunded=refunded or None,
    )


def note_due(account: Account, *dates: datetime | None) -> None:
    """Let an account be settled at the earliest of these dates, if not sooner."""
    for date in dates:
        if date is not None and (account.due_at is None or date < account.due_at):
            account.due_at = date


def _mature(page: Page, account: Account, lot: Lot, moment: datetime) -> None:
    if lot.matured or lot.matures_at is None or lot.matures_at > moment:
        return
    lot.matured = True
    legs = Legs(pending=-lot.remaining, available=lot.remaining)
    page.post(account, "matured", legs, related=lot.lot_id, occurred_at=lot.matures_at)


def _dates(page: Page, account: Account) -> Iterable[datetime]:
    for lot in page.lots_of(account):
        date = lot.expires_at if lot.matured else lot.matures_at
        if date is not None and (lot.free or not lot.matured):
            yield date
    yield from (hold.ends_at for hold in page.holds_of(account))
