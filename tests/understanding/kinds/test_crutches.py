"""The words of kinds belong together."""

from __future__ import annotations

from regulars.understanding.kinds.crutches import ALL, AXES, AXIS_OF, CRUTCHES, KINDS, NONE, SUBSETS, name_of


def test_each_crutch_is_a_kind_with_an_axis_of_its_own() -> None:
    assert set(CRUTCHES) < set(KINDS)
    assert sorted(AXIS_OF.values()) == sorted(AXES)


def test_sets_of_crutches_are_counted_in_bits() -> None:
    assert [name_of(s) for s in SUBSETS] == [
        "none", "bonus", "convenience", "bonus+convenience", "captive", "bonus+captive", "convenience+captive",
        "bonus+convenience+captive",
    ]  # fmt: skip
    assert set() == NONE
    assert set(CRUTCHES) == ALL
