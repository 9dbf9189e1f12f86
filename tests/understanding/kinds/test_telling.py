"""What was found as rows, notes and plain values."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from regulars.understanding.kinds.telling import WORDS, assumed, foretold, headline_json, lost_rows, notes, parts_rows
from tests.understanding.kinds.test_reckoning import found, heard
from tests.understanding.kinds.village import HELD, learned


def test_rows_say_what_came_back_and_what_it_rests_on() -> None:
    rows = parts_rows(found())
    assert [r["of 100 active before"] for r in rows] == ["came back", *WORDS.values()]
    assert rows[0]["customers"].startswith("80 (")
    assert "of 100 of the money" not in parts_rows(found(), money=False)[0], "several currencies make no sum"
    assert [r["stress test"] for r in lost_rows(found())] == [
        "if the rewards stop", "if a rival as good opens nearer", "if everybody can leave freely",
    ]  # fmt: skip


def test_an_assumption_is_called_one() -> None:
    said = assumed(HELD)
    assert all(s.startswith("your assumption, not measured: ") for s in said)
    assert "a factor of up to 2" in said[0]
    assert said[2].endswith(
        "of those who come for none, and would without each alone, 88 % would without all at once"
        " (sd 5 points, which the intervals carry)"
    )
    assert said[3].endswith("0 %, 25 %, 50 %, 75 %, 100 % would")
    assert assumed(HELD.changed(still_come_sd=0.5))[4].endswith("weighed against them: log odds, sd 0.5")


def test_notes_tell_answers_sources_and_how_well_others_were_foretold() -> None:
    said = notes(found(), heard(), HELD, learned().calibrated)
    assert said[0] == f"of {found().n:,} customers active before, {found().retained:,} came back"
    assert said[1] == "240 main reasons, 80 of them asked twice; 240 drawn by lot"
    assert any(s.startswith("with bonus+convenience+captive: observed") for s in said)
    assert sum("stated answers" in s for s in said) >= 6


def test_skill_is_told_with_its_interval_and_a_perfect_model_beside_the_error() -> None:
    calibrated = learned().calibrated
    assert calibrated is not None
    said = foretold(calibrated)
    assert "better than base rates" in said
    assert "where a perfect model would score" in said


def test_one_in_a_hundred_is_no_praise_where_it_may_be_none() -> None:
    calibrated = learned().calibrated
    assert calibrated is not None
    chance = replace(calibrated, log_skill=0.01, log_skill_interval=(0.003, 0.02))
    assert "(0 to 2 %), not surely better than base rates" in foretold(chance)
    assert "not surely better" in foretold(replace(calibrated, brier_skill_interval=(-0.01, 0.2)))


def test_with_too_few_answers_it_says_how_many_would_test_it() -> None:
    calibrated = learned().calibrated
    assert calibrated is not None
    said = foretold(replace(calibrated, n=149))
    assert "not testable with 149 of the 150 answers that are needed, so no kind is said of who did not answer" in said


def test_printed_parts_add_up() -> None:
    rows = parts_rows(found())
    numbers = [[int(row[column].split()[0]) for row in rows] for column in ("customers", "of 100 of the money")]
    assert [sum(column[1:]) for column in numbers] == [column[0] for column in numbers] == [80, 100]


def test_plain_values_are_json() -> None:
    told = json.loads(json.dumps(headline_json(found(), HELD), allow_nan=False))
    assert sum(p["value"] for p in told["parts"].values()) == pytest.approx(found().retention.value)
    assert len(told["sources"]) == 8
