"""Docs cannot lie: every example runs, and prints what its page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import DOCS, ROOT, named, tracked
from tools import pages

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
LOADED = re.compile(r"""<(?:script|img|iframe|source|video)[^>]*\ssrc=["']?https?:|<link[^>]*href=["']?https?:""")


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in pages.pages() if p.exists() and pages.blocks(p)], ids=named)
def test_a_page_prints_what_it_says(page: Path) -> None:
    different = pages.differences(page)
    assert not different, f"run `make docs` and read what changes:\n{different}"


@pytest.mark.parametrize("page", [p for p in pages.pages() if p.exists()], ids=named)
def test_a_page_links_to_what_exists(page: Path) -> None:
    targets = [t for t in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t and not t.startswith("mailto:")]
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_no_page_loads_anything_from_another_host() -> None:
    for page in tracked(".md", ".html", ".css", ".svg"):
        assert not LOADED.search(page.read_text(encoding="utf-8")), named(page)


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md") if p.relative_to(DOCS).as_posix() not in contents]
    assert missing == [], "name them under nav in mkdocs.yml"


def test_a_page_shows_real_output_or_says_where_it_differs(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo Ona came back\nOna left\n```\n\n```pycon\n>>> 2 + 2\n5\n```\n", encoding="utf-8")
    assert pages.as_run(page) == "```console\n$ echo Ona came back\nOna came back\n```\n\n```pycon\n>>> 2 + 2\n4\n```\n"
    assert "-Ona left" in pages.differences(page)


def test_an_ellipsis_stands_for_any_text() -> None:
    assert pages.same("took … s\n", "took 1.3 s\n")
    assert pages.same("one\n…\nfour\n", "one\ntwo\nthree\nfour\n")
    assert not pages.same("one\n", "one\ntwo\n")


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_loads_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    loading = [p.name for p in tmp_path.rglob("*.html") if LOADED.search(p.read_text(encoding="utf-8"))]
    styles = [p.name for p in tmp_path.rglob("*.css") if re.search(r"(url\(|@import)\s*[\"']?https?:", p.read_text("utf-8"))]
    assert loading + styles == []
