"""The wallet in a browser: on a phone and on a desk, from left to right and from right to left, in the dark, by ear."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from regulars.interfaces.members.languages import NAMES
from tests.browser.conftest import Opener
from tests.interfaces.members.test_application import busy, wallet_of
from tests.interfaces.rest.shop import Shop

KEPT = os.environ.get("PICTURES")  # a folder, to look at the pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wallet of one member in every language, as files."""
    folder = tmp_path_factory.mktemp("wallet")
    with Shop.at(folder / "shop", str(folder / "regulars.db")) as shop:
        till = shop.caller()
        anna = busy(till)
        for code in NAMES:
            page = shop.client.get(wallet_of(till, anna, language=code))
            (folder / f"{code}.html").write_text(page.text, encoding="utf-8")
        (folder / "gone.html").write_text(shop.client.get("/wallet/x").text, encoding="utf-8")
    return {path.stem: path for path in folder.glob("*.html")}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("code", [*NAMES, "gone"])
def test_axe_finds_no_violation(opened: Opener, pages: dict[str, Path], code: str, width: int, scheme: str) -> None:
    page = opened(pages[code], width=width, scheme=scheme).page
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert results.violations_count == 0, results.generate_report()
    if KEPT:
        page.screenshot(path=Path(KEPT) / f"{code}-{width}.png", full_page=True)


@pytest.mark.browser
@pytest.mark.parametrize("code", NAMES)
def test_nothing_runs_over_the_edge(opened: Opener, pages: dict[str, Path], code: str) -> None:
    page = opened(pages[code]).page
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("code", ["en", "fa"])
def test_an_orders_number_stands_on_one_line(opened: Opener, pages: dict[str, Path], code: str) -> None:
    """Wherever the line ends: from right to left, the two halves of a number read like two numbers."""
    page = opened(pages[code]).page
    for width in range(240, 420, 9):
        page.set_viewport_size({"width": width, "height": 800})
        broken = "[...document.querySelectorAll('bdi.one')].filter(n => n.offsetHeight > 30).map(n => n.textContent)"
        assert page.evaluate(broken) == [], width
    assert page.evaluate("document.querySelectorAll('bdi.one').length") >= 4


@pytest.mark.browser
def test_it_asks_nobody_for_anything_and_nothing_goes_wrong(opened: Opener, pages: dict[str, Path]) -> None:
    seen = opened(pages["fa"])
    seen.page.wait_for_load_state("networkidle")
    assert seen.asked == [pages["fa"].as_uri()]
    assert seen.complaints == []


@pytest.mark.browser
def test_persian_begins_at_the_right_and_its_numbers_stand_at_the_left(opened: Opener, pages: dict[str, Path]) -> None:
    page = opened(pages["fa"]).page
    title = page.locator("h1").evaluate("e => getComputedStyle(e).direction")
    [amount, when] = [page.locator(f"tbody tr:first-child td{which}").last.bounding_box() for which in (".amount", ".when")]
    assert title == "rtl"
    assert amount is not None
    assert when is not None
    assert amount["x"] < when["x"]


@pytest.mark.browser
def test_a_languages_link_is_reached_by_keyboard_and_large_enough(opened: Opener, pages: dict[str, Path]) -> None:
    page = opened(pages["en"], width=360).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.lang") == "en"
    for link in page.locator("nav a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["width"] >= 24
