"""The limits of codes, enforced where a use is written: each is one conditional change, and the database decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Update, func, insert, or_, select, union, update
from sqlalchemy.dialects import postgresql, sqlite

from regulars.actions.rewards.codes import Reason
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.memory import no_entry
from regulars.errors import LimitReached
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import ACCOUNTS, CAMPAIGNS, CODE_USES, CODES, COUNTERS, MEMBERS


def count_use(c: Connection, found: AnyRow, digest: bytes, member: AnyRow) -> Reason | None:
    """Count a use against every limit, in one order for all; the first that is reached refuses it."""
    one_more = CODES.c.uses + 1
    if not _changes(c, update(CODES).where(CODES.c.digest == digest, one_more <= CODES.c.most_uses).values(uses=one_more)):
        return "used"
    per_member = found.per_member
    if per_member is not None:
        per_member -= _uses_of_absorbed(c, found.campaign_id, member.member_id)
    per_household = found.per_household
    if per_household is not None and member.household_id is not None:
        per_household -= _uses_brought_along(c, found.campaign_id, member.household_id)
    scopes: tuple[tuple[Reason, str | None, int | None], ...] = (
        ("member", member.member_id, per_member),
        ("household", member.household_id, per_household),
    )
    for scope, scope_id, most in scopes:
        if scope_id is not None and not _counter(c, found.campaign_id, scope, scope_id, most):
            return scope
    return None if _changes(c, _campaign_use(found.campaign_id)) else "campaign"


def count_back(c: Connection, use: EntryId, at: datetime) -> None:
    """Let every limit be as if a code had never been used; LimitReached where that was done before."""
    own = (CODE_USES.c.account_id == use.account) & (CODE_USES.c.number == use.number)
    uses = list(c.execute(select(CODE_USES).where(own).order_by(CODE_USES.c.change)))
    if not uses:
        raise no_entry(use, "the use of a code")
    if len(uses) == 2:
        raise LimitReached("the code's use was given back before", do="nothing: its points were taken back then")
    [found] = uses
    c.execute(insert(CODE_USES).values({**found._mapping, "change": -1, "recorded_at": at}))
    one_less = update(CODES).where(CODES.c.digest == found.digest).values(uses=CODES.c.uses - 1)
    campaign_id = c.execute(one_less.returning(CODES.c.campaign_id)).scalar_one()
    for scope, scope_id in (("member", found.member_id), ("household", found.household_id)):
        which = (COUNTERS.c.campaign_id == campaign_id) & (COUNTERS.c.scope == scope) & (COUNTERS.c.scope_id == scope_id)
        c.execute(update(COUNTERS).where(which).values(uses=COUNTERS.c.uses - 1))
    c.execute(update(CAMPAIGNS).where(CAMPAIGNS.c.campaign_id == campaign_id).values(uses=CAMPAIGNS.c.uses - 1))


def _uses_of_absorbed(c: Connection, campaign_id: str, member_id: str) -> int:
    """How often those used a campaign who became a part of this member since: one person has one limit."""
    hers = select(ACCOUNTS.c.account_id).where(ACCOUNTS.c.member_id == member_id)
    own = select(ACCOUNTS.c.member_id).where(ACCOUNTS.c.moved_to.in_(hers))
    counted = select(func.coalesce(func.sum(COUNTERS.c.uses), 0)).where(
        COUNTERS.c.campaign_id == campaign_id, COUNTERS.c.scope == "member", COUNTERS.c.scope_id.in_(own)
    )
    return int(c.execute(counted).scalar_one())


def _uses_brought_along(c: Connection, campaign_id: str, household_id: str) -> int:
    """How often those used a campaign under another household, or none, who live in this one and became one since.

    What a use was counted for stays as it was: whoever else lived with them then has no more than before.
    """
    absorbed = ACCOUNTS.alias()
    at_home = select(ACCOUNTS.c.account_id).join(MEMBERS, ACCOUNTS.c.member_id == MEMBERS.c.member_id)
    at_home = at_home.where(MEMBERS.c.household_id == household_id, MEMBERS.c.merged_into.is_(None))
    moved = select(absorbed).where(absorbed.c.moved_to.in_(at_home)).subquery()
    theirs = union(select(moved.c.account_id), select(moved.c.moved_to))
    counted = (
        select(func.coalesce(func.sum(CODE_USES.c.change), 0))
        .join(CODES, CODES.c.digest == CODE_USES.c.digest)
        .where(CODES.c.campaign_id == campaign_id, CODE_USES.c.account_id.in_(theirs))
        .where(or_(CODE_USES.c.household_id.is_(None), CODE_USES.c.household_id != household_id))
    )
    return int(c.execute(counted).scalar_one())


def _campaign_use(campaign_id: str) -> Update:
    one_more = CAMPAIGNS.c.uses + 1
    within = or_(CAMPAIGNS.c.most_uses.is_(None), one_more <= CAMPAIGNS.c.most_uses)
    paid_for = or_(CAMPAIGNS.c.budget_points.is_(None), one_more * CAMPAIGNS.c.points <= CAMPAIGNS.c.budget_points)
    return update(CAMPAIGNS).where(CAMPAIGNS.c.campaign_id == campaign_id, within, paid_for).values(uses=one_more)


def _counter(c: Connection, campaign_id: str, scope: str, scope_id: str, most: int | None) -> bool:
    """One more use by a member or household, if it may have one more."""
    if most is not None and most < 1:
        return False
    add = (postgresql if c.dialect.name == "postgresql" else sqlite).insert(COUNTERS)
    first = add.values(campaign_id=campaign_id, scope=scope, scope_id=scope_id, uses=1)
    allowed = COUNTERS.c.uses < most if most is not None else None
    keys = [COUNTERS.c.campaign_id, COUNTERS.c.scope, COUNTERS.c.scope_id]
    return _changes(c, first.on_conflict_do_update(index_elements=keys, set_={"uses": COUNTERS.c.uses + 1}, where=allowed))


def _changes(c: Connection, statement: Any) -> bool:
    return bool(c.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1)
