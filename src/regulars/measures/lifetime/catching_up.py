"""What is known of each customer, brought up to the facts that came since: late ones and changed ones included."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.facts.zones import day_number
from regulars.measures.lifetime.folding import COLUMNS, NOBODY, Known
from regulars.measures.lifetime.summarise import QUERY, seen_until

_ASKED = Query.beside(__file__, "asked_customers")
_OF_SOME = QUERY.over("activity", _ASKED)


def known_from(facts: Facts) -> Known:
    """What a summary needs of each customer, asked of all the facts: a rebuild.

    Out: the Known as of the facts' last day, customers by id.
    """
    seen = seen_until(facts, facts.as_of)
    return Known(seen.select(["customer_id", *COLUMNS]).cast(NOBODY.schema), facts.as_of)


def caught_up(known: Known, facts: Facts, arrived: pa.Table, changed: Sequence[str] = ()) -> Known:
    """The Known as of the facts' last day, equal to ``known_from(facts)`` but for the order of customers.

    In: ``known`` of earlier facts; ``facts``, all of them now; ``arrived``: the purchases that are
    new since (``customer_id``, ``day_number``, ``amount_minor``), in any order and of any day;
    ``changed``: customers of whom an older purchase was replaced or taken away. Purchases after
    ``known.until`` are folded in; customers with an earlier one, and those changed, are asked for
    again, and nobody else is. Refunds change nothing: they are not deducted. InputError where a
    purchase lies after the facts' last day.

    >>> story = pa.table({"customer_id": ["C-01"], "day_number": [facts.as_of_number], "amount_minor": [450]})
    >>> known = known_from(facts)
    >>> caught_up(known, facts, story.slice(0, 0)).customers.num_rows
    60
    """
    late = pc.less_equal(arrived["day_number"], day_number(known.until))
    asked = pa.array(sorted({*arrived.filter(late)["customer_id"].to_pylist(), *changed}), pa.string())
    others = pc.invert(pc.is_in(arrived["customer_id"], value_set=asked))
    folded = known.fold(arrived.filter(others), facts.as_of)
    return folded.mended(_again(facts, asked), asked) if len(asked) else folded


def _again(facts: Facts, asked: pa.Array) -> pa.Table:
    """The rows of these customers alone, asked of all the facts."""
    facts.engine.put("asked_customers", pa.table({"customer_id": asked}))
    try:
        whom = hashlib.sha256("\n".join(asked.to_pylist()).encode()).hexdigest()  # so that no other answer is taken for it
        return facts.run(_OF_SOME, until=facts.as_of_number, whom=whom)
    finally:
        facts.engine.drop("asked_customers")
