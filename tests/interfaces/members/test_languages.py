"""Five languages: every sentence in each, plurals as CLDR has them, numbers and dates as they are written there."""

from __future__ import annotations

import ast
import gettext
import re
from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from regulars.interfaces.members.languages import LOCALES, NAMES, language, wanted
from tools import write_catalogues

VILNIUS = ZoneInfo("Europe/Vilnius")
AT = datetime(2026, 3, 5, 22, 30)
HOLES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", write_catalogues.LANGUAGES)
def test_every_sentence_is_translated_and_no_other_is_there(code: str) -> None:
    found = write_catalogues.catalogue(code)
    said = {s if isinstance(s, str) else s[0] for s in write_catalogues.sentences()}
    there = {m.id if isinstance(m.id, str) else m.id[0]: m for m in found if m.id}
    assert set(there) == said, "run tools/write_catalogues.py, and translate what is new"
    for name, message in there.items():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), name
        assert not message.fuzzy
        assert {frozenset(HOLES.findall(str(form))) for form in forms} == {frozenset(HOLES.findall(name))}, name


@pytest.mark.parametrize("code", write_catalogues.LANGUAGES)
def test_what_is_compiled_is_what_is_written(code: str) -> None:
    po = write_catalogues.po_of(code)
    assert po.with_suffix(".mo").read_bytes() == write_catalogues.compiled(write_catalogues.catalogue(code))
    assert write_catalogues.written(write_catalogues.updated(code)) == po.read_bytes()


@pytest.mark.parametrize("code", write_catalogues.LANGUAGES)
def test_plurals_are_those_of_cldr(code: str) -> None:
    """Numbers that CLDR puts into one category have one form, and those of two categories have two."""
    form = gettext.c2py(write_catalogues.catalogue(code).plural_expr)
    forms: dict[str, set[int]] = defaultdict(set)
    for n in range(1200):
        forms[Locale(code).plural_form(n)].add(form(n))
    assert all(len(found) == 1 for found in forms.values()), forms
    assert len(set.union(*forms.values())) == len(forms)


def test_numbers_take_their_form() -> None:
    said = {code: [language(code).count("{n} point", "{n} points", n) for n in (1, 2, 10, 21)] for code in NAMES}
    assert said == {
        "en": ["1 point", "2 points", "10 points", "21 points"],
        "lt": ["1 taškas", "2 taškai", "10 taškų", "21 taškas"],
        "lv": ["1 punkts", "2 punkti", "10 punktu", "21 punkts"],
        "ru": ["1 балл", "2 балла", "10 баллов", "21 балл"],
        "fa": ["۱ امتیاز", "۲ امتیاز", "۱۰ امتیاز", "۲۱ امتیاز"],
    }


def test_dates_and_numbers_are_written_as_they_are_there() -> None:
    """Half past ten at night in London is the next day in Vilnius."""
    assert {code: language(code).day(AT, VILNIUS) for code in NAMES} == {
        "en": "March 6, 2026", "lt": "2026 m. kovo 6 d.", "lv": "2026. gada 6. marts", "ru": "6 марта 2026\u202fг.",
        "fa": "۶ مارس ۲۰۲۶",
    }  # fmt: skip
    assert language("fa").change(-12345) == "−۱۲٬۳۴۵"
    assert language("en").change(12345) == "+12,345"
    assert "۰:۳۰" in language("fa").moment(AT, VILNIUS)
    assert [language(code).direction for code in NAMES] == ["ltr", "ltr", "ltr", "ltr", "rtl"]


@pytest.mark.parametrize(
    ("asked", "accepted", "found"),
    [
        (None, "", "en"), ("lt", "ru", "lt"), ("xx", "ru-RU,ru;q=0.9", "ru"), (None, "de-DE, lv;q=0.5", "lv"),
        (None, "fa-IR", "fa"), (None, ",;,,", "en"), (None, "x" * 10_000, "en"), ("../en", "", "en"),
        (None, "en;q=0.1, ru;q=0.9", "ru"), (None, "lt;q=0.8,lv;q=0.8", "lt"), (None, "ru;q=0, lv;q=0.001", "lv"),
        (None, "ru;q=0", "en"), (None, "de, *;q=0.5", "en"), (None, "en;q=0, *", "lt"), (None, "lt ; Q=0.2 , fa;q=1.000", "fa"),
        (None, "lt;q=0.3, fa;q=none", "fa"), (None, "ru;q=7, lt;q=0.9", "ru"), (None, "en;q=0.0, ru-RU;q=0., lt;q=.", "lt"),
    ],
)  # fmt: skip
def test_the_readers_language_is_found(asked: str | None, accepted: str, found: str) -> None:
    assert wanted(asked, accepted).code == found


def test_sentences_are_written_out_in_the_code() -> None:
    """A sentence that is put together cannot be found by whoever translates."""
    for path in LOCALES.parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("say", "count"):
                texts = node.args[: 2 if node.func.attr == "count" else 1]
                assert all(isinstance(arg, ast.Constant) for arg in texts), f"{path.name}:{node.lineno}"
