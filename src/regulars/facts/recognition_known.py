"""A form of export that is known by its header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form, the columns that prove it, and what its columns mean (first present one of each field)."""

    name: str
    kind: str
    proof: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]
