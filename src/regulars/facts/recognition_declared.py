"""What the columns of a file mean whose kind is read by its declaration: surveys, complaints, contracts …"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup

from regulars.errors import UnknownColumns, UsageError
from regulars.facts.declared import DECLARED, fields_of, own_id, steps_of
from regulars.facts.mapping import Mapping, SourceColumn
from regulars.facts.recognition_declared_constants import constants_of
from regulars.facts.recognition_declared_names import names_of, step_names
from regulars.facts.recognition_declared_proofs import kind_by_names
from regulars.facts.recognition_draft import Draft, Sample
from regulars.facts.recognition_names import is_personal, plain_name

_PEOPLE = ("customer", "other_customer", "same_as")
_WEAK_EVENTS = frozenset("status state type changetype busena".split())
_PAPERWORK = frozenset(
    "networkid startdate startdateutc enddate stagedateutc submitdateutc duration durationinseconds ipaddress useragent status"
    " progress finished collectorid datemodified datecreated customdata1 tags locationlatitude locationlongitude"
    " distributionchannel userlanguage responsetype ending externalreference stage userid collectorname".split()
)
_REACH = re.compile(
    r"\b(e-?mail|phone|telephone|mobile number|your name|full name|first name|last name|surname|postal address|home address"
    r"|date of birth|telefon\w*|name und|vardas|pavard\w+|el\. pašt\w*|vārds|uzvārds|имя|фамилия|телефон)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.\w+$|\+?[\d][\d ()./-]{7,}\d$")


def declared_mapping(columns: Sequence[SourceColumn], sample: Sample, given: Lookup[str, str]) -> Mapping | None:
    """The mapping of a file of a declared kind; None where it is, or may be, a file of orders, refunds or attributes.

    ``given``: field to column, to ``=`` and a constant, or to '' for a field that is to stay away.
    UnknownColumns where the kind is sure and a field that it needs is not found.
    """
    wanted = given.get("kind", "")
    if wanted and wanted not in DECLARED:
        return None
    proven = (wanted, "given") if wanted else kind_by_names([c.name for c in columns])
    if not proven:
        return None
    kind, certainty = proven
    _refuse_personal(given, asks_who if kind == "answers" else is_personal)
    draft = _drafted(columns, sample, kind, given)
    constants = constants_of(draft, kind, given)
    questions = _questions(draft) if kind == "answers" and not draft.has("question") else ()
    lacking = _lacking(draft, kind, constants, questions)
    if lacking and not wanted and certainty == "guessed":
        return None
    if lacking:
        raise _missing(kind, lacking, columns, draft)
    draft.certainty["kind"] = "given" if wanted else "recognised" if certainty == "recognised" else "guessed"
    return _finished(draft, kind, questions, constants)


def _refuse_personal(given: Lookup[str, str], personal: Callable[[str], bool]) -> None:
    """Who somebody is, and how to reach them, is no fact, whatever the user says; an id may be made a pseudonym of it."""
    wrong = [(f, c) for f, c in given.items() if f not in (*_PEOPLE, "kind") and c and not c.startswith("=") and personal(c)]
    if wrong:
        field, column = wrong[0]
        raise UsageError(
            f"--map {field}={column}: the column {column!r} holds who somebody is, or how to reach them, and that is no fact",
            expected="names, addresses and phone numbers nowhere but in the store's protected table of people",
            do="leave that column out; that table comes with a later version. As the customer it becomes a pseudonym",
        )


def _drafted(columns: Sequence[SourceColumn], sample: Sample, kind: str, given: Lookup[str, str]) -> Draft:
    own = {f: c for f, c in given.items() if f != "kind" and not f.startswith("scale:")}
    draft = Draft(columns, sample, own)
    for name, column in own.items():
        if column and not column.startswith("="):
            draft.settle(name, column, "given")
    names = names_of(kind)
    first = own_id(DECLARED[kind])
    if kind == "answers" and "#" in {c.name.strip() for c in columns}:
        draft.settle("response", next(c.name for c in columns if c.name.strip() == "#"))
    steps = _settle_steps(draft, kind)
    order = [*([_field(first.name)] if first else []), "customer", *([] if steps else ["occurred"]), *names]
    for name in dict.fromkeys(order):
        if not (steps and name in ("event", "occurred")):
            draft.settle(name, draft.recognised(name, names[name]) if not draft.has(name) and name not in own else None)
    if steps:
        _first_step(draft, kind, names["occurred"])
    return draft


def _field(column: str) -> str:
    return column.removesuffix("_id")


def _settle_steps(draft: Draft, kind: str) -> bool:
    """Whether each step has a column of its own instead of a row; then those columns are settled."""
    found = {step: column for step, names in step_names(kind).items() if (column := draft.named(names))}
    given = {s for s in found if s in draft.columns} | {s for s in steps_of(DECLARED[kind]) if draft.has(s)}
    if draft.has("event") or "event" in draft.given or not (found or given):
        return bool(given)
    event = draft.named(names_of(kind)["event"])
    if event and plain_name(event) not in _WEAK_EVENTS:
        return False
    dated = {s: c for s, c in found.items() if draft.looks().get(c) is None or draft.looks()[c].is_date}
    for step, column in dated.items():
        if column in {c.name for c in draft.free()}:
            draft.settle(step, column)
    return bool(dated or given)


def _first_step(draft: Draft, kind: str, times: Sequence[str]) -> None:
    """A plain date beside the times of later steps is when it all began."""
    first = steps_of(DECLARED[kind])[0]
    if not draft.has(first):
        draft.settle(first, draft.recognised("occurred", times))


def _questions(draft: Draft) -> tuple[str, ...]:
    """The columns of a wide survey that each hold one question's answers, in the file's order."""
    draft.drop("score", "choice", "text", "scale", "scale_min", "scale_max")
    return tuple(c.name for c in draft.free() if _is_asked(draft, c.name))


def _is_asked(draft: Draft, header: str) -> bool:
    plain = plain_name(header)
    if plain in _PAPERWORK or not plain or asks_who(header):
        return False
    values = [v.strip() for row in draft.sample if (v := row.get(header)) and v.strip()]
    reaching = sum(bool(_ADDRESS.match(v)) for v in values)
    return bool(values) and reaching * 2 <= len(values)


def asks_who(header: str) -> bool:
    """Whether a question asks who somebody is, or how to reach them: its answers are never read.

    >>> asks_who("Your phone number, if we may call"), asks_who("Comments")
    (True, False)
    """
    plain = plain_name(header)
    comment = plain.startswith(("comment", "note", "kommentar", "komentar"))
    return bool(_REACH.search(header)) or (is_personal(header) and not comment)


def _lacking(draft: Draft, kind: str, constants: Lookup[str, str], questions: Sequence[str]) -> list[str]:
    stepped = any(draft.has(s) for s in steps_of(DECLARED[kind]))
    made = own_id(DECLARED[kind])
    can_do_without = {_field(made.name)} if made else set()
    can_do_without |= {"event", "occurred"} if stepped else set()
    can_do_without |= {"question"} if questions else set()
    can_do_without |= {"occurred"} if kind == "identities" else set()
    needed = [f for f, c in fields_of(DECLARED[kind]).items() if c.required]
    return [f for f in needed if f not in can_do_without and not draft.has(f) and f not in constants]


def _finished(draft: Draft, kind: str, questions: tuple[str, ...], constants: dict[str, str]) -> Mapping:
    """The mapping: of what is not used, the personal is told apart; it is never read."""
    free = [c.name for c in draft.free() if c.name not in questions]
    reached = {n for n in free if asks_who(n)} | {c for f, c in draft.columns.items() if f == "customer" and is_personal(c)}
    personal = tuple(c.name for c in draft.source if c.name in reached)
    ignored = tuple(n for n in free if n not in reached)
    return Mapping(
        kind, "plain", draft.columns, draft.certainty, (), ignored, personal, questions=questions, constants=constants
    )


def _missing(kind: str, lacking: Sequence[str], columns: Sequence[SourceColumn], draft: Draft) -> UnknownColumns:
    first = lacking[0]
    words = fields_of(DECLARED[kind])[first].values
    constant = f", or --map {first}=={words[0]} if that holds for every row" if words else ""
    return UnknownColumns(
        f"this looks like {kind}, and no column is known to say {' and '.join(lacking)};"
        f" the columns are: {', '.join(c.name for c in columns)}",
        expected=f"for {kind}: " + ", ".join(f for f, c in fields_of(DECLARED[kind]).items() if c.required),
        do=f"name it: --map {first}=COLUMN{constant}; `regulars template {kind}` shows such a file."
        " If it holds orders, say --map kind=purchases",
    )
