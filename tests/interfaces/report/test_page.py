"""The page is one file that asks nothing of any host and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from regulars.interfaces.report import report
from tests.interfaces.report.shop import HOSTILE, hostile, shop
from tests.stories import log


@cache
def page() -> str:
    return report(shop(), title="The bakery")


def test_it_begins_with_the_headline() -> None:
    headings = re.findall(r"<h([1-6])[^>]*>", page())
    assert headings[0] == "1"
    assert headings.count("1") == 1
    assert '<em>100 came back</em> in\u00a0June. <span class="doubt">(91–100)</span>' in page()


def test_it_is_plain_text_that_may_be_added_to() -> None:
    assert type(page()) is str


def test_no_heading_skips_a_level() -> None:
    levels = [int(h) for h in re.findall(r"<h([1-6])[^>]*>", page())]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_nothing_is_loaded_from_anywhere() -> None:
    assert not re.search(r"<(script|link|img|iframe|object|embed|form|base)\b", page())
    assert not re.search(r"\b(src|action|formaction|poster|srcset)=", page())
    assert "@import" not in page()
    assert "url(" not in page()
    hrefs = re.findall(r'href="([^"]*)"', page())
    assert all(h.startswith(("#", "data:text/csv;")) for h in hrefs)


def test_the_policy_allows_our_styles_by_their_hash_and_nothing_else() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page())
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    styles = re.findall(r"<style>(.*?)</style>", page(), re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in styles}
    assert set(rules["style-src"].split()) == hashes
    assert " style=" not in page(), "a style attribute would be refused"


def test_each_style_stands_once() -> None:
    styles = re.findall(r"<style>(.*?)</style>", page(), re.DOTALL)
    assert len(styles) == len(set(styles))
    assert "<style" not in page().split("</head>")[1]


@pytest.mark.parametrize("title", [HOSTILE, '"><img src=x onerror=alert(1)>', "{{ 7 * 191 }}"])
def test_what_people_wrote_stays_text(title: str) -> None:
    found = report(hostile(), title=title)
    assert "<script" not in found
    assert "<img" not in found
    assert ">1337<" not in found


def test_ids_are_unique_and_every_link_in_the_page_leads_somewhere() -> None:
    ids = re.findall(r'\bid="([^"]+)"', page())
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page())) <= set(ids)


def test_it_is_small() -> None:
    assert len(page().encode()) < 300_000


def test_five_years_of_months_stay_under_two_megabytes() -> None:
    months = [(year, month) for year in range(2019, 2024) for month in range(1, 13)]
    lines = [
        f"C-{first:02d}{k:02d} {year}-{month:02d}-{1 + k % 28:02d} 5.00"
        for first, (_, _) in enumerate(months)
        for k in range(30)
        for year, month in months[first :: 1 + k % 7]
    ]
    page_of_five_years = report(log(*lines, as_of=date(2023, 12, 31)))
    assert page_of_five_years.count('<th scope="row">Dec 2023') == 1, "the last of sixty cohorts is there"
    assert len(page_of_five_years.encode()) < 2_000_000
