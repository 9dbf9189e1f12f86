"""How a file is read is decided by its sample, and by all of it where the sample proves nothing."""

from __future__ import annotations

import duckdb
import pytest

from regulars.errors import AmbiguousAmounts, AmbiguousDates
from regulars.facts.mapping import Mapping
from regulars.readers.rows.deciding import Decider
from regulars.readers.rows.fields import Form
from regulars.settings import Settings
from tests.readers.rows.tables import form_of, table


def deciding(connection: duckdb.DuckDBPyConnection) -> Decider:
    return Decider(connection, Settings())


def typed(connection: duckdb.DuckDBPyConnection, date: str, amount: str) -> Form:
    columns = ["customer", "occurred", "amount"]
    scan = table(connection, "typed", columns, [[]], {"occurred": date, "amount": amount})
    return Form(0, scan, Mapping("purchases", "plain", {c: c for c in columns}))


def test_a_sample_that_proves_the_day_first_is_enough(connection: duckdb.DuckDBPyConnection) -> None:
    form = form_of(connection, "Ana|25/12/2023|1", "Bo|3/4/2024|1")
    (decided,) = deciding(connection).dates([form]).values()
    assert (decided.kind, decided.order) == ("text", "dmy")
    assert "25/12/2023 can't be read otherwise" in decided.why


def test_a_sample_that_proves_nothing_sends_for_the_whole_column(connection: duckdb.DuckDBPyConnection) -> None:
    form = form_of(connection, *["Ana|3/4/2024|1"] * 60, "Bo|4/25/2024|1")
    (decided,) = deciding(connection).dates([form]).values()
    assert (decided.order, decided.settled) == ("mdy", True)


def test_a_file_in_doubt_follows_one_that_is_not(connection: duckdb.DuckDBPyConnection) -> None:
    doubtful, sure = form_of(connection, "Ana|3/4/2024|1"), form_of(connection, "Bo|25/4/2024|1", number=1)
    decided = deciding(connection).dates([doubtful, sure])
    assert (decided[0].order, decided[0].why) == ("dmy", "as in the other files of this command")


def test_where_the_others_disagree_the_doubt_is_an_error(connection: duckdb.DuckDBPyConnection) -> None:
    forms = [form_of(connection, f"Ana|{day}|1", number=n) for n, day in enumerate(("3/4/2024", "25/4/2024", "4/25/2024"))]
    with pytest.raises(AmbiguousDates, match=r"3/4/2024 is 3 April \(day first"):
        deciding(connection).dates(forms)


def test_typed_columns_leave_nothing_to_decide(connection: duckdb.DuckDBPyConnection) -> None:
    form = typed(connection, "DATE", "DOUBLE")
    assert deciding(connection).dates([form])[0].kind == "day"
    assert deciding(connection).numbers(form).why == "the columns hold numbers"


def test_a_comma_that_can_only_be_decimal(connection: duckdb.DuckDBPyConnection) -> None:
    form = form_of(connection, "Ana|2024-01-05|3,50", "Bo|2024-01-05|1.250,00")
    decided = deciding(connection).numbers(form)
    assert (decided.mark, decided.why) == ("comma", "decimal comma: 1.250,00 can't be read otherwise")


def test_a_thousand_or_a_one_is_an_error(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(AmbiguousAmounts, match=r"1,234"):
        deciding(connection).numbers(form_of(connection, "Ana|2024-01-05|1,234"))


def test_when_rows_did_not_fit_the_whole_column_has_the_last_word(connection: duckdb.DuckDBPyConnection) -> None:
    decider, form = deciding(connection), form_of(connection, *["Ana|2024-01-05|3.50"] * 60, "Bo|2024-01-05|1,234,567.00")
    first = decider.numbers(form)
    assert decider.settled_numbers(form, first).mark == "dot"
    mixed = form_of(connection, *["Ana|2024-01-05|3.50"] * 60, "Bo|2024-01-05|3,5")
    with pytest.raises(AmbiguousAmounts, match=r"such as 3\.50(.|\n)*3,5"):
        decider.settled_numbers(mixed, decider.numbers(mixed))


def test_dates_that_were_sure_are_not_asked_again(connection: duckdb.DuckDBPyConnection) -> None:
    decider, form = deciding(connection), typed(connection, "TIMESTAMP", "DOUBLE")
    dates = decider.dates([form])[0]
    assert decider.settled_dates(form, dates) is dates
