"""The demo, as a stranger runs it: a year of a grocer's sales becomes one page, a simulated market another."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import ROOT


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the demo printed, and its page."""
    folder = tmp_path_factory.mktemp("demo")
    page = folder / "report.html"
    command = [sys.executable, "tools/demo.py", str(folder / "shop"), str(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, page


@pytest.mark.slow
def test_the_demo_reads_every_line_and_its_takings_are_those_of_the_books(demo: tuple[str, Path]) -> None:
    printed, _ = demo
    assert "1,469,307 rows read = 1,469,307 used + 0 set aside by policy + 0 quarantined" in printed
    assert "4,596,039.58 USD in the files" in printed
    assert "purchases: 155,848 new" in printed


@pytest.mark.slow
def test_the_demo_ends_with_a_headline_and_where_the_page_is(demo: tuple[str, Path]) -> None:
    printed, page = demo
    assert re.search(r"Of [\d,]+ customers active in November 2017, \d+ % \(\d+–\d+ %\) came back in December 2017", printed)
    assert re.search(rf"Done in \d+ s\. Open {re.escape(str(page))} in a browser, and \S+-simulated\.html", printed)


@pytest.mark.slow
def test_the_demos_pages_are_small_and_load_nothing(demo: tuple[str, Path]) -> None:
    _, page = demo
    loads = re.compile(r"""(?:\ssrc|<link[^>]*\shref|url\(|@import)\s*[=(]?\s*["']?https?:""")
    for written in (page, page.with_stem(page.stem + "-simulated")):
        assert written.stat().st_size < 2_000_000
        assert not loads.search(written.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_simulated_market_says_so_and_has_the_whole_first_page(demo: tuple[str, Path]) -> None:
    printed, page = demo
    text = page.with_stem(page.stem + "-simulated").read_text(encoding="utf-8")
    assert "A simulated market: no real shop, no real customers" in text
    assert "would choose you anyway" in text
    assert "0 set aside by policy + 0 quarantined" in printed
