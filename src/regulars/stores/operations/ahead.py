"""What one member's act needs to know first, in one question: its key, her accounts, and what the order has earned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, select

from regulars.actions.rewards.ledger.accounts import Line
from regulars.actions.rewards.ledger.request import Request
from regulars.actions.rewards.ledger.requests import Adjust, Earn, SetAside, Spend
from regulars.stores.operations.rows import ACCOUNT, LINE, AnyRow, line_of
from regulars.stores.operations.schema import ACCOUNTS, KEYS, LINES, MEMBERS

_ASKED = (
    *(ACCOUNTS.c[name] for name in ACCOUNT), MEMBERS.c.erased_at, KEYS.c.digest, KEYS.c.answer,
    *(LINES.c[name].label(f"of_{name}") for name in LINE),
)  # fmt: skip
_QUESTION = (
    select(*_ASKED)
    .join(MEMBERS, MEMBERS.c.member_id == ACCOUNTS.c.member_id)
    .outerjoin(KEYS, KEYS.c.key == bindparam("asked"))
    .outerjoin(LINES, and_(LINES.c.source == bindparam("order_source"), LINES.c.reference == bindparam("order")))
    .where(ACCOUNTS.c.member_id == bindparam("name"))
    .order_by(ACCOUNTS.c.account_id)
    .with_for_update(key_share=True, of=ACCOUNTS)
)
_LINES_FROM = len(_ASKED) - len(LINE)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the question found: locked accounts, the key's row where it is known, and the lines of the order.

    Accounts are as they are now that they are locked; lines as they were when it was asked. A line that was
    written between is met when ours is: each is there once, and the act is done again from its beginning.
    """

    member: str
    accounts: list[AnyRow]
    order: tuple[str, str] | None = None
    lines: tuple[Line, ...] = ()

    @property
    def key(self) -> AnyRow | None:
        return self.accounts[0] if self.accounts[0].digest is not None else None


def read_ahead(connection: Connection, request: Request, key: str) -> Ahead | None:
    """Ask for a request that concerns one member; None for any other, or where nobody has that name."""
    if not isinstance(request, Earn | Spend | SetAside | Adjust):
        return None
    order = (request.source, request.reference) if isinstance(request, Earn) else None
    source, reference = order or (None, None)
    values = {"asked": key, "name": request.member, "order_source": source, "order": reference}
    rows = list(connection.execute(_QUESTION, values))
    if not rows:
        return None
    accounts = {row.account_id: row for row in rows}
    return Ahead(request.member, list(accounts.values()), order, _lines(rows))


def _lines(rows: Iterable[AnyRow]) -> tuple[Line, ...]:
    """Each line once, though it stands beside each account."""
    found = [line_of(row[_LINES_FROM:]) for row in rows if row.of_line_id is not None]
    return tuple({(line.line_id, line.unit): line for line in found}.values())
