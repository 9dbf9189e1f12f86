"""All imports together: what one repeats of another is not counted twice, and a part overlap is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from regulars.facts.intake import Intake, Noticed, Quarantined, SetAside, Takings
from regulars.stores.workspace import Counts, Manifest, counted_imports, summary
from regulars.words import Money


def intake(file: str, rows: int, *, aside: int = 0, bad: int = 0) -> Intake:
    return Intake(
        files=(file,),
        rows_read=rows,
        rows_used=rows - aside - bad,
        set_aside=(aside_as_tests(aside),) if aside else (),
        quarantined=(Quarantined("bad_date", bad, "no date"),) if bad else (),
        noticed=(Noticed("guests", 1, (), f"1 guest in {file}"),),
        takings=(Takings("EUR", 1000, 900, 0, 100, 0, "0.5"),),
    )  # fmt: skip


def aside_as_tests(rows: int) -> SetAside:
    return SetAside("test_orders", "set_aside", rows, (Money(100 * rows, "EUR"),), f"{rows} test orders")


def imported(number: int, counts: Counts, what: Intake) -> Manifest:
    at = datetime(2024, 1, number)
    return Manifest(number, number - 1, at, "shop", {"purchases": counts}, (), what)


JANUARY = imported(1, Counts(10), intake("january.csv", 13, aside=2, bad=1))


def test_before_the_first_import_there_is_nothing_to_say() -> None:
    assert summary([]) is None


def test_one_import_is_its_own_summary() -> None:
    told = summary([JANUARY])
    assert told is not None
    assert told.sentence() == JANUARY.intake.sentence()
    assert told.set_aside == JANUARY.intake.set_aside
    assert told.facts == {"purchases": 10, "purchase_lines": 0, "refunds": 0, "attributes": 0}


def test_two_months_add_up() -> None:
    february = imported(2, Counts(5), intake("february.csv", 6, aside=1))
    told = summary([JANUARY, february])
    assert told is not None
    assert told.sentence() == "19 rows read = 15 used + 3 set aside by policy + 1 quarantined"
    assert told.files == ("january.csv", "february.csv")
    assert [(s.rows, s.amounts) for s in told.set_aside] == [(3, (Money(300, "EUR"),))]
    assert told.set_aside[0].sentence == "test orders (set aside): 3 rows in 2 imports, 3.00 EUR"
    assert told.takings == (Takings("EUR", 2000, 1800, 0, 200, 0, "1.0"),)
    assert [n.what for n in told.noticed] == ["guests"]


def test_import_twice_says_what_import_once_says() -> None:
    again = imported(2, Counts(0, 10, again={"000001": 10}), JANUARY.intake)
    assert summary([JANUARY, again]) == summary([JANUARY])


def test_an_export_from_the_beginning_takes_the_place_of_the_earlier_ones() -> None:
    both = imported(2, Counts(5, 9, 1, {"000001": 10}, {"000001": 1}), intake("until_february.csv", 19, aside=3, bad=1))
    all_three = imported(3, Counts(4, 15, again={"000001": 9, "000002": 6}), intake("until_march.csv", 24, aside=3, bad=1))
    assert [m.number for m in counted_imports([JANUARY, both])] == [2]
    assert [m.number for m in counted_imports([JANUARY, both, all_three])] == [3]
    told = summary([JANUARY, both, all_three])
    assert told is not None
    assert told.sentence() == "24 rows read = 20 used + 3 set aside by policy + 1 quarantined"
    assert told.facts["purchases"] == 19


def test_an_export_that_withdraws_some_takes_the_place_of_the_earlier_one_too() -> None:
    both = imported(2, Counts(5, 8, 0, {"000001": 8}, withdrawn={"000001": 2}), intake("until_february.csv", 16, aside=3))
    assert [m.number for m in counted_imports([JANUARY, both])] == [2]
    third = imported(3, Counts(0, 13, again={"000001": 8, "000002": 5}), intake("again.csv", 16, aside=3))
    assert [m.number for m in counted_imports([JANUARY, both, third])] == [2]
    told = summary([JANUARY, both])
    assert told is not None
    assert told.facts["purchases"] == 13


def test_a_part_overlap_is_told() -> None:
    second = imported(2, Counts(5, 4, again={"000001": 4}), intake("mid_january_to_february.csv", 10, aside=1))
    told = summary([JANUARY, second])
    assert told is not None
    assert told.noticed[-1].what == "overlapping_imports"
    assert told.noticed[-1].sentence.startswith("4 facts came in more than one import and count once")


def test_a_note_on_a_file_stands_for_itself_and_a_habit_is_said_once() -> None:
    notes = [Noticed("files", 0, (), f"{name}.csv: read as Windows-1257") for name in ("a", "b", "a")]
    days = Noticed("dates_only", 5, (), "there are dates and no times")
    history = [
        imported(n, Counts(5), replace(intake(f"{n}.csv", 5), noticed=(note, days))) for n, note in enumerate(notes, start=1)
    ]
    told = summary(history)
    assert told is not None
    assert [(n.what, n.rows, n.sentence) for n in told.noticed] == [
        ("files", 0, "a.csv: read as Windows-1257"),
        ("dates_only", 15, "there are dates and no times"),
        ("files", 0, "b.csv: read as Windows-1257"),
    ]


def test_what_leant_on_an_uncounted_half_is_not_dropped() -> None:
    """The third brings all of the second's own facts again, but not the January ones that the second met."""
    second = imported(2, Counts(5, 4, again={"000001": 4}), intake("b.csv", 10, aside=1))
    third = imported(3, Counts(1, 5, again={"000002": 5}), intake("c.csv", 6))
    assert [m.number for m in counted_imports([JANUARY, second, third])] == [1, 2, 3]
