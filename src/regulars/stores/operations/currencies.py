"""The currency that a store's orders are in, where its workspace names none."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from regulars.errors import UsageError
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import ORDERS

_FIRST = select(ORDERS.c.currency).order_by(ORDERS.c.recorded_at, ORDERS.c.source, ORDERS.c.order_id).limit(1)
_TURN = 0x63757272656E6379  # "currency": whoever tells the first order of all waits for whoever else does


def first_currency(store: Store) -> str | None:
    """The currency of the order that was told first; None where there is none yet."""
    with store.reading() as c:
        return _first(c)


def need_currency(c: Connection, currency: str, own: str | None) -> None:
    """Insist on the shop's one currency within a commit: its ``own`` where it names one, else that of its first order."""
    held = own or _first(c)
    if held is None and c.dialect.name == "postgresql":
        c.execute(select(func.pg_advisory_xact_lock(_TURN)))
        held = _first(c)
    if held not in (None, currency):
        raise UsageError(
            f"the currency is {currency}",
            expected=f"{held}, the workspace's own: amounts of two currencies can't be added up",
            do=f"convert it to {held}, or keep a workspace for each currency",
        )


def _first(c: Connection) -> str | None:
    found: str | None = c.execute(_FIRST).scalar_one_or_none()
    return found
