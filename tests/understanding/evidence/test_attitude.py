"""Who calls us her first choice, and who comes back after a failure, worked by hand."""

from __future__ import annotations

import pytest

from regulars.understanding.evidence.gathering import evidence
from tests.loyalty import tale
from tests.understanding.evidence.test_gathering import VISITS, peers, raw

# The till in Vilnius is down from 1 to 3 April: the twelve weeks before begin on 8 January, the four after end on 1 May.
_ANNA = ("03-05", "03-06", "03-20", "04-02", "04-05", "04-12", "04-13", "05-01")
VILNIUS = [
    *[f"Anna 2024-{day} 5.00 place=Vilnius" for day in _ANNA],
    *[f"Ben 2024-{day} 5.00 place=Vilnius" for day in ("01-01", "01-07", "02-01", "03-01", "04-01", "04-03", "05-02")],
    *[f"Cleo 2024-{day} 5.00 place=Vilnius" for day in ("01-08", "03-31", "04-03", "04-20")],
    *[f"Dan 2024-{day} 5.00 place=Kaunas" for day in ("02-01", "03-01", "04-02", "04-10")],
    *[f"Eva 2024-{day} 5.00 place=Vilnius" for day in ("03-01", "04-02", "04-10", "05-03")],
]  # fmt: skip
DOWN = "- outage 2024-04-01 place=Vilnius until=2024-04-03"
SOLD_OUT = DOWN.replace("outage", "stock_out")


def test_whose_first_choice_we_are_is_told_apart_from_other_answers() -> None:
    answers = [
        "Anna 2024-02-01 first_choice 5 scale=1-5", "Ben 2024-02-01 first_choice 2 scale=1-5",
        "Anna 2024-02-01 recommend 4", "Ben 2024-02-01 recommend 9",
    ]  # fmt: skip
    facts = tale(purchases=VISITS, answers=answers)
    assert raw(facts, "first_choice") == {"Anna": (1.0, 1), "Ben": (0.25, 1)}
    assert peers(facts, "first_choice")["Anna"] - peers(facts, "first_choice")["Ben"] == pytest.approx(2 * 0.75)
    assert raw(facts, "scored_answers") == {"Anna": (0.4, 1), "Ben": (0.9, 1)}
    assert "scored_answers" not in evidence(tale(purchases=VISITS, answers=answers[:2])).names
    assert "first_choice" not in evidence(tale(purchases=VISITS, answers=answers[2:])).names


def test_anna_comes_back_though_the_till_was_down() -> None:
    facts = tale(purchases=VILNIUS, conditions=[DOWN])
    # Dan was elsewhere. Nobody but Eva came in one week before it; Anna, Ben and Cleo in two. After it Anna came in three
    # weeks of four, Ben in none, Cleo in one; the others in (0 + 1) / 8, (3 + 1) / 8 and (3 + 0) / 8.
    assert raw(facts, "return_after_failure") == {"Anna": (0.75, 1), "Ben": (0.0, 1), "Cleo": (0.25, 1)}
    beyond = peers(facts, "return_after_failure")
    assert beyond["Anna"] - beyond["Ben"] == pytest.approx((3 / 4 - 1 / 8) - (0 - 4 / 8))
    assert beyond["Cleo"] - beyond["Ben"] == pytest.approx((1 / 4 - 3 / 8) - (0 - 4 / 8))


@pytest.mark.parametrize(
    "unfit",
    [
        "- rival_opened 2024-04-01 place=Vilnius until=2024-04-03",  # no failure
        "- outage 2024-04-01 place=Vilnius until=2024-04-03 segment=students",  # who they are is not known
        "- outage 2024-03-24 place=Vilnius until=2024-04-03",  # not twelve weeks after the first day
        "- outage 2024-04-01 place=Vilnius until=2024-04-06",  # not four weeks before the last
        "- outage 2024-04-01 place=Vilnius",  # not over
    ],
)
def test_a_failure_of_which_nothing_can_be_told(unfit: str) -> None:
    assert "return_after_failure" not in evidence(tale(purchases=VILNIUS, conditions=[unfit])).names


def test_a_failure_everywhere_is_met_once_and_one_of_another_sort_has_its_own_peers() -> None:
    everywhere = raw(tale(purchases=VILNIUS, conditions=[DOWN.replace(" place=Vilnius", "")]), "return_after_failure")
    assert everywhere["Dan"] == (0.25, 1)
    # What was sold out in Kaunas met Dan alone: others who came as often before met a failure of another sort.
    kaunas = raw(tale(purchases=VILNIUS, conditions=[DOWN, SOLD_OUT.replace("Vilnius", "Kaunas")]), "return_after_failure")
    assert kaunas == {"Anna": (0.75, 1), "Ben": (0.0, 1), "Cleo": (0.25, 1)}
    both = raw(tale(purchases=VILNIUS, conditions=[DOWN, SOLD_OUT]), "return_after_failure")
    assert both == {"Anna": (0.75, 2), "Ben": (0.0, 2), "Cleo": (0.25, 2)}


def test_only_who_buys_tea_misses_it() -> None:
    lines = [f"{who} {who}1 2024-03-31 tea 2.00 product=T1" for who in ("Anna", "Ben", "Dan")]
    lines += ["Cleo C1 2024-01-07 tea 2.00 product=T1", "Cleo C2 2024-03-31 jam 2.00 product=J1"]
    facts = tale(purchases=VILNIUS, purchase_lines=lines, conditions=[f"{SOLD_OUT} product=T1"])
    assert raw(facts, "return_after_failure") == {"Anna": (0.75, 1), "Ben": (0.0, 1)}
