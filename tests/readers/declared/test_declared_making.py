"""Facts once each, with their identity."""

from __future__ import annotations

from regulars.facts.kinds import KINDS
from regulars.readers.declared.making import own
from tests.readers.declared.told import told


def test_the_columns_of_a_kind_without_the_head_that_all_share() -> None:
    assert own(KINDS["identities"]) == ["same_as"]
    assert own(KINDS["conditions"])[:2] == ["condition", "place"]


def test_what_has_no_id_is_told_apart_by_all_it_says_and_by_number() -> None:
    header = "customer,review date,review,stars\n"
    one = told(header + "C1,2024-03-05,good,4\n")
    two = told(header + "C1,2024-03-05,good,4\nC1,2024-03-05,good,4\n")
    assert len(set(two.ids["advocacy"])) == 2
    assert set(one.ids["advocacy"]) < set(two.ids["advocacy"]), "re-importing the first adds nothing"
    other = told(header + "C1,2024-03-05,good,5\n")
    assert not set(one.ids["advocacy"]) & set(other.ids["advocacy"])


def test_the_source_is_part_of_an_identity_and_two_steps_at_once_are_two_facts() -> None:
    read = told("case id,customer,event,date\n1,C1,opened,2024-03-05\n1,C1,resolved,2024-03-05\n")
    assert len(set(read.ids["complaints"])) == 2
    assert all(len(i) == 16 for i in read.ids["complaints"])
