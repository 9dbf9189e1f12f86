"""What a reading took on trust, said beside its numbers: meanings that were guessed, words it does not know, ids cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regulars.facts.intake import Noticed
from regulars.facts.roles import CALLED_OFF, GIVEN_BACK, SETTLED, SOLD, UNPAID
from regulars.readers.rows.fields import Form

_STATUSES, _MOVEMENTS = frozenset((*UNPAID, *CALLED_OFF, *SETTLED)), frozenset((*SOLD, *GIVEN_BACK))
_CUT = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
_MOST = 5


def doubts(forms: Sequence[Form], rows: int) -> tuple[Noticed, ...]:
    """One notice of each kind of doubt. A guess concerns all ``rows``; values are looked for in each form's sample."""
    status = _unknown(forms, "status", _STATUSES, "have a status that is not known", "orders")
    movement = _unknown(forms, "movement", _MOVEMENTS, "say neither sale nor refund", "sales")
    found = {
        "guessed": (rows, _guesses(forms)),
        "unknown_statuses": status,
        "unknown_movements": movement,
        "cut_ids": _cut(forms),
    }
    return tuple(Noticed(what, n, (), said) for what, (n, said) in found.items() if said)


def _guesses(forms: Sequence[Form]) -> str:
    found = [(f, c) for form in forms for f, c in form.mapping.columns.items() if form.mapping.certainty.get(f) == "guessed"]
    named = ", ".join(dict.fromkeys(f"{column} = {field}" for field, column in found))
    return f"guessed by their looks, not by their names: {named}; if one is wrong, say --map field=COLUMN" if named else ""


def _unknown(forms: Sequence[Form], field: str, known: frozenset[str], what: str, count_as: str) -> tuple[int, str]:
    """How many of the rows looked at say something that is not known, and that in words."""
    looked_at = [said for form in forms for said in _sampled(form, field)]
    odd = [said for said in looked_at if said.casefold() not in known]
    words = sorted(set(odd))
    named = ", ".join(repr(w) for w in words[:_MOST]) + (" …" if len(words) > _MOST else "")
    said = f"of {len(looked_at):,} rows looked at, {len(odd):,} {what} ({named}): such rows count as {count_as}"
    return len(odd), said if odd else ""


def _cut(forms: Sequence[Form]) -> tuple[int, str]:
    looked_at = [said for form in forms for said in _sampled(form, "customer")]
    cut = [said for said in looked_at if _CUT.fullmatch(said)]
    why = "a spreadsheet cut them, so that several customers may be one; export the column as text"
    said = f"of {len(looked_at):,} customer ids looked at, {len(cut):,} are like {cut[0]}: {why}" if cut else ""
    return len(cut), said


def _sampled(form: Form, field: str) -> Iterator[str]:
    if form.has(field):
        column = form.mapping.columns[field]
        yield from (v.strip() for row in form.scan.sample if (v := row.get(column)) and v.strip())
