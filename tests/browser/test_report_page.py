"""The report in a browser: as somebody reads it on a desk, on a phone, in the dark, on paper, by ear or by keyboard."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from regulars.interfaces.report import report
from tests.browser.conftest import Opener
from tests.interfaces.report.shop import hostile, shop, told

SCREENS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "bakery.html"
    path.write_text(report(shop(), title="The bakery"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "attack.html"
    path.write_text(report(hostile(), title='<img src=x onerror="document.title=1">'), encoding="utf-8")
    return path


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_no_violation(opened: Opener, bakery: Path, width: int, scheme: str) -> None:
    page = opened(bakery, width=width, scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_page_never_scrolls_sideways(opened: Opener, bakery: Path, direction: str) -> None:
    page = opened(bakery).page
    page.evaluate(f"document.documentElement.dir = '{direction}'")
    for width in (1280, 768, 390, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for opening in ("false", "true"):
            page.evaluate(f"document.querySelectorAll('details').forEach(d => d.open = {opening})")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg.rg text").first.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_it_asks_no_host_for_anything_and_nothing_goes_wrong(opened: Opener, bakery: Path) -> None:
    seen = opened(bakery)
    seen.page.wait_for_load_state("networkidle")
    assert seen.asked == [bakery.as_uri()]
    assert seen.complaints == []


def test_our_styles_are_allowed_and_applied(opened: Opener, bakery: Path) -> None:
    page = opened(bakery).page
    assert page.locator("svg.rg path.trace").first.evaluate("e => getComputedStyle(e).fill") == "none"
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    dark = opened(bakery, scheme="dark").page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark


def test_what_people_wrote_never_runs(opened: Opener, attack: Path) -> None:
    seen = opened(attack)
    dialogs: list[str] = []
    seen.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    seen.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert seen.page.locator("script, img, iframe").count() == 0
    assert seen.page.locator("text=<script>alert(1)</script>1").count() > 0, "the id is there, as text"
    assert dialogs == []
    assert seen.complaints == []


def test_the_headline_is_the_measures(opened: Opener, bakery: Path) -> None:
    heading = opened(bakery).page.get_by_role("heading", level=1).inner_text().replace("\xa0", " ")
    assert heading == "Of every 100 customers active in May 2024, 100 came back in June. (91–100)"


def test_a_download_holds_what_the_measure_says(opened: Opener, bakery: Path) -> None:
    page = opened(bakery).page
    page.locator("#retention summary", has_text="The data").click()
    with page.expect_download() as waiting:
        page.locator("#retention a[download]").click()
    assert waiting.value.suggested_filename == "retention_rate.csv"
    rows = list(csv.DictReader(StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    expected = told().results["retention"].table.to_pylist()
    assert [(r["starts"], int(r["retained"])) for r in rows] == [(r["starts"].isoformat(), r["retained"]) for r in expected]
    assert [float(r["retention_rate"]) for r in rows] == pytest.approx([r["retention_rate"] for r in expected], rel=1e-5)


def test_every_picture_has_its_data_beside_it(opened: Opener, bakery: Path) -> None:
    page = opened(bakery).page
    for chapter in page.locator("section.chapter:has(svg.rg)").all():
        assert chapter.locator("table.data").count() == 1
        assert chapter.locator("a[download]").count() == 1


def test_the_first_key_skips_to_the_numbers(opened: Opener, bakery: Path) -> None:
    page = opened(bakery).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the numbers"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]


def test_all_can_be_reached_and_opened_by_keyboard(opened: Opener, bakery: Path) -> None:
    page = opened(bakery).page
    page.locator("#retention summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#retention details").first.get_attribute("open") is not None
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_on_a_phone_the_chapters_are_folded_into_one_line_that_the_keyboard_opens(opened: Opener, bakery: Path) -> None:
    page = opened(bakery, width=390).page
    nav, fold = page.locator("nav.contents"), page.locator("nav.contents summary")
    assert nav.bounding_box()["height"] < 60  # type: ignore[index]
    assert nav.locator("a:visible").count() == 0
    fold.focus()
    page.keyboard.press("Enter")
    chapters = page.locator("main section.chapter").count()
    assert nav.locator("a:visible").count() == chapters
    assert fold.inner_text() == f"All {chapters} chapters"
    page.set_viewport_size({"width": 1280, "height": 900})
    assert nav.locator("a:visible").count() == chapters, "on a desk they lie open, once"
    assert not fold.is_visible()


def test_a_wide_table_scrolls_inside_itself_by_keyboard(opened: Opener, bakery: Path) -> None:
    page = opened(bakery, width=360).page
    regions = page.locator(".scroll")
    assert regions.count() > 3
    assert all(r.get_attribute("tabindex") == "0" and r.get_attribute("aria-label") for r in regions.all())


def test_the_landmarks_are_there(opened: Opener, bakery: Path) -> None:
    page = opened(bakery).page
    for role in ("banner", "main", "contentinfo", "navigation"):
        assert page.get_by_role(role).count() == 1


def test_who_wants_no_motion_gets_none(opened: Opener, bakery: Path) -> None:
    page = opened(bakery, motion="reduce").page
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_on_paper_it_is_light_and_leaves_out_what_only_a_screen_needs(opened: Opener, bakery: Path) -> None:
    page = opened(bakery, scheme="dark").page
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".contents").is_visible()
    assert page.locator("#retention svg.rg").is_visible()
    assert len(page.pdf()) > 10_000
