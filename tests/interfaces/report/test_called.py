"""Who may be called what, and ten customers who explain themselves."""

from __future__ import annotations

from dataclasses import replace

from regulars.interfaces.report.called import called, shown, ten
from regulars.understanding.kinds.found import Kinds
from tests.interfaces.report.asked import told


def test_every_kind_has_something_to_do_and_ten_customers_explain_themselves() -> None:
    found = told().kinds
    assert found is not None
    rows = called(found)
    assert {"true", "bonus"} <= {r.kind for r in rows}
    assert all(r.do for r in rows)
    people = ten(found)
    assert len(people) == 10
    assert len({e.customer_id for e in people}) == 10


def test_those_come_first_who_did_not_say_it_themselves() -> None:
    asked = told().kinds
    assert asked is not None
    assert {bool(e.said) for e in ten(asked) if e.kind != "unknown"} == {True}, "here answers can't be foretold of the silent"
    first = shown(ten(_foretold(asked))[0])
    assert first["said"] == []
    assert str(first["sentence"])[0].isupper()


def _foretold(found: Kinds) -> Kinds:
    """The same shop, had its answers been foretold well for people not seen."""
    assert found.learned is not None
    assert found.learned.calibrated is not None
    well = replace(found.learned.calibrated, n=150, log_skill_interval=(0.2, 0.3), brier_skill_interval=(0.2, 0.3))
    return replace(found, learned=replace(found.learned, calibrated=well))
