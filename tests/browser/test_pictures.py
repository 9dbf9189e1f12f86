"""Pictures in a browser: whole and legible at any width, in a page that knows nothing of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.pictures.bars import stacked_bars
from regulars.pictures.curve import curve
from regulars.pictures.histogram import histogram
from regulars.pictures.line import line
from regulars.pictures.picture import Picture
from tests.browser.conftest import Opener
from tests.pictures.drawn import months

RATES = [0.37, 0.36, 0.38, 0.31, 0.43, 0.39, 0.37, 0.41, 0.46, 0.39, 0.46, 0.44] * 5
LOW, HIGH = [r - 0.03 for r in RATES], [r + 0.03 for r in RATES]
PICTURES: dict[str, Picture] = {
    "line": line(months(60), RATES, low=LOW, high=HIGH, title="Retention", sentence="Five years."),
    "curve": curve(
        range(60),
        [i / 80 for i in range(60)],
        mark=(40, 0.5, "half by day 40"),
        title="Second purchase",
        sentence="Sixty days.",
    ),
    "bars": stacked_bars(
        months(24),
        {"retained": [30] * 24, "resurrected": [20] * 24, "fell silent": [-5] * 24},
        title="Who",
        sentence="Two years.",
    ),
    "histogram": histogram(
        [7 * i for i in range(41)], range(40), mark=(250, "median 250 days"), title="Gaps", sentence="Weeks."
    ),
}
OUTSIDE = """svg => {
  const paper = svg.getBoundingClientRect();
  const outside = (b) =>
    b.left < paper.left - 1 || b.right > paper.right + 1 || b.top < paper.top - 1 || b.bottom > paper.bottom + 1;
  return [...svg.querySelectorAll('text, circle, rect, path')].filter(e => {
    const b = e.getBoundingClientRect();
    return b.width && outside(b);
  }).map(e => e.outerHTML);
}"""
OVERLAPPING = """svg => {
  const rows = {};
  for (const t of svg.querySelectorAll('g[text-anchor=middle] text')) {
    const b = t.getBoundingClientRect();
    if (b.width) (rows[Math.round(b.top)] ??= []).push(b);
  }
  const touching = (r) => r.sort((a, b) => a.left - b.left).filter((b, i) => i && b.left < r[i - 1].right + 2);
  return Object.values(rows).flatMap(touching).length;
}"""


@pytest.mark.parametrize("name", PICTURES)
def test_at_any_width_it_is_whole_and_legible(opened: Opener, tmp_path: Path, name: str) -> None:
    path = tmp_path / "picture.html"
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>{PICTURES[name].svg}', encoding="utf-8"
    )
    page = opened(path).page
    svg, heights = page.locator("svg").first, []
    for width in (320, 390, 700, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert svg.evaluate(OUTSIDE) == [], f"at {width} nothing leaves the paper"
        assert svg.evaluate(OVERLAPPING) == 0, f"at {width} no label touches another"
        heights.append(page.locator("g[text-anchor=end] text").first.evaluate("e => e.getBoundingClientRect().height"))
    assert max(heights) - min(heights) < 1, "text keeps its size on a phone"
    assert min(heights) > 10
