"""At whose place a crutch was taken away already."""

from __future__ import annotations

from regulars.understanding.evidence.gathering import evidence
from regulars.understanding.kinds.crutches import CRUTCHES
from regulars.understanding.kinds.struck import struck
from tests.loyalty import tale

VISITS = [
    "Anna 2024-01-02 1.00 place=Kaunas", "Anna 2024-01-09 1.00 place=Kaunas", "Anna 2024-03-05 1.00 place=Vilnius",
    "Ben 2024-01-03 1.00 place=Vilnius", "Ben 2024-03-06 1.00 place=Vilnius", "Cleo 2024-02-01 1.00",
]  # fmt: skip


def of(*conditions: str, crutches: tuple[str, ...] = CRUTCHES) -> dict[str, list[str]]:
    """Which crutches are gone at whose usual place, by name."""
    facts = tale(purchases=VISITS, conditions=list(conditions))
    found = evidence(facts, only=())
    there = struck(facts, found, [c for c in CRUTCHES if c in crutches])
    names = found.customers.to_pylist()
    return {who: [c for c, gone in zip(CRUTCHES, row, strict=True) if gone] for who, row in zip(names, there, strict=True)}


def test_a_rival_stands_where_anna_usually_buys() -> None:
    """Ben buys elsewhere, and nobody knows where Cleo does."""
    gone = of("- rival_opened 2024-02-01 place=Kaunas")
    assert gone == {"Anna": ["convenience"], "Ben": [], "Cleo": []}


def test_rewards_that_came_back_were_gone_once_and_each_crutch_by_itself() -> None:
    conditions = (
        "- promotion_withdrawn 2024-01-05 place=Vilnius until=2024-01-20",
        "- lock_in_ended 2024-02-01 place=Kaunas",
        "- opened_late 2024-02-01 place=Kaunas",
    )
    assert of(*conditions) == {"Anna": ["captive"], "Ben": ["bonus"], "Cleo": []}
    assert of(*conditions, crutches=("bonus",)) == {"Anna": [], "Ben": ["bonus"], "Cleo": []}
    assert of(*conditions, crutches=()) == {"Anna": [], "Ben": [], "Cleo": []}


def test_what_is_still_to_come_and_what_held_everywhere_strikes_nobody() -> None:
    nobody: dict[str, list[str]] = {"Anna": [], "Ben": [], "Cleo": []}
    assert of("- rival_opened 2024-03-07 place=Kaunas") == nobody, "the day after the last"
    assert of("- rival_opened 2024-01-05") == nobody, "everywhere alike: nothing was shown that could be carried"
