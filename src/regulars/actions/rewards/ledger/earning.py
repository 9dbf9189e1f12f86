"""Points come in: a purchase's lines earn, and a lot is made of them."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime

from regulars.actions.rewards.ledger.accounts import Account, Line, Lot
from regulars.actions.rewards.ledger.entries import UNITS, Entry, EntryId, Legs, Unit
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.requests import CODE, Earn, EarnAll, EarnLine
from regulars.actions.rewards.ledger.settling import finish, note_due, refuse_past, settle
from regulars.errors import LimitReached


def earn(page: Page, request: Earn) -> None:
    """Give what a purchase's lines earned, in both units; nothing earned is an entry too, with its reason."""
    known = {line.line_id for line in page.lines_of(request.source, request.reference)}
    _refuse_again(request, known)
    _earn(page, request)


def earn_all(page: Page, request: EarnAll) -> None:
    """Give what many purchases earned; one that cannot earn refuses them all."""
    known: dict[tuple[str, str], set[str]] = {}
    for line in page.bring_lines({(e.source, e.reference) for e in request.earns}):
        known.setdefault((line.order_source, line.reference), set()).add(line.line_id)
    for each in request.earns:
        earned = known.setdefault((each.source, each.reference), set())
        _refuse_again(each, earned)
        earned.update(line.line_id for line in each.lines)
        page.occurred_at = each.occurred_at or page.at
        _earn(page, each)


def _earn(page: Page, request: Earn) -> None:
    refuse_past(page, request)
    for unit in UNITS:
        points = sum(line.earned(unit) for line in request.lines)
        account = page.account(request.member, unit)
        settle(page, account)
        if points or unit == "points":
            entry = _earn_unit(page, account, request, points)
            for line in request.lines:
                _keep_line(page, request, line, entry, unit)
        finish(page, account)


def add_lot(page: Page, account: Account, entry_id: EntryId, lot: Lot) -> None:
    """Put a new lot on the page; the account knows when it falls due."""
    assert lot.lot_id == entry_id
    page.lots[lot.lot_id] = lot
    note_due(account, lot.expires_at if lot.matured else lot.matures_at)


def _earn_unit(page: Page, account: Account, request: Earn, points: int) -> Entry:
    waits = request.matures_at is not None and request.matures_at > page.at
    expires_at = request.expires_at if account.unit == "points" else request.qualifying_expires_at
    legs = Legs(pending=points if waits else 0, available=0 if waits else points, issued=-points)
    entry = page.post(
        account,
        "earned",
        legs,
        reference=request.reference,
        rule=request.rule,
        reason=request.reason,
        expires_at=_text(expires_at),
        matures_at=_text(request.matures_at) if waits else None,
        with_code=request.source == CODE or None,
    )
    if points:
        add_lot(page, account, entry.entry_id, _lot(account, entry, request, points, waits, expires_at))
    return entry


def _lot(account: Account, entry: Entry, request: Earn, points: int, waits: bool, expires_at: datetime | None) -> Lot:
    return Lot(
        lot_id=entry.entry_id,
        owner=account.account_id,
        amount=points,
        remaining=points,
        earned_at=entry.occurred_at,
        matured=not waits,
        matures_at=request.matures_at,
        expires_at=expires_at,
        source=request.source,
        rule=request.rule,
        arm=request.arm,
        value_minor=request.value_minor if account.unit == "points" else None,
    )


def _refuse_again(request: Earn, known: Set[str]) -> None:
    again = [line.line_id for line in request.lines if line.line_id in known]
    if again:
        raise LimitReached(
            f"line {again[0]} of order {request.reference} ({request.source}) has earned already",
            expected="each line of an order once",
            do="repeat a request with its own idempotency key, or name the lines that are new",
        )


def _keep_line(page: Page, request: Earn, line: EarnLine, entry: Entry, unit: Unit) -> None:
    key = (request.source, request.reference, line.line_id, unit)
    page.lines[key] = Line(
        request.reference,
        line.line_id,
        entry.entry_id,
        unit,
        line.amount_minor,
        line.earned(unit),
        order_source=request.source,
    )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
