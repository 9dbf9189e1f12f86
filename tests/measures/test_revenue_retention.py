"""Stories about what customers pay by the month, and what is still there a month later."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NothingUsable, UsageError
from regulars.facts.zones import periods_between
from regulars.measures.monthly import minor
from regulars.measures.revenue_retention import revenue_retention
from regulars.measures.revenue_rows import FLOWS
from regulars.words import Estimate, NotEnough, Period
from tests.examples import at_most
from tests.loyalty import people, rows, tale
from tests.measures.commitment_logs import Book, Drawn, books

MONEY = ("before_minor", *(f"{flow}_minor" for flow in FLOWS), "after_minor")
# A gym: Anna upgrades, Ben pays for a year at once, Cleo's card fails and she comes back in May, Dan goes to the cheap hour.
GYM = [
    "Anna S1 2024-01-05 started amount=30 every=month auto=yes", "Ben S2 2024-01-10 started amount=240 every=year auto=no",
    "Cleo S3 2024-01-15 started amount=40 every=month auto=yes", "Dan S4 2024-01-20 started amount=50 every=month",
    "Anna S1 2024-02-05 renewed amount=45", "Cleo S3 2024-03-02 ended", "Dan S4 2024-03-20 renewed amount=20",
    "Eva S5 2024-04-02 started amount=10 every=week", "Cleo S6 2024-05-03 started amount=40",
]  # fmt: skip


def test_a_gym_with_an_upgrade_a_failed_card_a_downgrade_and_a_win_back() -> None:
    result = revenue_retention(tale(commitments=GYM, as_of=date(2024, 5, 31)))
    # At the end of January 30 + 20 (a twelfth of 240) + 40 + 50 = 140.00 a month. Eva's 10.00 a week is 43.48125 a month.
    assert rows(result.table, "starts", *MONEY) == [
        (date(2024, 2, 1), 14000, 0, 0, 1500, 0, 0, 15500),
        (date(2024, 3, 1), 15500, 0, 0, 0, -3000, -4000, 8500),
        (date(2024, 4, 1), 8500, 4348, 0, 0, 0, 0, 12848),
        (date(2024, 5, 1), 12848, 0, 4000, 0, 0, 0, 16848),
    ]
    shares = rows(result.table, "gross_share", "net_share", "customers_share")
    assert shares[0] == (1.0, pytest.approx(155 / 140), 1.0)
    assert shares[1] == (pytest.approx(85 / 155), pytest.approx(85 / 155), 0.75)
    assert shares[3] == (1.0, 1.0, 1.0)
    assert result.n == 5
    assert isinstance(result.latest, Estimate)
    assert (result.latest.value, result.latest.n) == (1.0, 4)


def test_it_reads_as_an_owner_would_say_it() -> None:
    steps = people("C{} S{} 2024-01-05 started amount=10".replace("{}", "{0}"), 100)
    facts = tale(commitments=[*steps, *people("C{0} S{0} 2024-02-15 ended", 5)], as_of=date(2024, 2, 29), minimum_n=30)
    assert revenue_retention(facts).reading == (
        "Of 1,000.00 EUR a month under contract at the end of January 2024, 95 % (89–98 %) was still there at the end of "
        "February 2024, and 95 % (89–100 %) with what those customers added; 95 % (89–98 %) of the 100 customers still pay."
    )


def test_under_thirty_customers_there_is_money_but_no_share() -> None:
    result = revenue_retention(tale(commitments=GYM, as_of=date(2024, 2, 29), minimum_n=30))
    assert rows(result.table, *MONEY) == [(14000, 0, 0, 1500, 0, 0, 15500)]
    assert rows(result.table, "gross_share", "net_high", "customers_share", "enough") == [(None, None, None, False)]
    assert result.latest == NotEnough(4, 30, "revenue_retention/1")
    assert result.picture() is None


def test_a_contract_counts_through_its_last_day() -> None:
    facts = tale(
        commitments=["Anna S1 2024-01-05 started amount=10", "Anna S1 2024-02-29 ended", "Ben S2 2024-01-05 started amount=10"],
        as_of=date(2024, 3, 31),
    )
    assert rows(revenue_retention(facts).table, "churned_minor", "after_minor") == [(0, 2000), (-1000, 1000)]


def test_a_switch_without_a_day_between_is_neither_lost_nor_new() -> None:
    steps = ["Anna S1 2024-01-05 started amount=10", "Anna S1 2024-01-31 ended", "Anna S2 2024-02-01 started amount=25"]
    assert rows(revenue_retention(tale(commitments=steps, as_of=date(2024, 2, 29))).table, *MONEY) == [
        (1000, 0, 0, 1500, 0, 0, 2500)
    ]


def test_a_cancelled_contract_runs_as_long_as_it_is_paid_for() -> None:
    steps = ["Anna S1 2024-01-05 started amount=10", "Anna S1 2024-01-20 cancelled ends=2024-03-05"]
    facts = tale(commitments=steps, as_of=date(2024, 3, 31))
    assert rows(revenue_retention(facts).table, "after_minor") == [(1000,), (0,)]


def test_a_term_that_nobody_renews_is_over_unless_it_renews_itself() -> None:
    for auto, after in (("auto=no", 0), ("", 0), ("auto=yes", 1000)):
        steps = [f"Anna S1 2024-01-05 started amount=10 ends=2024-02-05 {auto}"]
        assert rows(revenue_retention(tale(commitments=steps, as_of=date(2024, 2, 29))).table, "after_minor") == [(after,)]


def test_each_currency_stands_alone_and_the_one_of_most_customers_leads() -> None:
    steps = ["Anna S1 2024-01-05 started amount=10", "Ben S2 2024-01-05 started amount=900 currency=USD",
             "Cleo S3 2024-01-05 started amount=10", "Anna S1 2024-02-05 ended"]  # fmt: skip
    result = revenue_retention(tale(commitments=steps, as_of=date(2024, 2, 29)))
    assert rows(result.table, "currency", *MONEY) == [
        ("EUR", 2000, 0, 0, 0, 0, -1000, 1000), ("USD", 90000, 0, 0, 0, 0, 0, 90000),
    ]  # fmt: skip
    assert result.latest.require().value == 0.5


def test_who_pays_in_two_currencies_is_one_customer() -> None:
    steps = [*people("C{0} S{0} 2024-01-05 started amount=10", 30),
             *people("C{0} T{0} 2024-01-05 started amount=20 currency=USD", 30),
             "C1 U1 2024-02-10 started amount=5 currency=GBP"]  # fmt: skip
    result = revenue_retention(tale(commitments=steps, as_of=date(2024, 2, 29)), by="form")
    assert rows(result.table, "currency", "customers_after", "customers_new") == [
        ("EUR", 30, 0), ("GBP", 1, 1), ("USD", 30, 0),
    ]  # fmt: skip
    assert result.n == 30


def test_a_contract_first_seen_at_its_renewal_ran_before_and_is_not_new() -> None:
    steps = ["Ben S2 2024-01-02 started amount=5", "Anna S1 2024-03-05 renewed amount=10"]
    result = revenue_retention(tale(commitments=steps, as_of=date(2024, 3, 31)))
    assert rows(result.table, "before_minor", "new_minor", "after_minor") == [(1500, 0, 1500), (1500, 0, 1500)]
    assert result.counts == {"contracts": 2, "ran_before_the_log": 1}
    assert "counts as running, at that step's price, since the log's first day (1 of them)" in result.settings["rule"]


def test_contracts_without_a_price_are_left_out_and_counted() -> None:
    result = revenue_retention(tale(commitments=["Anna S1 2024-01-05 started", "Ben S2 2024-01-06 started amount=10"],
                                    as_of=date(2024, 2, 29)))  # fmt: skip
    assert rows(result.table, "after_minor") == [(1000,)]
    assert [(e.what, e.n) for e in result.exclusions] == [("contracts that never say what they cost", 1)]


def test_groups_add_up_to_everybody() -> None:
    result = revenue_retention(
        tale(commitments=[*GYM, "Fay S9 2024-01-07 started amount=99 form=membership"], as_of=date(2024, 5, 31)), by="form"
    )
    whole = rows(result.table, "after_minor")
    parts = [rows(result.table, "after_minor", group=g) for g in ("membership", "subscription")]
    assert whole == [(a + b,) for (a,), (b,) in zip(*parts, strict=True)]


def test_without_contracts_it_says_what_to_bring() -> None:
    with pytest.raises(NothingUsable, match="regulars template commitments"):
        revenue_retention(tale(answers=["Anna 2024-02-03 recommend 9"]))
    with pytest.raises(UsageError, match="Cannot group commitments by 'weather'"):
        revenue_retention(tale(commitments=GYM), by="weather")


def test_a_log_of_one_month_cannot_say() -> None:
    result = revenue_retention(tale(commitments=GYM[:4]))
    assert isinstance(result.latest, NotEnough)
    assert "too few complete periods after the first" in result.reading


def twin(book: Book, period: Period, before: Period, currency: str) -> list[Fraction]:
    """before, new, reactivated, expansion, contraction, churned, after: from each customer's pay on two days."""
    told = [Fraction(0)] * 7
    for customer in book.customers():
        opening, closing = (_paid(book, customer, min(p.ends, book.as_of), currency) for p in (before, period))
        earlier = any(
            _paid(book, customer, min(p.ends, book.as_of), currency) for p in _all_periods(book) if p.ends < before.starts
        )
        step = closing - opening
        told[0] += opening
        told[6] += closing
        if not opening:
            told[2 if earlier else 1] += closing
        elif not closing:
            told[5] -= opening
        else:
            told[3 if step > 0 else 4] += step
    return told


def _paid(book: Book, customer: str, day: date, currency: str) -> Fraction:
    return sum((p for c, p in book.running(customer, day) if c == currency and p), Fraction(0))


def _all_periods(book: Book) -> list[Period]:
    return periods_between(book.starts, book.as_of, "month")


@settings(max_examples=at_most(20))
@given(books(), st.sampled_from(("EUR", "USD")))
def test_it_agrees_with_a_book_read_day_by_day(drawn: Drawn, currency: str) -> None:
    result, periods = revenue_retention(drawn.facts), _all_periods(drawn.book)
    ends = [min(p.ends, drawn.book.as_of) for p in periods]
    paid = {c for c in drawn.book.customers() for day in ends for money in ("EUR", "USD") if _paid(drawn.book, c, day, money)}
    assert result.n == len(paid)
    found = {r["starts"]: r for r in result.table.to_pylist() if r["currency"] == currency}
    for before, period in pairwise(periods):
        expected = twin(drawn.book, period, before, currency)
        row = found.get(period.starts)
        if row is None:
            assert not any(expected)
            continue
        assert row["before_minor"] == minor(int(expected[0] * 19200))
        assert row["after_minor"] == minor(int(expected[6] * 19200))
        assert all(abs(row[name] - exact) < 1 for name, exact in zip(MONEY[1:6], expected[1:6], strict=True))
        assert row["before_minor"] + sum(row[name] for name in MONEY[1:6]) == row["after_minor"]
