"""Definitions, policies and templates, as they stand in the code."""

from __future__ import annotations

import textwrap
from importlib import import_module

from regulars.errors import UsageError
from regulars.interfaces.cli.verbs import VERBS


def definitions_text(wanted: str | None) -> str:
    """Every measure's definition, or one by name (``retention_rate`` or ``retention_rate/1``)."""
    known = [import_module(f"regulars.measures.{v.function}").DEFINITION for v in VERBS]
    chosen = [d for d in known if wanted in (None, d.name, d.id)]
    if not chosen:
        names = ", ".join(d.name for d in known)
        raise UsageError(f"there is no definition {wanted!r}", expected=f"one of {names}", do="correct the name")
    parts = [
        [d.id, *_wrapped(d.sentence + "."), *_wrapped(f"Undefined {d.undefined}."), *_wrapped(f"Interval: {d.interval}."),
         *_wrapped(f"Source: {d.source}.")]
        for d in chosen
    ]  # fmt: skip
    return "\n\n".join("\n".join(p) for p in parts)


def policies_text() -> str:
    """Every policy, its choices, and the one that holds where the shop chose none."""
    from regulars.facts.policies import POLICIES

    parts = []
    for p in POLICIES:
        choices = [f"{c}{' (default)' if c == p.default else ''}: {means}" for c, means in p.choices.items()]
        parts.append([f"{p.name}: {p.meaning}", *(line for c in choices for line in _wrapped(c))])
    return "\n\n".join("\n".join(p) for p in parts)


def template_text(wanted: str | None) -> str:
    """A small file of one kind of fact, as CSV; without a kind, the list of them."""
    from regulars.facts.kinds import KINDS
    from regulars.facts.templates import TEMPLATES

    if wanted is None:
        longest = max(len(kind) for kind in TEMPLATES)
        listed = [f"{kind:<{longest}}  {KINDS[kind].meaning}" for kind in TEMPLATES]
        return "\n".join([*listed, "", "regulars template KIND > KIND.csv writes a small file to begin with."])
    if wanted not in TEMPLATES:
        raise UsageError(f"there is no kind {wanted!r}", expected="one of " + ", ".join(TEMPLATES), do="correct the name")
    return TEMPLATES[wanted]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="  ", subsequent_indent="    ")
