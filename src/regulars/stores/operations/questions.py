"""What check asks of a store: a sentence for what is wrong, what was expected, what to do, and the question that finds it.

A question lists what is wrong; a sound store answers with nothing. What the two databases say with other words stands in
it as ``@word(column, name)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

RESTORE = "restore the last backup that is sound"
# Since when requests have keys and acts have lines, holds and facts: what a store of the first revisions wrote has none.
SINCE_KEYS = "(SELECT min(recorded_at) FROM idempotency_keys)"
SINCE_FACTS = "(SELECT min(recorded_at) FROM outbox)"
_SHOWN = 5
_SAID = re.compile(r"@(\w+)\(([\w.]+)(?:, (\w+))?\)")
# A text or number of a JSON column; a time as facts say it, or to the second; the texts of a list in a JSON column as `item`;
# the key under which a refund's own number counts.
_WORDS = {
    "sqlite": {
        "text": "json_extract({0}, '$.{1}')",
        "number": "json_extract({0}, '$.{1}')",
        "moment": "replace({0}, ' ', 'T')",
        "second": "replace(substr({0}, 1, 19), ' ', 'T')",
        "items": "json_each({0}, '$.{1}') AS item",
        "pairs": "json_each({0}) AS item",
        "own_key": "name_of_refund(json_extract({0}, '$.source'), json_extract({0}, '$.refund_id'))",
    },
    "postgresql": {
        "text": "({0} ->> '{1}')",
        "number": "({0} ->> '{1}')::bigint",
        "moment": """to_char({0}, 'YYYY-MM-DD"T"HH24:MI:SS.US')""",
        "second": """to_char({0}, 'YYYY-MM-DD"T"HH24:MI:SS')""",
        "items": "jsonb_array_elements_text({0} -> '{1}') AS item(value)",
        "pairs": "jsonb_each_text({0}) AS item(key, value)",
        "own_key": "'refund ' || encode(sha256(convert_to(({0} ->> 'source') || chr(31) ||"
        " ({0} ->> 'refund_id'), 'UTF8')), 'hex')",
    },
}


@dataclass(frozen=True, slots=True)
class Question:
    """``found``: what is wrong where the question lists anything; ``expected`` of a sound store; ``do``: what helps."""

    found: str
    asked: str
    expected: str
    do: str = RESTORE

    def words(self, dialect: str) -> str:
        """The question as a database understands it."""
        said = _WORDS[dialect]
        return _SAID.sub(lambda m: said[m[1]].format(m[2], m[3]), self.asked)

    def sentence(self, rows: Iterable[tuple[Any, ...]]) -> str:
        """What was found, with the first places; nothing where there are none."""
        places = iter(rows)
        first = ", ".join(map(_place, islice(places, _SHOWN)))
        more = sum(1 for _ in places)
        return first and f"{self.found}: {first}{f' and {more:,} more' if more else ''} (expected: {self.expected}; {self.do})"


def _place(row: tuple[Any, ...]) -> str:
    """An entry by its name, such as 17.3; others by their words."""
    named = [str(part) for part in row if part is not None]
    return (".", " ")[any(isinstance(part, str) for part in row)].join(named) or "one without a name"
