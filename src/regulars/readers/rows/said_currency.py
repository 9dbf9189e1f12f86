"""The currency that columns of money say by their names, where no column and no setting does."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.intake import Noticed
from regulars.facts.recognition_currency import currency_in
from regulars.readers.rows.fields import Form
from regulars.settings import Settings

_SUMS = ("amount", "total", "unit_price")


def said_currency(forms: Sequence[Form], settings: Settings) -> tuple[Settings, tuple[Noticed, ...]]:
    """The settings with the currency that all columns of sums say, and what is told of that."""
    columns = [f.mapping.columns[s] for f in forms if not f.has("currency") for s in _SUMS if f.has(s)]
    said = {currency_in(c) for c in columns}
    if len(said) != 1 or not (code := said.pop()):
        return settings, ()
    if settings.currency is None:
        words = f"amounts are in {code}, as the column {columns[0]} says by its name"
        return settings.with_(currency=code), (Noticed("currency_said", 0, (), words),)
    if settings.currency == code:
        return settings, ()
    words = f"the column {columns[0]} says {code} by its name: read as {settings.currency}, as the setting says"
    return settings, (Noticed("currency_said", 0, (), words),)
