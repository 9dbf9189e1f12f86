"""Which models are put to the test, on which part of a log, and why there may be none."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.log import Facts
from regulars.measures.lifetime.backtest import Backtest, backtest
from regulars.measures.lifetime.saved import SavedModel

CONSIDERED = ("mbg_nbd", "pareto_nbd", "bg_nbd")
_MANY = 30_000


def considered(customers: int) -> tuple[str, ...]:
    """The models that the backtest tries: Pareto/NBD costs ten times the others, so among very many it must be asked for.

    >>> considered(1_000_000)
    ('mbg_nbd', 'bg_nbd')
    """
    return CONSIDERED if customers <= _MANY else tuple(m for m in CONSIDERED if m != "pareto_nbd")


def tested(facts: Facts, models: Sequence[str], saved: SavedModel | None) -> tuple[Backtest | None, str]:
    """The models on the log's second half, a saved one on what came since; or why neither can be."""
    if not facts.purchases_known:
        return None, "No known customer has bought yet."
    if saved and not facts.starts < saved.as_of < facts.as_of:
        return None, f"The saved model knows of days up to {saved.as_of}: this log holds nothing that came after."
    if (facts.as_of - facts.starts).days < 2:
        return None, f"The log of {facts.starts} to {facts.as_of} is too short to be cut in two."
    fits = (saved.fit,) if saved else ()
    held, needed = backtest(facts, until=saved.as_of if saved else None, models=models, fitted=fits), facts.settings.minimum_n
    if held.customers < needed:
        seen = "customer had" if held.customers == 1 else "customers had"
        return None, f"By {held.until} {held.customers} {seen} come, too few to test a model on: {needed:,} are needed."
    return held, ""
