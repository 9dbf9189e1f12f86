"""The currency that a store's orders are in, where its workspace names none."""

from __future__ import annotations

from sqlalchemy import select

from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import ORDERS

_FIRST = select(ORDERS.c.currency).order_by(ORDERS.c.recorded_at, ORDERS.c.source, ORDERS.c.order_id).limit(1)


def first_currency(store: Store) -> str | None:
    """The currency of the order that was told first; None where there is none yet."""
    with store.reading() as c:
        found: str | None = c.execute(_FIRST).scalar_one_or_none()
    return found
