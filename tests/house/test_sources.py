"""A paper that a docstring cites stands in full on the page of sources."""

from __future__ import annotations

import re

from tests.house.rooms import DOCS, SOURCE, named

# "Wilson 1927, JASA …", "Kaplan & Meier 1958, …": the first name and the year.
CITED = re.compile(r"\b([A-Z][a-z]+)(?:, [A-Z]\w+)*(?: & [A-Z]\w+)? ((?:19|20)\d\d),")
MONTHS = set("January February March April May June July August September October November December".split())


def cited() -> set[tuple[str, str, str]]:
    rooms = [SOURCE / "estimates", SOURCE / "measures", SOURCE / "understanding"]
    return {
        (name, year, named(path))
        for room in rooms
        for path in room.rglob("*.py")
        for name, year in CITED.findall(path.read_text(encoding="utf-8"))
        if name not in MONTHS
    }


def test_every_source_that_is_cited_is_listed() -> None:
    text = re.sub(r"\s+", " ", (DOCS / "sources.md").read_text(encoding="utf-8"))
    listed = {(m[1], m[2]) for m in re.finditer(r"- ([A-Z][a-z]+), [^.]*\..*?\b((?:19|20)\d\d)\.", text)}
    assert {(n, y, where) for n, y, where in cited() if (n, y) not in listed} == set()


def test_the_check_finds_citations() -> None:
    assert {("Wilson", "1927"), ("Brown", "2001")} <= {(n, y) for n, y, _ in cited()}
