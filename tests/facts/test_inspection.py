"""How a source would be read, before anything is written."""

from __future__ import annotations

import json

from regulars.facts.inspection import ColumnSeen, Inspection, form_seen
from regulars.facts.intake import BadRow, Intake, Quarantined
from regulars.facts.mapping import Mapping

MAPPING = Mapping(
    "purchases", "plain", {"customer": "E-mail", "occurred": "When", "amount": "Sum"},
    {"customer": "recognised", "occurred": "guessed", "amount": "given"}, ignored=("Colour",), personal=("E-mail", "Phone"),
)  # fmt: skip
FORM = form_seen(
    ("orders.csv",), MAPPING, {"E-mail": "anna@example.com", "When": "5/1/2024"}, "the day stands first", "decimal comma"
)
BAD = tuple(BadRow("orders.csv", n, n + 1, "When", "soon", "bad_date") for n in (5, 9))
INTAKE = Intake(("orders.csv",), 9, 6, (), (Quarantined("bad_date", 2, "the date is empty", BAD),
                Quarantined("bad_amount", 1, "the amount is empty", BAD[:1])), (), ())  # fmt: skip


def test_each_column_is_told_with_its_field_and_how_sure_that_is() -> None:
    assert FORM.columns == (
        ColumnSeen("E-mail", "customer", "recognised", "", personal=True),
        ColumnSeen("When", "occurred", "guessed", "5/1/2024"),
        ColumnSeen("Sum", "amount", "given", ""),
    )
    assert (FORM.kind, FORM.ignored, FORM.dates, FORM.numbers) == (
        "purchases", ("Colour",), "the day stands first", "decimal comma",
    )  # fmt: skip


def test_an_address_is_no_example_and_is_read_only_for_a_pseudonym() -> None:
    assert "anna" not in str(FORM)
    assert (FORM.pseudonyms, FORM.personal) == (("E-mail",), ("Phone",))


def test_a_number_of_an_order_may_be_called_its_name_and_is_shown() -> None:
    mapping = Mapping("purchases", "shopify", {"customer": "Email", "order": "Name"}, personal=("Email",))
    form = form_seen(("a.csv",), mapping, {"Email": "anna@example.com", "Name": "#1001"})
    assert [(c.column, c.example) for c in form.columns] == [("Email", ""), ("Name", "#1001")]


def test_a_column_without_an_example_is_empty_unless_none_may_be_given() -> None:
    assert [c.is_empty for c in FORM.columns] == [False, False, True]


def test_a_certainty_that_nobody_noted_was_recognised() -> None:
    (column,) = form_seen(("a.csv",), Mapping("purchases", "plain", {"amount": "Sum"}), {}).columns
    assert column.certainty == "recognised"


def test_guesses_and_bad_rows_are_gathered_from_all_forms() -> None:
    inspection = Inspection((FORM, FORM), (MAPPING,), INTAKE)
    assert [c.column for c in inspection.guessed] == ["When", "When"]
    assert [b.record for b in inspection.bad_rows] == [5, 9, 5]


def test_what_cannot_be_read_has_a_problem_and_no_bad_rows() -> None:
    inspection = Inspection((FORM,), (MAPPING,), None, "the dates are ambiguous")
    assert inspection.bad_rows == ()
    told = json.loads(json.dumps(inspection.to_json()))
    assert (told["problem"], told["intake"]) == ("the dates are ambiguous", None)
    assert told["forms"][0]["columns"][1] == {
        "column": "When",
        "field": "occurred",
        "certainty": "guessed",
        "example": "5/1/2024",
        "personal": False,
    }
