"""What holds for every row of a file: said by the user, or meant where no column says it."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence

from regulars.errors import UsageError
from regulars.facts.declared import DECLARED, SCALE, fields_of, own_id, steps_of
from regulars.facts.mapping import Mapping
from regulars.facts.recognition_constants import constant_columns, constants_in, is_constant
from regulars.facts.recognition_draft import Draft
from regulars.facts.recognition_names import plain_name
from regulars.facts.vocabulary import spellings

# What a row is where no column says so: a list of complaints is a list of those that were opened.
_UNSAID: dict[str, dict[str, str]] = {
    "complaints": {"event": "opened"},
    "contacts": {"direction": "outbound"},
    "answers": {"survey": "survey"},
}


def check_constants(wanted: Lookup[str, str], found: Sequence[Mapping]) -> None:
    """UsageError where a constant is given that no file can take."""
    used = {f for m in found for f in constants_in(m)}
    unused = [f for f, c in wanted.items() if is_constant(f, c) and f not in used]
    if unused:
        kinds = [*(["purchases"] if constant_columns({unused[0]: wanted[unused[0]]}) else []),
                 *(k for k, v in DECLARED.items() if unused[0] in fields_of(v))]  # fmt: skip
        raise UsageError(
            f"--map {unused[0]}={wanted[unused[0]]} says what holds for every row, and no file here has that field",
            expected=f"a file of {', '.join(kinds) or 'answers'}",
            do="leave it out, or say which kind the file is with --map kind=NAME",
        )


def constants_of(draft: Draft, kind: str, given: Lookup[str, str]) -> dict[str, str]:
    """What holds for every row: as the user says, or what is meant where a file does not say."""
    fields = {*fields_of(DECLARED[kind]), SCALE}
    said = {f: c[1:].strip() for f, c in given.items() if c.startswith("=") and (f in fields or f.startswith("scale:"))}
    draft.certainty.update(dict.fromkeys(said, "given"))
    stepped = any(draft.has(s) for s in steps_of(DECLARED[kind]))
    unsaid = {f: v for f, v in _UNSAID.get(kind, {}).items() if not draft.has(f) and f not in given}
    if kind == "advocacy" and not draft.has("act") and "act" not in given:
        unsaid |= {"act": "referred"} if draft.has("other_customer") else {"act": "review"} if draft.has("stars") else {}
    if "form" in fields and not draft.has("form") and "form" not in given and (form := _form_by_name(draft, kind)):
        unsaid |= {"form": form}
    if stepped:
        unsaid.pop("event", None)
    return {**{f: v for f, v in unsaid.items() if f not in said}, **said}


def _form_by_name(draft: Draft, kind: str) -> str:
    """What a thing is by the name of its id's column: a coupon code is a coupon's, a subscription id a subscription's."""
    known = spellings(kind, fields_of(DECLARED[kind])["form"])
    first = own_id(DECLARED[kind])
    plain = plain_name(draft.columns.get(first.name.removesuffix("_id"), "")) if first else ""
    if kind == "commitments" and plain_name(draft.columns.get("customer", "")).startswith(("member", "mitglied", "nari")):
        plain += "membership"
    return next((word for spelling, word in known.items() if len(spelling) > 4 and spelling in plain), "")
