"""A purchase that earns, in one trip to PostgreSQL: its key, its locked accounts, what it writes, and the commit.

While others wait for an account, it is held for no longer than the server needs to write.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.exc import IntegrityError

from regulars.actions.rewards.ledger.accounts import Hold, Lot, Use
from regulars.actions.rewards.ledger.acting import Posted, perform, prepared
from regulars.actions.rewards.ledger.requests import Earn
from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import RegularsError
from regulars.stores.operations.ahead import Ahead
from regulars.stores.operations.idempotency import Answered, ask_owning
from regulars.stores.operations.keeping import parts_of
from regulars.stores.operations.relative import AtNought, relative
from regulars.stores.operations.shelf import StoreShelf
from regulars.stores.operations.trips import COMMIT, undo
from regulars.stores.operations.turns import turn_of


def earn_in_one_trip(
    connection: Connection, request: Earn, at: datetime, rules: Rules, asked: tuple[str, str]
) -> Posted | None:
    """The answer, and all is written and committed; None where it takes more than one trip, and nothing is written.

    It takes more where the key, the order or a line of it was there before; where the member owes, has something due,
    was merged or is not known; where the points are past their day already; and where the rules refuse. Then there is
    more to read before anything can be said. ``asked``: the key and its digest.
    """
    if connection.dialect.name != "postgresql" or _is_past(request, at):
        return None
    key, digest = asked
    ahead = Ahead((request.member,), AtNought.both(request.member), frozenset([(request.source, request.reference)]))
    shelf = OfNobody(connection, ahead=ahead)
    try:
        page = prepared(shelf, request, at, rules)
        answer = perform(page, request)
    except RegularsError:  # told by the other way, once the key is known to be new: a repeat is answered as the first time
        return None
    parts = [part for part in parts_of(page, shelf, Answered(key, digest, answer.to_dict(), at)) if part.rows]
    whose = (request.member, at.isoformat(), key, request.source, request.reference)
    found = _written(connection, key, [relative(whose, parts), COMMIT], turn_of(request.source, request.reference))
    return Posted.from_dict(found[0].answer) if found else None


def _is_past(request: Earn, at: datetime) -> bool:
    """Whether what a late receipt gives expires as it comes, which has to look at the other lots of the account."""
    return any(ends is not None and ends <= at for ends in (request.expires_at, request.qualifying_expires_at))


class OfNobody(StoreShelf):
    """The shelf of accounts at nought: there is nothing else on it, and whoever asks for more asks about somebody else."""

    def _lots(self, query: Select[Any], values: dict[str, int]) -> list[Lot]:
        raise AssertionError(f"lots are asked of an account at nought: {values}")

    def _holds(self, query: Select[Any], values: dict[str, int]) -> list[Hold]:
        raise AssertionError(f"holds are asked of an account at nought: {values}")

    def _uses(self, which: Any) -> list[Use]:
        raise AssertionError("uses are asked of an account at nought")


def _written(connection: Connection, key: str, statements: list[Any], turn: int) -> list[Any]:
    try:
        [rows, _] = ask_owning(connection, key, statements, turn)
    except IntegrityError:  # a line came from elsewhere meanwhile; what to answer is found out by reading
        undo(connection)
        return []
    return rows
