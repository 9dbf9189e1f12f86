"""Facts as tables that a query may read side by side: each is one kind up to a day, with the shop's own days.

Beside ``orders`` and ``lines`` (purchases and their lines of goods) and ``conditions_held`` these are
``steps_of_<kind>``: what ``facts.events`` shows of a kind, ungrouped.
"""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.engine import Value
from regulars.facts.events import ungrouped
from regulars.facts.query import Query

_OF_KINDS = ("answers", "contacts", "complaints", "advocacy", "incentives", "commitments")
VIEWS: dict[str, Query] = {
    **{name: Query.beside(__file__, name) for name in ("orders", "lines", "conditions_held")},
    **{f"steps_of_{kind}": ungrouped(kind) for kind in _OF_KINDS},
}
# What the steps' queries ask for where nothing is grouped.
PLAIN: dict[str, Value] = {"by": "", "otherwise": "all"}


def among(query: Query, views: Sequence[str]) -> Query:
    """A query that reads views by their names.

    >>> among(Query("n", "How many.", {"duckdb": "SELECT count(*) FROM orders"}), ["orders"]).name
    'n over orders'
    """
    for name in views:
        query = query.over(name, VIEWS[name])
    return query
