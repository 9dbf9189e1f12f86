"""A picture looked at as a browser would: well formed, finite, and inside its paper."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from regulars.words import Period

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as elements; a drawing that is not well formed fails here."""
    assert "nan" not in re.sub(r"<(title|desc|style|text)[ >].*?</\1>", "", svg).lower()
    assert not re.search(r"\d\.\d{3}", svg), "no number needs three decimals"
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), "nothing of another host"
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    return root


def texts(svg: str) -> list[str]:
    """What is written in the drawing, in order."""
    return [t.text or "" for t in parsed(svg).iter(f"{SVG}text")]


def tips(svg: str) -> list[str]:
    """What is said when a part of the drawing is pointed at."""
    return [t.text or "" for t in list(parsed(svg).iter(f"{SVG}title"))[1:]]


def classes(svg: str, name: str) -> int:
    """How many elements are of a class."""
    return sum(name in (e.get("class") or "").split() for e in parsed(svg).iter())


def months(number: int, first: date = date(2011, 1, 1)) -> list[Period]:
    starts = [_month(first, i) for i in range(number + 1)]
    return [Period("month", a, b - timedelta(days=1)) for a, b in pairwise(starts)]


def days(number: int, first: date = date(2011, 1, 1)) -> list[Period]:
    return [Period("day", d, d) for d in (first + timedelta(days=i) for i in range(number))]


def weeks(number: int, first: date = date(2011, 1, 3)) -> list[Period]:
    starts = [first + timedelta(weeks=i) for i in range(number)]
    return [Period("week", d, d + timedelta(days=6)) for d in starts]


def _month(first: date, later: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + later, 12)
    return date(year, month + 1, 1)
