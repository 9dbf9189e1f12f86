"""Bring the wallet's catalogues up to its sentences, and compile them; what is not translated yet stays empty."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

MEMBERS = Path(__file__).parents[1] / "src" / "regulars" / "interfaces" / "members"
LANGUAGES = ("lt", "lv", "ru", "fa")
# Headers that say when and by what a file was written.
LEFT_OUT = tuple(f'"{name}' for name in ("Report-", "POT-", "PO-", "Last-", "Language-Team", "Generated-"))
Sentence = str | tuple[str, ...]


def sentences() -> Iterator[Sentence]:
    """Every sentence that the pages say, as the code and the templates write it."""
    for path in sorted(MEMBERS.glob("*.py")):
        for _, found, _, _ in extract_from_file("python", path, keywords={"say": None, "count": (1, 2)}):
            yield tuple(map(str, found)) if isinstance(found, tuple) else str(found)
    for path in sorted((MEMBERS / "templates").glob("*.j2")):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for _, _, message in extract_from_ast(tree, ("say",)):
            assert isinstance(message, str)
            yield message


def po_of(code: str) -> Path:
    return MEMBERS / "locale" / code / "LC_MESSAGES" / "wallet.po"


def catalogue(code: str) -> Catalog:
    with po_of(code).open("rb") as f:
        return read_po(f, locale=code)


def updated(code: str) -> Catalog:
    """A catalogue with every sentence and no other; translations that are there stay."""
    template = Catalog()
    for sentence in sentences():
        template.add(sentence)
    found = catalogue(code)
    found.update(template, no_fuzzy_matching=True)
    found.obsolete.clear()
    return found


def written(found: Catalog) -> bytes:
    text = io.BytesIO()
    write_po(text, found, width=128, sort_output=True, no_location=True, ignore_obsolete=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(LEFT_OUT)).lstrip("\n").encode()


def compiled(found: Catalog) -> bytes:
    binary = io.BytesIO()
    found.creation_date = found.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # the same bytes, whenever it is compiled
    write_mo(binary, found)
    return binary.getvalue()


def main() -> None:
    for code in LANGUAGES:
        found = updated(code)
        po_of(code).write_bytes(written(found))
        po_of(code).with_suffix(".mo").write_bytes(compiled(catalogue(code)))


if __name__ == "__main__":
    main()
