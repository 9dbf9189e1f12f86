"""SQL of what a row is by its words: its role, and whether it is a test, unpaid, or bad debt."""

from __future__ import annotations

from regulars.facts.roles import (
    BAD_DEBT_WORDS,
    BILLS,
    CALLED_OFF,
    CALLED_OFF_BEFORE,
    CODES_OF_UCI,
    FEES,
    GIVEN_BACK,
    NO_MARKS,
    NO_SALES,
    PAYMENTS_OF_BILLS,
    ROLE_PATTERNS,
    SETTLED,
    TEST_CODE,
    TEST_WORDS,
    UNPAID,
)
from regulars.readers.rows.expressions import filled, literal, literals
from regulars.readers.rows.fields import Form

_USUAL = 5
_BELOW_ZERO = r"^\s*[(−–-]|-\s*$"


def marks(form: Form) -> dict[str, str]:
    """What a row is by its words: its role, and whether it is a test, unpaid, or bad debt."""
    pieces: dict[str, str] = {}
    if form.has("product") or form.has("description") or form.has("movement"):
        pieces["role"] = _role(form)
        pieces["is_bad_debt"] = _says(form, "description", f"(?i){BAD_DEBT_WORDS}", whole=False)
    tests = [
        _says(form, "product", f"(?i){TEST_CODE}", whole=True),
        _says(form, "description", f"(?i){TEST_WORDS}", whole=False),
        _says(form, "test", r"(?i)\b(test|bogus|true|yes)\b|^1$|bogus", whole=False),
    ]
    if form.has("product") or form.has("description") or form.has("test"):
        pieces["is_test"] = " OR ".join(tests)
    if any(form.has(f) for f in ("status", "cancelled", "returned", "no_show")):
        pieces["is_unpaid"] = _unpaid(form)
    if form.grain == "both":
        own = next((f for f in ("total", "amount", "occurred") if form.has(f)), "occurred")
        pieces["is_head"] = f"CAST(x_{own} AS VARCHAR) <> ''"
    return pieces


def below_zero_if_refund(number: str, said: str = "movement") -> str:
    """A number, below zero where the row says that it is a refund, however it is written; ``said``: the field that says so."""
    words = f"lower(x_{said}) IN ({literals(GIVEN_BACK)})"
    is_refund = _marked(said) if said == "giving_back" else f"coalesce({words}, false)"
    return f"CASE WHEN {is_refund} THEN -abs({number}) ELSE {number} END"


def marks_something(word: str) -> bool:
    """Whether a word, without capitals, marks its row: yes, 1 and x do; no, 0 and nothing at all do not.

    >>> marks_something("yes"), marks_something("0")
    (True, False)
    """
    return bool(word) and word not in NO_MARKS


def _marked(field: str) -> str:
    """A condition: whether a column of marks (or of the days of what it marks) marks the row."""
    return f"coalesce(lower({filled(f'x_{field}')}), 'no') NOT IN ({literals(NO_MARKS)})"


def _says(form: Form, field: str, pattern: str, *, whole: bool) -> str:
    if not form.has(field):
        return "false"
    match = "regexp_full_match" if whole else "regexp_matches"
    return f"coalesce({match}(x_{field}, {literal(pattern)}), false)"


def _role(form: Form) -> str:
    said = {"fee": FEES, "adjustment": (*NO_SALES, *_payments_of_bills(form))} if form.has("movement") else {}
    moved = [f"WHEN lower(x_movement) IN ({literals(words)}) THEN {literal(role)}" for role, words in said.items()]
    cases = moved + [
        f"WHEN {_says(form, 'product', '(?i)' + code, whole=True)}"
        f" OR {_says(form, 'description', '(?i)' + words, whole=False)} THEN {literal(role)}"
        for role, code, words in ROLE_PATTERNS
    ]
    if form.mapping.form == "uci":
        codes = [(role, _says(form, "product", f"(?i){code}", whole=True)) for role, code in CODES_OF_UCI]
        cases += [f"WHEN {is_it} THEN {literal(role)}" for role, is_it in codes]
    return f"CASE {' '.join(cases)} ELSE 'product' END"


def _payments_of_bills(form: Form) -> tuple[str, ...]:
    """What rows say that pay the bills of other rows, where the file holds both."""
    column = form.mapping.columns["movement"]
    said = {(row.get(column) or "").strip().casefold() for row in form.scan.sample}
    return PAYMENTS_OF_BILLS if said & set(BILLS) else ()


def _unpaid(form: Form) -> str:
    """Whether a row is of an order not paid or called off; NULL where it has a status for that and says nothing.

    What came back counts as a refund where the row says how much, or is below zero itself.
    """
    back = "coalesce(fast_refunded, 0) = 0" if form.has("refunded") else "true"
    sums = [f"CAST(x_{f} AS VARCHAR)" for f in ("amount", "total", "quantity") if form.has(f)]
    below = " OR ".join(f"regexp_matches({said}, {literal(_BELOW_ZERO)})" for said in sums) or "false"
    returned = f"({_marked('returned')} AND {back} AND NOT coalesce({below}, false))" if form.has("returned") else "false"
    cancelled = f"({_marked('cancelled')} AND {back})" if form.has("cancelled") else "false"
    missed = f"({_marked('no_show')} AND {back})" if form.has("no_show") else "false"
    marked = f"{returned} OR {cancelled} OR {missed}"
    if not form.has("status"):
        return marked
    nouns = f"lower(x_status) IN ({literals(GIVEN_BACK)}) AND coalesce({below}, false)"
    off = f"{plainly_said('x_status')} IN ({literals(UNPAID)}) OR ({called_off('x_status')} AND {back} AND NOT ({nouns}))"
    fast = f"WHEN x_status IN ({literals(usual)}) THEN false " if (usual := _usual(form)) else ""
    return f"CASE WHEN {marked} THEN true {fast}WHEN coalesce(x_status, '') = '' THEN NULL ELSE coalesce({off}, false) END"


def _usual(form: Form) -> tuple[str, ...]:
    """Statuses of the sample that are settled: most rows say one of these, and are compared with no other word."""
    column = form.mapping.columns["status"]
    said = {(row.get(column) or "").strip() for row in form.scan.sample}
    return tuple(sorted(word for word in said if word.casefold() in SETTLED))[:_USUAL]


def called_off(status: str) -> str:
    """A condition: whether a status says that its order was called off; a settled one is not looked at twice."""
    said = plainly_said(status)
    more = f"regexp_full_match({said}, {literal(CALLED_OFF_BEFORE)})"
    known = f"{said} IN ({literals(CALLED_OFF)})"
    return f"CASE WHEN {said} IN ({literals(SETTLED)}) THEN false ELSE {known} OR {more} END"


def plainly_said(word: str) -> str:
    """A word without capitals, and with blanks where programs write underscores: not_paid is not paid."""
    return f"replace(lower({word}), '_', ' ')"
