"""A purchase is given back: what it earned goes, wherever its points are by now.

Refunding everything leaves available points less debt as if the purchase had never been. Points that
a spend took out of the refunded lot are replaced by others of the same account; where there are none,
the member owes them, or they are written off, as the programme has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.actions.rewards.ledger.accounts import Account, HoldPart, Line, Lot, Source, Use
from regulars.actions.rewards.ledger.entries import LEGS, EntryId, Legs
from regulars.actions.rewards.ledger.page import Page
from regulars.actions.rewards.ledger.requests import CODE, Refund
from regulars.actions.rewards.ledger.settling import finish, settle
from regulars.actions.rewards.ledger.taking import split
from regulars.errors import LimitReached, NotInStore


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefund(Refund):
    """A refund of an order that was told. In minor units: what was kept of each line before it (``was``), and after it.

    Nothing is kept of a line that ``kept`` leaves out; without ``lines`` all of them are given back.
    """

    was: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)


def refund(page: Page, request: Refund) -> None:
    """Take back what the refunded part of an order's lines had earned, each line up to what it was."""
    lines = _lines(page, request)
    claims: dict[EntryId, int] = {}
    for line in lines:
        points = _take(line, _refunded(line, request))
        claims[line.earn] = claims.get(line.earn, 0) + points
    for earn, points in claims.items():
        account = page.account_of(earn)
        settle(page, account)
        claw_back(page, account, earn, points, request.reference)
        finish(page, account)


def _lines(page: Page, request: Refund) -> list[Line]:
    known = page.lines_of(request.source, request.reference)
    unknown = sorted(set(request.lines) - {line.line_id for line in known})
    if not known or unknown:
        raise NotInStore(
            f"order {request.reference} ({request.source}) has earned nothing" + (f" on line {unknown[0]}" if known else ""),
            expected="an order and lines that earned before",
            do="record the purchase first, then its refund again",
        )
    wanted = [line for line in known if line.line_id in request.lines or not request.lines]
    if request.lines or any(is_left(line) for line in wanted):
        return sorted(wanted, key=lambda line: (line.earn, line.line_id))
    raise LimitReached(f"order {request.reference} is refunded already", do="nothing: its points were taken back then")


def is_left(line: Line) -> bool:
    """Whether something of a line can be given back still: of what was paid for it, or of its points."""
    return line.refunded_minor < line.amount_minor or line.reversed < line.points


def _refunded(line: Line, request: Refund) -> int:
    """How much of what a line earned for is given back once this is done, in minor units."""
    if isinstance(request, OrderRefund):
        line.amount_minor = line.amount_minor or request.was.get(line.line_id, 0)  # it earned without saying for how much
        return max(line.refunded_minor, line.amount_minor - request.kept.get(line.line_id, 0))
    amount = request.lines.get(line.line_id)
    left = line.amount_minor - line.refunded_minor
    if amount is not None and amount > left:
        raise LimitReached(
            f"line {line.line_id} of order {line.reference} has {left:,} of its {line.amount_minor:,} minor units left",
            expected=f"no more than {left:,}",
            do="refund less: what was refunded before stays refunded",
        )
    return line.refunded_minor + (left if amount is None else amount)


def _take(line: Line, refunded: int) -> int:
    """How many points go with what is given back of a line: in proportion, and with the last cent all of them."""
    line.refunded_minor = refunded
    all_of_it = refunded == line.amount_minor
    reached = line.points if all_of_it else line.points * refunded // line.amount_minor
    reached = max(reached, line.reversed)
    points, line.reversed = reached - line.reversed, reached
    return points


@dataclass
class _Claim:
    """A claim on one lot, and the sides of the entry that settles it."""

    page: Page
    account: Account
    lot: Lot
    entry_id: EntryId
    left: int
    legs: dict[str, int] = field(default_factory=dict)

    def take(self, most: int, **legs: int) -> int:
        """Claim at most so many; each side moves by its sign times that."""
        amount = min(most, self.left)
        self.left -= amount
        self.lot.clawed += amount
        for name, sign in {**legs, "clawed_back": 1}.items():
            self.legs[name] = self.legs.get(name, 0) + sign * amount
        return amount


def claw_back(page: Page, account: Account, earn: EntryId, points: int, reference: str) -> None:
    """Take so many points of an earn's lot back: its free ones, its expired ones, its held ones, its spent ones."""
    if not points:
        page.post(account, "clawed_back", Legs(), reference=reference, related=earn, points=0)
        return
    lot = page.lot(earn)
    claim = _Claim(page, account, lot, EntryId(account.account_id, account.number + 1), points)
    _from_lot(claim)
    _from_holds(claim)
    _from_spends(claim)
    assert claim.left == 0, f"lot {earn} held less than it earned"
    legs = Legs(**{name: claim.legs.get(name, 0) for name in LEGS})
    page.post(account, "clawed_back", legs, reference=reference, related=earn, with_code=lot.source == CODE or None)


def _from_lot(claim: _Claim) -> None:
    lot = claim.lot
    if lot.matured:
        lot.remaining -= claim.take(lot.free, available=-1)
    else:
        lot.remaining -= claim.take(lot.remaining, pending=-1)
    lot.expired -= claim.take(lot.expired, expired=-1)


def _from_holds(claim: _Claim) -> None:
    """A hold that rests on the lot comes to rest on others; what it holds stays the same."""
    if not claim.left or not claim.lot.held:
        return
    for hold in reversed(claim.page.holds_of(claim.account)):
        for part in [p for p in hold.parts if p.lot == claim.lot.lot_id]:
            amount = claim.take(part.amount, available=-1)
            part.amount -= amount
            claim.lot.held -= amount
            claim.lot.remaining -= amount
            claim.account.held -= amount
            hold.parts += _held_elsewhere(claim, amount)
        hold.parts = [p for p in hold.parts if p.amount]


def _held_elsewhere(claim: _Claim, amount: int) -> list[HoldPart]:
    found = []
    for part in split(claim.page.lots_of(claim.account), amount):
        part.lot.held += part.amount
        claim.account.held += part.amount
        found.append(HoldPart("lot", part.lot.lot_id, part.amount))
    short = amount - sum(p.amount for p in found)
    return [*found, HoldPart(_shortfall(claim.page), None, short)] if short else found


def _from_spends(claim: _Claim) -> None:
    """A spend that used the lot is given other points, or the member owes them."""
    for use in claim.page.uses_of_lot(claim.lot.lot_id) if claim.left else []:
        wanted = min(use.amount, claim.left)
        if not wanted:
            continue
        claim.lot.used -= wanted
        claim.page.use(claim.entry_id, use.spend, "lot", use.lot, -wanted)
        for part in split(claim.page.lots_of(claim.account), wanted):
            claim.take(part.amount, available=-1)
            part.lot.remaining -= part.amount
            part.lot.used += part.amount
            claim.page.use(claim.entry_id, use.spend, "lot", part.lot.lot_id, part.amount)
            wanted -= part.amount
        _fall_short(claim, use, wanted)


def _fall_short(claim: _Claim, use: Use, amount: int) -> None:
    if amount:
        source = _shortfall(claim.page)
        claim.take(amount, **({"debt": 1} if source == "debt" else {"written_off": -1}))
        claim.page.use(claim.entry_id, use.spend, source, None, amount)


def _shortfall(page: Page) -> Source:
    return page.rules.shortfall
