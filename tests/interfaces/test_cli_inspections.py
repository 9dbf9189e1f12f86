"""How a source would be read, as a person reads it."""

from __future__ import annotations

from dataclasses import replace

from regulars.facts.inspection import ColumnSeen, FormSeen, Inspection
from regulars.facts.intake import BadRow, Intake, Quarantined
from regulars.interfaces.cli.inspections import inspection_text

BAD = BadRow("orders.csv", 5, 6, "date", "2024-02-30", "bad_date")
FORM = FormSeen(
    files=tuple(f"{n}.csv" for n in range(7)),
    kind="purchase_lines",
    form="uci",
    columns=(ColumnSeen("CustomerID", "customer", "recognised", "17850"), ColumnSeen("When", "occurred", "guessed", ""),
             ColumnSeen("E-mail", "customer", "given", personal=True)),
    attributes=(),
    ignored=("Colour",),
    personal=("Phone",),
    dates="the day stands first",
    pseudonyms=("E-mail",),
)  # fmt: skip
INTAKE = Intake((), 1, 0, (), (Quarantined("bad_date", 1, "no date", (BAD,)),), (), ())


def test_columns_dates_personal_data_bad_rows_and_guesses_are_told() -> None:
    told = inspection_text(Inspection((FORM,), (), INTAKE, skipped=("photo.csv: a picture",), notes=("x.txt is no table",)))
    assert told.startswith("0.csv, 1.csv, 2.csv, 3.csv, 4.csv and 2 more\nA row is a line of an order, known as uci.\n")
    for said in (
        "CustomerID  customer   recognised          17850",
        "When        occurred   guessed, but empty",
        "E-mail      customer   given               (not shown)",
        "Turned into a pseudonym, and never stored as it is: E-mail.",
        "Not used: Colour.",
        "Never read, because personal: Phone.",
        "Dates: the day stands first.",
        "1 row read = 0 used",
        "orders.csv       5     6  date    2024-02-30  bad_date",
        "Guessed: When is occurred. If it is not, say --map occurred=COLUMN.",
        "photo.csv: a picture",
        "x.txt is no table",
    ):
        assert said in told
    assert told.endswith("Nothing was imported.")


def test_of_very_many_columns_the_first_are_named() -> None:
    wide = replace(FORM, ignored=tuple(f"c{n}" for n in range(10_000)))
    assert "c58, c59 and 9,940 more.\n" in inspection_text(Inspection((wide,), (), None))


def test_what_cannot_be_used_says_so_at_the_end() -> None:
    told = inspection_text(Inspection((FORM,), (), None, problem="The dates can be read two ways."))
    assert told.endswith("This can't be used as it is. The dates can be read two ways.")
