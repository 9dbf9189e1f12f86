"""Groups are compared in a line each, and nobody has to read a table of a thousand rows."""

from __future__ import annotations

from regulars.interfaces.cli.groups import a_line_each
from regulars.interfaces.cli.results import as_text
from regulars.measures.cohorts import cohorts
from regulars.measures.retention import retention
from tests.stories import log

# In Vilnius two of three come back after a month; in Riga there is one customer.
STORY = (
    "Anna 2024-01-05 1 place=Vilnius", "Ben 2024-01-09 1 place=Vilnius", "Cleo 2024-01-10 1 place=Vilnius",
    "Anna 2024-02-05 1 place=Vilnius", "Ben 2024-02-05 1 place=Vilnius", "Dan 2024-01-02 1 place=Riga",
    "Dan 2024-03-31 1 place=Riga",
)  # fmt: skip


def test_cohorts_are_a_line_for_each_place_with_n_and_interval_or_not_enough() -> None:
    result = cohorts(log(*STORY, minimum_n=2), by="place")
    assert result.table.num_rows == 18
    found = a_line_each(result)
    assert found is not None
    said, rows = found
    assert said.startswith(
        "All cohorts of each place together: how many of those who could be seen so long bought again a month"
    )
    assert [(r["group"], r["customers"], r["eligible"], r["returned"]) for r in rows] == [
        (None, 4, 4, 2), ("Riga", 1, 1, 0), ("Vilnius", 3, 3, 2),
    ]  # fmt: skip
    assert [r["share"] for r in rows[1:]] == ["not enough", 2 / 3]
    text = as_text(result, "table").splitlines()
    assert len(text) < 22
    assert any(line.startswith("Vilnius") and "66.7 % (20.8–93.9)" in line for line in text)
    assert any(line.startswith("Riga") and line.endswith("not enough") for line in text)


def test_without_groups_a_table_is_whole() -> None:
    assert a_line_each(cohorts(log(*STORY))) is None


def test_many_places_by_period_show_the_last_complete_one() -> None:
    places = [f"C{n} 2024-0{m}-05 1 place=P{n}" for n in range(30) for m in (1, 2, 3)]
    found = a_line_each(retention(log(*places, "End 2024-03-31 1 place=P0", minimum_n=1), by="place"))
    assert found is not None
    assert found[0].startswith("The last complete period, 2024-03-01 to 2024-03-31, of each group.")
    assert (len(found[1]), found[1][1]["retention_rate"]) == (31, 1.0)
    assert a_line_each(retention(log(*STORY), by="place")) is None
