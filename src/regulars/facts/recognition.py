"""What the columns of a source mean: as the user says, by a known form, by name, or by content.

What is found by name is ``recognised``; what only looks right is ``guessed``, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from regulars.errors import NoCustomers, UnknownColumns, UsageError
from regulars.facts.mapping import FIELD_NAMES, SOURCE_KINDS, Certainty, Mapping, SourceColumn
from regulars.facts.recognition_constants import is_constant, of_the_file
from regulars.facts.recognition_declared import declared_mapping
from regulars.facts.recognition_declared_constants import check_constants
from regulars.facts.recognition_draft import Draft, Sample
from regulars.facts.recognition_errors import missing, unknown_column, unknown_field
from regulars.facts.recognition_forms import known_form
from regulars.facts.recognition_guesses import guess_by_words, guess_needed
from regulars.facts.recognition_kinds import attributes, grain_of, kind_of, name_refund
from regulars.facts.recognition_marks import settle_marks
from regulars.facts.recognition_months import check_months
from regulars.facts.recognition_names import SYNONYMS
from regulars.facts.recognition_nested import nested
from regulars.facts.recognition_orders import settle_own_ids
from regulars.facts.recognition_people import settle_customer
from regulars.facts.recognition_sums import settle_sums
from regulars.facts.recognition_totals import settle_totals

Table = tuple[Sequence[SourceColumn], Sample]
Given = Lookup[str, str] | Sequence[Mapping]
_ORDER_OF_FIELDS = (
    "refund customer order occurred line product quantity unit_price total amount discount discount_share order_discount tax"
    " shipping currency place channel staff status line_type movement cancelled returned no_show giving_back refunded category"
    " brand own_brand description reason test time"
).split()


def recognise(columns: Sequence[SourceColumn], sample: Sample, given: Given | None = None) -> Mapping:
    """What each column of one form of file means.

    ``given``: field name to column as in ``--map`` (an empty column takes the field away; the field
    ``kind`` is purchases, purchase_lines, refunds or attributes), or saved mappings.
    UnknownColumns names what is missing, NoCustomers says that no column tells who bought.

    >>> recognise([SourceColumn(n) for n in ("KUNDNR", "Datum", "Betrag")], []).columns
    {'customer': 'KUNDNR', 'occurred': 'Datum', 'amount': 'Betrag'}
    """
    return recognise_all([(columns, sample)], given)[0]


def recognise_all(tables: Sequence[Table], given: Given | None = None) -> tuple[Mapping, ...]:
    """What the columns of several forms mean; a given column must be in one of them at least."""
    if given is None or isinstance(given, Lookup):
        wanted = _checked(given or {}, [c.name for columns, _ in tables for c in columns])
        found = tuple(_recognised(columns, sample, _present(wanted, columns)) for columns, sample in tables)
        check_constants(wanted, found)
        return found
    return tuple(_saved(given, columns, sample) for columns, sample in tables)


def _saved(mappings: Sequence[Mapping], columns: Sequence[SourceColumn], sample: Sample) -> Mapping:
    """The saved mapping all of whose columns are here; what none says is recognised."""
    names = {"", *(c.name for c in columns)}
    found = next((m for m in mappings if set(m.columns.values()) <= names), None)
    if found and found.kind:
        return found
    said = {**found.columns, **{f: f"={v}" for f, v in found.constants.items()}} if found else {}
    return _recognised(columns, sample, said)


def _checked(given: Lookup[str, str], names: Sequence[str]) -> dict[str, str]:
    """``--map`` with each column as the source writes it; an error for a field or column that is not."""
    actual = {n.casefold(): n for n in reversed(names)}
    wanted = {}
    for name, column in given.items():
        if name == "kind":
            if column not in SOURCE_KINDS:
                raise UsageError(f"the kind is {column!r}", expected="one of " + ", ".join(SOURCE_KINDS), do="correct it")
            wanted[name] = column
        elif is_constant(name, column):
            wanted[name] = column
        elif name not in FIELD_NAMES:
            raise unknown_field(name, column)
        elif column and column.strip().casefold() not in actual:
            raise unknown_column(name, column, names)
        else:
            wanted[name] = actual[column.strip().casefold()] if column else ""
    return wanted


def _present(wanted: Lookup[str, str], columns: Sequence[SourceColumn]) -> dict[str, str]:
    names = {"", *(c.name for c in columns)}
    return {f: c for f, c in wanted.items() if f == "kind" or c in names or is_constant(f, c)}


def _recognised(columns: Sequence[SourceColumn], sample: Sample, given: dict[str, str]) -> Mapping:
    own = of_the_file(columns)
    known = known_form([c.name for c in own])
    if not known:
        check_months(own, sample, given)
    if not known and (declared := declared_mapping(own, sample, given)):
        return declared
    names = {c.name for c in columns}
    given = {f: c for f, c in given.items() if c in names or not is_constant(f, c)}
    columns = [c for c in columns if c in own or c.name in given.values()]
    wanted = given.pop("kind", "")
    draft = Draft(columns, sample, given)
    for name, column in given.items():
        draft.settle(name, column, "given")
    if draft.has("order_within"):
        draft.settle("place", draft.columns["order_within"])
    if known and wanted in ("", known[0].kind):
        for name, column in known[1].items():
            draft.settle(name, column if column in {c.name for c in draft.free()} else None)
        return draft.finished(known[0].kind, known[0].name)
    if any(c.of_line for c in columns) and wanted in ("", "purchase_lines"):
        return nested(draft)
    for name in _ORDER_OF_FIELDS:
        draft.settle(name, draft.recognised(name, SYNONYMS[name]) if name not in given else None)
        if name == "customer":
            settle_customer(draft)
    return _of_kind(draft, wanted)


def _of_kind(draft: Draft, wanted: str) -> Mapping:
    kind = wanted or kind_of(draft)
    if kind == "attributes":
        return attributes(draft)
    if kind == "refunds":
        name_refund(draft)
    guess_needed(draft)
    guess_by_words(draft)
    if kind == "purchases":
        settle_own_ids(draft)
    _price_alone(draft)
    settle_marks(draft)
    if not wanted:
        settle_totals(draft)
        settle_sums(draft)
    _check(draft, kind)
    return draft.finished(kind if wanted or kind == "refunds" else grain_of(draft), "plain")


def _price_alone(draft: Draft) -> None:
    """A price without a quantity is what was paid."""
    if draft.has("unit_price") and not draft.has("quantity", "amount", "total"):
        certainty: Certainty = "given" if draft.certainty.pop("unit_price") == "given" else "guessed"
        draft.columns["amount"], draft.certainty["amount"] = draft.columns.pop("unit_price"), certainty


def _check(draft: Draft, kind: str) -> None:
    """Every row needs a customer (a refund an order, at least), a time and an amount."""
    needed = [] if draft.has("customer") or (kind == "refunds" and draft.has("order")) else ["customer"]
    if not draft.has("occurred"):
        needed.append("occurred")
    paid = ("amount", "total", "refunded") if kind == "refunds" else ("amount", "total")
    if not draft.has(*paid) and not (draft.has("unit_price") and draft.has("quantity")):
        needed.append("amount")
    if needed:
        error = NoCustomers if needed == ["customer"] else UnknownColumns
        raise error(**missing(draft.source, draft.columns, needed, draft.looks(), draft.certainty))
