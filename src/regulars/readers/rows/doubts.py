"""What a reading took on trust, said beside its numbers: meanings that were guessed, words it does not know, ids cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regulars.facts.intake import Noticed
from regulars.facts.roles import CALLED_OFF, SETTLED, UNPAID
from regulars.readers.rows.fields import Form

GUESSED = "guessed"
_KNOWN = frozenset((*UNPAID, *CALLED_OFF, *SETTLED))
_CUT = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
_MOST = 5


def doubts(forms: Sequence[Form], rows: int) -> tuple[Noticed, ...]:
    """One notice of each kind of doubt; what values hold is looked for in each form's sample."""
    return tuple(
        Noticed(what, rows, (), said)
        for what, said in ((GUESSED, _guesses(forms)), ("unknown_statuses", _statuses(forms)), ("cut_ids", _cut_ids(forms)))
        if said
    )


def _guesses(forms: Sequence[Form]) -> str:
    found = [(f, c) for form in forms for f, c in form.mapping.columns.items() if form.mapping.certainty.get(f) == "guessed"]
    named = ", ".join(dict.fromkeys(f"{column} = {field}" for field, column in found))
    return f"guessed by their looks, not by their names: {named}; if one is wrong, say --map field=COLUMN" if named else ""


def _statuses(forms: Sequence[Form]) -> str:
    words = sorted({said for form in forms for said in _sampled(form, "status") if said.casefold() not in _KNOWN})
    named = ", ".join(repr(w) for w in words[:_MOST]) + (" …" if len(words) > _MOST else "")
    return f"the status of some orders is not known ({named}): they count as orders" if words else ""


def _cut_ids(forms: Sequence[Form]) -> str:
    cut = next((said for form in forms for said in _sampled(form, "customer") if _CUT.fullmatch(said)), "")
    why = "a spreadsheet cut it, so that several customers may be one"
    return f"customer ids such as {cut} are no whole numbers: {why}; export the column as text" if cut else ""


def _sampled(form: Form, field: str) -> Iterator[str]:
    if form.has(field):
        column = form.mapping.columns[field]
        yield from (v.strip() for row in form.scan.sample if (v := row.get(column)) and v.strip())
