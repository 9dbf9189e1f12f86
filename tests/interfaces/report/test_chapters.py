"""The chapters, in the order of the page."""

from __future__ import annotations

from tests.interfaces.report.shop import told, too_little


def test_every_chapter_reads_as_a_sentence() -> None:
    for chapter in (*told().chapters, *too_little().chapters):
        assert chapter.reading.endswith(".")
        assert all(r.endswith(".") for r in chapter.remarks), chapter.remarks


def test_the_threshold_is_said_to_be_a_choice() -> None:
    churn = next(c for c in told().chapters if c.id == "churn")
    assert churn.remarks[0].startswith("Gone means silent for longer than 18 days")
    assert churn.remarks[0].endswith("A threshold is a choice, not a finding; you can set another.")


def test_the_second_purchase_is_told_at_a_few_horizons() -> None:
    second = next(c for c in told().chapters if c.id == "second-purchase")
    assert second.remarks[0].startswith("25\u202f% within 7 days, 100\u202f% within 30 days")


def test_where_there_is_too_little_nothing_is_drawn_and_nothing_remarked() -> None:
    for chapter in too_little().chapters:
        assert chapter.reading.startswith(("Not enough to say", "In February 2024", "Of 2 customers")), chapter.reading
    silent = {c.id: c.remarks for c in too_little().chapters}
    assert silent["second-purchase"] == silent["activity"] == silent["lifecycle"] == ()
    assert silent["churn"] == ("You can set the threshold yourself: inactive_after_days.",)
