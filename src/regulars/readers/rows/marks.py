"""SQL of what a row is by its words: its role, and whether it is a test, unpaid, or bad debt."""

from __future__ import annotations

from regulars.facts.roles import (
    BAD_DEBT_WORDS,
    CALLED_OFF,
    CODES_OF_UCI,
    GIVEN_BACK,
    ROLE_PATTERNS,
    TEST_CODE,
    TEST_WORDS,
    UNPAID,
)
from regulars.readers.rows.expressions import filled, literal, literals
from regulars.readers.rows.fields import Form

NOT_CANCELLED = ("no", "n", "false", "f", "0", "0.0", "nein", "ne", "nē", "нет")


def marks(form: Form) -> dict[str, str]:
    """What a row is by its words: its role, and whether it is a test, unpaid, or bad debt."""
    pieces: dict[str, str] = {}
    if form.has("product") or form.has("description"):
        pieces["role"] = _role(form)
        pieces["is_bad_debt"] = _says(form, "description", f"(?i){BAD_DEBT_WORDS}", whole=False)
    tests = [
        _says(form, "product", f"(?i){TEST_CODE}", whole=True),
        _says(form, "description", f"(?i){TEST_WORDS}", whole=False),
        _says(form, "test", r"(?i)\b(test|bogus|true|yes)\b|^1$|bogus", whole=False),
    ]
    if form.has("product") or form.has("description") or form.has("test"):
        pieces["is_test"] = " OR ".join(tests)
    if form.has("status") or form.has("cancelled"):
        pieces["is_unpaid"] = _unpaid(form)
    if form.grain == "both":
        own = next((f for f in ("total", "amount", "occurred") if form.has(f)), "occurred")
        pieces["is_head"] = f"CAST(x_{own} AS VARCHAR) <> ''"
    return pieces


def below_zero_if_refund(number: str, said: str = "movement") -> str:
    """A number, below zero where the row says that it is a refund, however it is written; ``said``: the field that says so."""
    return f"CASE WHEN coalesce(lower(x_{said}) IN ({literals(GIVEN_BACK)}), false) THEN -abs({number}) ELSE {number} END"


def _says(form: Form, field: str, pattern: str, *, whole: bool) -> str:
    if not form.has(field):
        return "false"
    match = "regexp_full_match" if whole else "regexp_matches"
    return f"coalesce({match}(x_{field}, {literal(pattern)}), false)"


def _role(form: Form) -> str:
    cases = [
        f"WHEN {_says(form, 'product', '(?i)' + code, whole=True)}"
        f" OR {_says(form, 'description', '(?i)' + words, whole=False)} THEN {literal(role)}"
        for role, code, words in ROLE_PATTERNS
    ]
    if form.mapping.form == "uci":
        codes = [(role, _says(form, "product", f"(?i){code}", whole=True)) for role, code in CODES_OF_UCI]
        cases += [f"WHEN {is_it} THEN {literal(role)}" for role, is_it in codes]
    return f"CASE {' '.join(cases)} ELSE 'product' END"


def _unpaid(form: Form) -> str:
    back = "coalesce(fast_refunded, 0) = 0" if form.has("refunded") else "true"
    status = "false"
    if form.has("status"):
        status = f"lower(x_status) IN ({literals(UNPAID)}) OR (lower(x_status) IN ({literals(CALLED_OFF)}) AND {back})"
    said = f"coalesce(lower({filled('x_cancelled')}), 'no') NOT IN ({literals(NOT_CANCELLED)})"
    cancelled = f"({said} AND {back})" if form.has("cancelled") else "false"
    return f"coalesce({status} OR {cancelled}, false)"
