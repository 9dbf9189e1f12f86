"""The limits of codes, enforced where a use is written: each is one conditional change, and the database decides."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Update, or_, update
from sqlalchemy.dialects import postgresql, sqlite

from regulars.actions.rewards.codes import Reason
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import CAMPAIGNS, CODES, COUNTERS


def count_use(c: Connection, found: AnyRow, digest: bytes, member: AnyRow) -> Reason | None:
    """Count a use against every limit, in one order for all; the first that is reached refuses it."""
    one_more = CODES.c.uses + 1
    if not _changes(c, update(CODES).where(CODES.c.digest == digest, one_more <= CODES.c.most_uses).values(uses=one_more)):
        return "used"
    scopes: tuple[tuple[Reason, str | None, int | None], ...] = (
        ("member", member.member_id, found.per_member),
        ("household", member.household_id, found.per_household),
    )
    for scope, scope_id, most in scopes:
        if scope_id is not None and not _counter(c, found.campaign_id, scope, scope_id, most):
            return scope
    return None if _changes(c, _campaign_use(found.campaign_id)) else "campaign"


def _campaign_use(campaign_id: str) -> Update:
    one_more = CAMPAIGNS.c.uses + 1
    within = or_(CAMPAIGNS.c.most_uses.is_(None), one_more <= CAMPAIGNS.c.most_uses)
    paid_for = or_(CAMPAIGNS.c.budget_points.is_(None), one_more * CAMPAIGNS.c.points <= CAMPAIGNS.c.budget_points)
    return update(CAMPAIGNS).where(CAMPAIGNS.c.campaign_id == campaign_id, within, paid_for).values(uses=one_more)


def _counter(c: Connection, campaign_id: str, scope: str, scope_id: str, most: int | None) -> bool:
    """One more use by a member or household, if it may have one more."""
    add = (postgresql if c.dialect.name == "postgresql" else sqlite).insert(COUNTERS)
    first = add.values(campaign_id=campaign_id, scope=scope, scope_id=scope_id, uses=1)
    allowed = COUNTERS.c.uses < most if most is not None else None
    keys = [COUNTERS.c.campaign_id, COUNTERS.c.scope, COUNTERS.c.scope_id]
    return _changes(c, first.on_conflict_do_update(index_elements=keys, set_={"uses": COUNTERS.c.uses + 1}, where=allowed))


def _changes(c: Connection, statement: Any) -> bool:
    return bool(c.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1)
