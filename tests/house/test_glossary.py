"""One word, one meaning: no name in the code and no page uses a word that the glossary sets aside."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.rooms import DOCS, ROOT, modules, named, tree
from tools import pages

GLOSSARY = DOCS / "glossary.md"
NAMELESS = {"df", "data2", "tmp", "foo", "obj", "lst", "cust", "custs", "amt", "qty", "cnt"}


@cache
def words() -> dict[str, str]:
    """Each word that is not used, and the word that stands for it."""
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in GLOSSARY.read_text(encoding="utf-8").splitlines()]
    table = [r for r in rows if len(r) == 3 and r[0] not in ("word", "---")]
    return {wrong.strip(): row[0] for row in table for wrong in row[2].split(",") if wrong.strip()}


@cache
def names(path: Path) -> tuple[str, ...]:
    """The names that a module gives: functions, classes, arguments, variables, attributes."""
    return tuple(_names(path))


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr


def prose(path: Path) -> str:
    """A page without code, tables of the glossary and addresses."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`]*`|\]\([^)]*\)", "", text)


def test_the_glossary_names_what_is_not_said() -> None:
    assert words()["shopper"] == "customer"
    assert words()["attrition"] == "churn rate"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_code_uses_the_word_of_the_glossary(path: Path) -> None:
    forbidden = {f"_{w.replace(' ', '_').replace('-', '_').lower()}_": said for w, said in words().items()}
    snake = {name: f"_{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', name).lower().strip('_')}_" for name in set(names(path))}
    found = {name: said for name, spelled in snake.items() for w, said in forbidden.items() if w in spelled}
    assert found == {}, "the glossary's word is on the right"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_names_are_whole_words(path: Path) -> None:
    assert [n for n in names(path) if NAMELESS & set(n.lower().split("_"))] == []


@pytest.mark.parametrize("page", [p for p in pages.pages() if p != GLOSSARY and p.exists()], ids=named)
def test_pages_use_the_word_of_the_glossary(page: Path) -> None:
    text = prose(page).lower()
    found = {w: said for w, said in words().items() if re.search(rf"\b{re.escape(w.lower())}s?\b", text)}
    assert found == {}, "the glossary's word is on the right"


def test_no_word_stands_twice() -> None:
    lines = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    said = [line.split("|")[1].strip() for line in lines if line.startswith("| ") and not line.startswith("| word")]
    assert sorted(said) == sorted(set(said))
