"""The page's one script does what Python does with the same numbers, twenty times over; and the chapter is fit to be read."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from regulars.interfaces.report.assemble import page
from regulars.interfaces.report.page import html
from regulars.interfaces.report.what_if import what_if
from regulars.understanding.kinds.crutches import CRUTCHES
from tests.browser.conftest import Opener
from tests.interfaces.report.asked import told

SETTINGS = list(product((1.0, 1.5, 2.0, 3.0, 4.0), ((100, 100, 100), (0, 50, 100), (35, 5, 70), (95, 0, 15))))
SET = """([odds, reach]) => {
  const form = document.getElementById('what-if');
  form.odds.value = String(odds);
  if (form.odds.selectedIndex < 0) form.odds.value = odds.toFixed(1);
  for (const [name, value] of Object.entries(reach)) form.elements[name].value = value;
  form.dispatchEvent(new Event('input', {bubbles: true}));
  return Object.fromEntries([...form.querySelectorAll('output')].map(o => [o.id.replace('what-if-', ''), o.textContent]));
}"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kinds") / "asked.html"
    path.write_text(html(page(told())), encoding="utf-8")
    return path


def test_twenty_settings_are_what_python_says(opened: Opener, written: Path) -> None:
    found = told().kinds
    assert found is not None
    assert found.headline is not None
    numbers = what_if(found.headline, found.currency, found.assumptions.non_response_odds)
    seen = opened(written)
    shown = seen.page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#what-if output')].map(o => [o.id, o.textContent]))"
    )
    assert {k.removeprefix("what-if-"): v for k, v in shown.items()} == numbers.shown, "before anything is touched"
    answers = set()
    for odds, percents in SETTINGS:
        reach: dict[str, int] = dict(zip(CRUTCHES, percents, strict=True))
        assert seen.page.evaluate(SET, [odds, reach]) == numbers.settled(odds, reach)
        answers.add(tuple(numbers.settled(odds, reach).values()))
    assert len(SETTINGS) == 20
    assert len(answers) > 15, "the settings differ in what they say"
    assert seen.complaints == []
    assert seen.asked == [written.as_uri()]


def test_axe_finds_no_violation_on_a_phone_in_the_dark(opened: Opener, written: Path) -> None:
    page_ = opened(written, width=360, scheme="dark").page
    page_.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(page_)
    assert results.violations_count == 0, results.generate_report()
    assert page_.evaluate("document.documentElement.scrollWidth") <= 360


def test_by_keyboard_a_slider_moves_the_sentence(opened: Opener, written: Path) -> None:
    page_ = opened(written).page
    before = page_.locator("#what-if-bonus-customers").inner_text()
    page_.locator("#what-if-bonus").focus()
    page_.keyboard.press("Home")
    assert page_.locator("#what-if-bonus-customers").inner_text() == "0" != before
