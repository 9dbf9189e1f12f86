"""The report as Markdown."""

from __future__ import annotations

from regulars.interfaces.report import report
from regulars.interfaces.report.markdown import escaped, markdown
from tests.interfaces.report.cafe import told_cafe, told_gym
from tests.interfaces.report.shop import HOSTILE, hostile, told


def test_it_says_what_the_page_says() -> None:
    text = markdown(told())
    assert text.startswith("# The bakery\n\n1 Jan 2024 – 30 Jun 2024 · as of 30 Jun 2024, UTC\n\n**Of every 100 customers")
    for chapter in told().chapters:
        assert f"## {chapter.title}" in text
    assert "### retention\\_rate/1" in text
    assert text.endswith("\n")


def test_tables_are_tables_and_long_ones_say_what_is_missing() -> None:
    text = markdown(told_cafe())
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(line.endswith(" |") for line in lines)
    assert "| --- | --- | --- | --- |" in lines
    assert "Of 1,200.00 EUR a month under contract" in markdown(told_gym())


def test_nothing_in_the_data_becomes_markup() -> None:
    text = report(hostile(), format="md")
    assert HOSTILE not in text
    assert "\\<script\\>alert(1)\\</script\\>" in text
    assert escaped("a\nb\u202e[c](d)") == "a b \\[c\\](d)"
