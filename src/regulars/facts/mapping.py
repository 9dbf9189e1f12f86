"""Which source column means what: recognised, guessed or given by the user."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from regulars.errors import SettingsError
from regulars.facts.declared import DECLARED, MEANINGS

Certainty = Literal["given", "recognised", "guessed"]


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column as the source has it: ``type`` is DuckDB's; VARCHAR where the source is text.

    ``of_line``: it comes from a list of lines within an order, of which each line became a row.
    """

    name: str
    type: str = "VARCHAR"
    of_line: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """One canonical field of a file, and the words for one that a reader may not know.

    A field is what a column of a file may mean; it is not yet a column of a fact.
    """

    name: str
    meaning: str


FIELDS: tuple[Meaning, ...] = (
    Meaning("customer", "who bought: an id, or an e-mail address (which is turned into a pseudonym)"),
    Meaning("occurred", "when: date, or date and time"),
    Meaning("time", "the time of day, where the date stands alone in another column"),
    Meaning("order", "the order's, invoice's or receipt's id"),
    Meaning("order_within", "the shop or till that counts its own orders: its name becomes part of each order's id"),
    Meaning("line", "the line's id within the order"),
    Meaning("product", "stock code or SKU of a line"),
    Meaning("description", "what the line says"),
    Meaning("category", "kind of goods"),
    Meaning("brand", "whose brand"),
    Meaning("own_brand", "is it the shop's own brand"),
    Meaning("quantity", "how many pieces"),
    Meaning("unit_price", "price of one piece, before the line's discount"),
    Meaning("amount", "paid for the goods of this row, after discounts, with tax, without shipping"),
    Meaning("total", "paid for the whole order, with shipping (then shipping is taken off)"),
    Meaning("discount", "taken off the goods"),
    Meaning("discount_share", "the share of the price taken off the goods: 0.2 or 20% (or 20, where one is above 1)"),
    Meaning("order_discount", "taken off the whole order, where ``discount`` is the line's"),
    Meaning("tax", "tax within the amount"),
    Meaning("shipping", "paid for delivery"),
    Meaning("currency", "ISO 4217 code"),
    Meaning("place", "shop, till or country"),
    Meaning("channel", "web, till, phone"),
    Meaning("staff", "who served"),
    Meaning("status", "paid, pending, voided, refunded …"),
    Meaning("movement", "what the row is: sale or refund; a refund's sum was given back, with or without a minus"),
    Meaning("line_type", "what the row is of its order: a line; or the order, or its payment, which repeat the lines"),
    Meaning("cancelled", "when the order was cancelled; empty if it was not"),
    Meaning("returned", "a mark of rows that came back or whose money did (yes, 1, x): they are no sales"),
    Meaning("no_show", "a mark of rows to which nobody came (yes, 1, x): they are no visits and no sales"),
    Meaning("giving_back", "a mark of rows that are refunds themselves (yes, 1, x), with or without a minus"),
    Meaning("refunded", "money given back for this order so far"),
    Meaning("test", "a mark of test orders: payment method or tags"),
    Meaning("refund", "the refund's own id"),
    Meaning("reason", "why it came back"),
    Meaning("name", "attribute files in long form: which attribute"),
    Meaning("value", "attribute files in long form: its value"),
)
_LISTS = ("attributes", "ignored", "personal", "questions")
_KNOWN = {f.name for f in FIELDS}
FIELDS += tuple(Meaning(name, meaning) for name, meaning in MEANINGS.items() if name not in _KNOWN)
FIELD_NAMES: tuple[str, ...] = tuple(f.name for f in FIELDS)

SOURCE_KINDS = ("purchases", "purchase_lines", "refunds", "attributes", *DECLARED)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of one form of file mean.

    ``kind``: purchases (a row is an order), purchase_lines (a row is a line of an order), refunds,
    or attributes (a row is a customer; every column in ``attributes`` becomes an attribute).
    ``form``: plain, a known export such as shopify, nested (lines inside), or given. ``columns``: field name to source column.
    ``certainty``: field name to given, recognised or guessed. ``ignored``: source columns not used.
    ``questions``: the columns of a survey that each hold the answers to one question. ``constants``:
    field name to what holds for every row (of a kind that is read by its declaration alone).
    ``kind`` is empty where only these columns were said, and the rest is to be recognised.
    """

    kind: str
    form: str
    columns: dict[str, str]
    certainty: dict[str, Certainty] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)


def mapping_to_toml(mappings: Sequence[Mapping]) -> str:
    """Mappings as TOML tables that a person can read, change and keep.

    >>> print(mapping_to_toml([Mapping("purchases", "plain", {"customer": "KUNDNR"})]))
    [[mapping]]
    kind = "purchases"
    form = "plain"
    columns = { customer = "KUNDNR" }
    <BLANKLINE>
    """
    return "\n".join(_to_toml(m) for m in mappings)


def _to_toml(mapping: Mapping) -> str:
    columns = ", ".join(f"{name} = {_quoted(column)}" for name, column in mapping.columns.items())
    lines = ["[[mapping]]", f"kind = {_quoted(mapping.kind)}", f"form = {_quoted(mapping.form)}", f"columns = {{ {columns} }}"]
    for name in _LISTS:
        if values := getattr(mapping, name):
            lines.append(f"{name} = [{', '.join(_quoted(v) for v in values)}]")
    if mapping.constants:
        lines.append(f"constants = {{ {', '.join(f'{_quoted(k)} = {_quoted(v)}' for k, v in mapping.constants.items())} }}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def mapping_from_toml(text: str) -> tuple[Mapping, ...]:
    """The mappings in a TOML text (other tables are passed over); SettingsError where one is not right.

    ``[[mapping]]`` is a whole one, as saved; ``[mapping]`` says what ``--map`` would, field by field.

    >>> mapping_from_toml('[mapping]\\ncustomer = "KUNDNR"')[0].columns
    {'customer': 'KUNDNR'}
    """
    try:
        found = tomllib.loads(text).get("mapping", [])
    except tomllib.TOMLDecodeError as e:
        raise SettingsError(f"the mapping is not valid TOML: {e}", do="correct that line") from e
    if isinstance(found, dict):
        return (_from_table(found) if "columns" in found else _from_fields(found),)
    if not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise SettingsError(
            f"mapping is {found!r}", expected='a table, such as [mapping] with the line customer = "KUNDNR"', do="correct it"
        )
    return tuple(_from_table(t) for t in found)


def _from_fields(table: dict[str, Any]) -> Mapping:
    fields = {str(k): str(v) for k, v in table.items()}
    kind = fields.pop("kind", "")
    constants = {k: v[1:] for k, v in fields.items() if v.startswith("=")}
    columns = {k: v for k, v in fields.items() if k not in constants}
    return _from_table({"kind": kind, "columns": columns, "constants": constants}, any_kind=not kind)


def _from_table(table: dict[str, Any], *, any_kind: bool = False) -> Mapping:
    kind, columns = table.get("kind"), table.get("columns", {})
    if not (any_kind or kind in SOURCE_KINDS) or not isinstance(columns, dict):
        raise SettingsError(
            f"a mapping has kind {kind!r}", expected="one of " + ", ".join(SOURCE_KINDS) + ", with its columns", do="correct it"
        )
    if unknown := sorted(set(columns) - set(FIELD_NAMES)):
        raise SettingsError(
            f"a mapping names {', '.join(unknown)}", expected="fields: " + ", ".join(FIELD_NAMES), do="correct the name"
        )
    lists = {n: tuple(str(v) for v in table.get(n, ())) for n in _LISTS}
    constants = {str(k): str(v) for k, v in table.get("constants", {}).items()}
    return Mapping(
        str(kind), str(table.get("form", "given")), dict(columns), dict.fromkeys(columns, "given"), **lists, constants=constants
    )
