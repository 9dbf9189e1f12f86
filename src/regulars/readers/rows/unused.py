"""Columns that are not used, and whose words speak of sales that failed or were called off: told, for they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regulars.facts.intake import Noticed
from regulars.facts.recognition_guesses import speaks_of_somebody
from regulars.facts.roles import CALLED_OFF, MARKS, NO_MARKS, UNPAID
from regulars.readers.rows.fields import Form
from regulars.readers.rows.marks import marks_something

_SPEAKS = re.compile(
    r"(?i)cancel|void|no[- _]?show|\blost\b|\bfail|declin|reject|abandon|\bstarted\b|refund|charge ?back|disput"
    r"|storn|annul|abgebroch|abgesagt|abgelehnt|fehlgeschlag|nicht erschienen|anul|atšauk|nepavyk|neatvyk|atmest|grąžin"
    r"|atcel|neizdev|neierad|noraid|atgriez|отмен|не ?удал|неуспеш|не яви|неявк|отклон|возвра|لغو|ناموفق|مرجوع"
    r"|odwoł|nieobecn|odrzuc|cancelad|reembols|rimbors|rembours"
)
"""Stems of words that say so, in any language that columns are known in."""
_OFF = frozenset((*UNPAID, *CALLED_OFF))
_MOST_WORDS, _LONGEST, _SHOWN = 12, 40, 3


def unused(forms: Sequence[Form], rows: int) -> Iterator[Noticed]:
    """One notice for each column of orders that is not used and speaks so. Exports that are known leave out what they may."""
    for form in (f for f in forms if f.is_of_orders and f.mapping.form == "plain"):
        for column in form.mapping.ignored:
            if said := _said(form, column):
                yield Noticed("unused_words", rows, (), said)


def _said(form: Form, column: str) -> str:
    words = {v for row in form.scan.sample if (v := (row.get(column) or "").strip())}
    if not words or len(words) > _MOST_WORDS or max(map(len, words)) > _LONGEST or speaks_of_somebody(column):
        return ""
    plain = {w.casefold() for w in words}
    if plain <= {*MARKS, *NO_MARKS}:
        if not _SPEAKS.search(column) or not any(marks_something(w) for w in plain):
            return ""
        return f'{column} marks some rows and is not used: if these are no sales, say --map "returned={column}"'
    off = sorted(w for w in words if w.casefold().replace("_", " ") in _OFF or _SPEAKS.search(w))
    if not off:
        return ""
    named = ", ".join(repr(w) for w in off[:_SHOWN]) + (" …" if len(off) > _SHOWN else "")
    return f'{column} is not used and says {named} of some rows, which count: if they are no sales, say --map "status={column}"'
