"""Points come in: a purchase's lines earn, and a lot is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from regulars.actions.rewards.ledger.accounts import Account, Line, Lot
from regulars.actions.rewards.ledger.entries import UNITS, Entry, EntryId, Legs, Unit
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.requests import CODE, Earn, EarnAll, EarnLine
from regulars.actions.rewards.ledger.settling import finish, note_due, refuse_past, settle
from regulars.errors import LimitReached


def earn(page: Page, request: Earn) -> None:
    """Give what a purchase's lines earned, in both units; nothing earned is an entry too, with its reason."""
    _refuse_again(request, _by_name(page.lines_of(request.source, request.reference)))
    _earn(page, request)


def earn_all(page: Page, request: EarnAll) -> None:
    """Give what many purchases earned; one that cannot earn refuses them all."""
    known: dict[tuple[str, str], list[Line]] = {}
    for line in page.bring_lines({(e.source, e.reference) for e in request.earns}):
        known.setdefault((line.order_source, line.reference), []).append(line)
    for each in request.earns:
        earned = known.setdefault((each.source, each.reference), [])
        _refuse_again(each, _by_name(earned))
        page.occurred_at = each.occurred_at or page.at
        earned += _earn(page, each)


def _by_name(lines: Iterable[Line]) -> dict[str, Line]:
    """An order's lines by their names, in the unit in which each earned if it did in one."""
    return {line.line_id: line for line in sorted(lines, key=lambda line: line.points > 0)}


def _earn(page: Page, request: Earn) -> list[Line]:
    refuse_past(page, request)
    kept = []
    for unit in UNITS:
        points = sum(line.earned(unit) for line in request.lines)
        account = page.account(request.member, unit)
        settle(page, account)
        if points or unit == "points":
            entry = _earn_unit(page, account, request, points)
            kept += [_keep_line(page, request, line, entry, unit) for line in request.lines]
        else:
            _follow(page, request, unit)
        finish(page, account)
    return kept


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


def _refuse_again(request: Earn, known: Mapping[str, Line]) -> None:
    """A line earns once; one that was told as earning nothing may earn later, for what was kept of it."""
    for line in request.lines if known else ():
        if (old := known.get(line.line_id)) is None:
            continue
        if old.points or not (line.points or line.qualifying):
            raise LimitReached(
                f"line {line.line_id} of order {request.reference} ({request.source}) has earned already",
                expected="each line of an order once",
                do="repeat a request with its own idempotency key, or name the lines that are new",
            )
        left = old.amount_minor - old.refunded_minor
        if old.refunded_minor and not 0 < line.amount_minor <= left:
            raise LimitReached(
                f"of line {line.line_id} of order {request.reference} {old.refunded_minor:,} minor units were given back",
                expected=f"a line of {left:,} minor units or less that earns, if any are left: what was kept",
                do="give points for what was kept alone",
            )


def _keep_line(page: Page, request: Earn, line: EarnLine, entry: Entry, unit: Unit) -> Line:
    key = (request.source, request.reference, line.line_id, unit)
    page.lines[key] = kept = Line(
        request.reference,
        line.line_id,
        entry.entry_id,
        unit,
        line.amount_minor,
        line.earned(unit),
        order_source=request.source,
    )
    return kept


def _follow(page: Page, request: Earn, unit: Unit) -> None:
    """Lines that earned nothing before, and earn in the other unit now, cost in both what they cost now."""
    for line in request.lines:
        if old := page.lines.get((request.source, request.reference, line.line_id, unit)):
            old.amount_minor, old.refunded_minor = line.amount_minor, 0


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
