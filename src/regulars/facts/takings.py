"""The takings of the facts that are held, so that what was imported twice is money once."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.engine import Engine
from regulars.facts.intake import Takings
from regulars.facts.query import Query

QUERY = Query.beside(__file__)


def takings_held(engine: Engine, read: Sequence[Takings]) -> tuple[Takings, ...]:
    """Takings in minor units, one per currency: purchases and refunds as the engine's tables have them.

    What was set aside and the rounding residue are no facts: they come from ``read``, the takings
    that the imports reported. known customers + guests + set aside = in file, as always.
    """
    reported = {t.currency: t for t in read}
    held = {row["currency"]: row for row in engine.run(QUERY).to_pylist()}
    return tuple(_takings(c, held.get(c, {}), reported.get(c)) for c in sorted({*reported, *held}))


def _takings(currency: str, held: dict[str, int], reported: Takings | None) -> Takings:
    known, guests = held.get("known_minor", 0), held.get("guests_minor", 0)
    aside = reported.set_aside_minor if reported else 0
    return Takings(
        currency=currency,
        in_file_minor=known + guests + aside,
        known_customers_minor=known,
        guests_minor=guests,
        set_aside_minor=aside,
        refunds_minor=held.get("refunds_minor", 0),
        residue=reported.residue if reported else "0",
    )
