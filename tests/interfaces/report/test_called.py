"""Who may be called what, and ten customers who explain themselves."""

from __future__ import annotations

from regulars.interfaces.report.called import called, shown, ten
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
    found = told().kinds
    assert found is not None
    first = shown(ten(found)[0])
    assert first["said"] == []
    assert str(first["sentence"])[0].isupper()
