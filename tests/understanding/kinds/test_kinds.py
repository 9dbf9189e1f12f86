"""Kinds of customers from facts: little where nobody was asked, more where they were."""

from __future__ import annotations

import pytest

from regulars.errors import UsageError
from regulars.understanding.kinds.kinds import kinds
from regulars.understanding.kinds.wording import ASK
from tests.stories import bakery
from tests.understanding.kinds.asked import asked_shop, shop


def test_with_orders_alone_it_says_little_and_says_it_well() -> None:
    found = kinds(bakery())
    assert found.reading == ASK
    assert found.headline is None
    assert set(found.table.column("kind").to_pylist()) == {"unknown"}
    told = found.explain("C-01")
    assert told.chances == {}
    assert told.sentence.endswith("Why she comes, sales don’t show; nobody asked her.")
    assert not {"bonus", "true", "captive"} & set(found.counts())


def test_twelve_answers_are_not_enough() -> None:
    found = kinds(shop(answers=12).facts())
    assert found.learned is None
    assert found.missing[0] == "not enough answers about the main reason: 12 of 50"
    assert found.missing[3] == "not enough answers about who would still come if everybody can leave freely: 12 of 50"
    assert set(found.table.column("kind").to_pylist()) == {"unknown"}


def test_ninety_answers_tell_who_said_what() -> None:
    """Every third of those asked comes for the rewards; nobody who said so is called true."""
    found = kinds(asked_shop(), period="month", times=5)
    table = {r["customer_id"]: r for r in found.table.to_pylist()}
    assert table["C-003"]["said"] == "bonus"
    assert table["C-003"]["chance_bonus"] > table["C-003"]["chance_true"]
    assert table["C-001"]["chance_true"] > 0.6
    assert table["C-001"]["kind"] == "true"
    assert table["C-119"]["said"] is None
    assert found.explain("C-003").said == ("named bonus as her main reason",)


def test_where_what_people_do_says_nothing_of_why_the_silent_are_called_nothing() -> None:
    """Every third comes for the rewards, and buys as all others do: her answer is known of her, and of nobody else."""
    found = kinds(asked_shop(), times=0)
    silent = {r["kind"] for r in found.table.to_pylist() if r["said"] is None}
    assert silent == {"unknown"}
    assert "so no kind is said of who did not answer" in " ".join(found.notes())


def test_a_scale_from_one_to_eleven_is_said() -> None:
    found = kinds(shop(answers=60, scale=(1, 11)).facts(), period="month", times=5)
    assert found.heard.scales == ("1 to 11",)
    assert found.explain("C-001").stays["bonus"] > 0.8


def test_a_failed_axis_turns_its_kind_unknown() -> None:
    found = kinds(asked_shop(), period="month", failed=("incentive",), times=5)
    assert "bonus" not in set(found.table.column("kind").to_pylist())
    assert "bonus (" not in found.explain("C-003").sentence, "nor is it named as likely"
    assert "incentive failed its test on these facts, so it isn’t used" in found.missing


def test_answers_of_strangers_alone_say_nothing() -> None:
    story = shop()
    for k in range(80):
        story.said(f"S-{k}", "rewards", (1, 5, 5))
    found = kinds(story.facts())
    assert found.learned is None
    assert found.heard.set_aside == {"people who answered and never bought within the window": 80}


def test_somebody_unknown_is_an_error_that_shows_an_id() -> None:
    with pytest.raises(UsageError, match="'Nobody' bought within"):
        kinds(bakery()).explain("Nobody")
