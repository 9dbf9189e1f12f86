"""Stories about how much post customers get."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NothingUsable, UsageError
from regulars.measures.contact_pressure import contact_pressure
from regulars.settings import Settings
from regulars.words import NotEnough
from tests.examples import at_most
from tests.loyalty import facts_of_rows, lasting_engine, people, row_of, rows, tale

SHOWN = ("customers", "messages", "over_the_most", "unsubscribed")
# The week of Monday 4 March 2024: Anna gets three letters, Ben one that is also delivered and opened, Cleo none.
WEEK = [
    "Anna M1 2024-03-04 sent", "Anna M2 2024-03-05 sent", "Anna M3 2024-03-06 shown", "Anna M3 2024-03-07 unsubscribed",
    "Ben M4 2024-03-05 sent", "Ben M4 2024-03-05 delivered", "Ben M4 2024-03-12 opened",
    "Ben M5 2024-03-05 sent purpose=service", "Ben M6 2024-03-06 received direction=inbound",
    "Cleo M7 2024-03-08 unsubscribed", "Dan M8 2024-03-10 sent channel=sms",
]  # fmt: skip


def test_a_week_in_which_anna_gets_too_much_and_leaves() -> None:
    result = contact_pressure(tale(contacts=WEEK, as_of=date(2024, 3, 10)))
    assert rows(result.table, *SHOWN) == [(3, 5, 1, 1)]
    assert result.latest.require().value == pytest.approx(1 / 3)
    assert result.figures["mean_messages"].require().value == pytest.approx(5 / 3)
    assert result.figures["mean_messages"].require().unit == "messages"
    assert result.figures["unsubscribed"].require().value == pytest.approx(1 / 3)
    assert [(e.what, e.n) for e in result.exclusions] == [
        ("unsubscribed in a period without a message", 1), ("contacts after 2024-03-10", 1),
    ]  # fmt: skip


def test_it_reads_in_whole_words() -> None:
    letters = [*people("C{0} M{0} 2024-03-04 sent", 40), *people("C{0} N{0} 2024-03-05 sent", 10)]
    result = contact_pressure(tale(contacts=letters, as_of=date(2024, 3, 10), minimum_n=30), at_most=1)
    # 50 letters to 40 people; the standard deviation is √(7.5 / 39) = .4385, so ± 1.96 × .4385 / √40 = .14.
    assert result.reading == (
        "40 customers got 1.2 (1.1–1.4) marketing messages each in week 10 of 2024; 25 % (14–40 %) more than 1 message, "
        "0 % (0–9 %) unsubscribed."
    )
    assert result.picture() is not None


def test_a_customer_counts_once_in_n_and_not_as_the_busiest_week_has_them() -> None:
    # Three weeks, 40 other customers in each; C1 gets a second letter in the last.
    letters = [*people("C{0} L{0} 2024-03-04 sent", 40), *people("C{0} M{0} 2024-03-11 sent", 40, 41),
               *people("C{0} N{0} 2024-03-18 sent", 40, 81), "C1 O1 2024-03-19 sent"]  # fmt: skip
    result = contact_pressure(tale(contacts=letters, as_of=date(2024, 3, 24), minimum_n=30), by="channel")
    assert rows(result.table, "customers") == [(40,), (40,), (41,)]
    assert result.n == 120


def test_where_all_got_the_same_number_there_is_no_interval_of_the_mean() -> None:
    letters = [*people("C{0} M{0} 2024-03-04 sent", 40), *people("C{0} N{0} 2024-03-05 sent", 40)]
    result = contact_pressure(tale(contacts=letters, as_of=date(2024, 3, 10), minimum_n=30))
    assert result.reading == (
        "40 customers got 2 marketing messages each (all alike: not enough for an interval) in week 10 of 2024; "
        "0 % (0–9 %) more than 2 messages, 0 % (0–9 %) unsubscribed."
    )
    assert rows(result.table, "mean_messages", "mean_low", "mean_high") == [(2.0, None, None)]
    assert result.figures["mean_messages"] == NotEnough(
        0, 1, "contact_pressure/1#mean_messages", "no customer who got another number of messages than the rest"
    )
    assert result.picture() is not None


def test_few_customers_are_counted_and_no_share() -> None:
    result = contact_pressure(tale(contacts=WEEK, as_of=date(2024, 3, 10), minimum_n=30))
    assert result.latest == NotEnough(3, 30, "contact_pressure/1")
    assert rows(result.table, "mean_messages", "over_share", "enough") == [(None, None, False)]
    broken = contact_pressure(tale(contacts=WEEK, as_of=date(2024, 3, 9)))
    assert broken.reading.startswith("Not enough to say how much customers get: no complete period with a message")


def test_groups_and_what_cannot_be_asked() -> None:
    result = contact_pressure(tale(contacts=WEEK, as_of=date(2024, 3, 10)), by="channel")
    assert rows(result.table, *SHOWN, group="sms") == [(1, 1, 0, 0)]
    with pytest.raises(UsageError, match="0 or more messages"):
        contact_pressure(tale(contacts=WEEK), at_most=-1)
    with pytest.raises(NothingUsable, match="regulars template contacts"):
        contact_pressure(tale(purchases=["Anna 2024-01-01 1"]))


LETTERS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 30),
              st.sampled_from(("sent", "delivered", "shown", "opened", "unsubscribed"))),
    min_size=1, max_size=25, unique=True,
)  # fmt: skip


@settings(max_examples=at_most(20))
@given(LETTERS)
def test_it_agrees_with_letters_read_one_by_one(letters: list[tuple[int, int, int, str]]) -> None:
    first, zone = date(2024, 1, 1), ZoneInfo("UTC")  # a Monday
    told = [
        row_of(
            "contacts", i, f"C{who}", first + timedelta(days=day), zone, message_id=f"M{m}", event=event,
            direction="outbound", channel="email", purpose="marketing",
        )
        for i, (who, m, day, event) in enumerate(letters)
    ]  # fmt: skip
    result = contact_pressure(facts_of_rows(lasting_engine(), {"contacts": told}, Settings(minimum_n=1)), at_most=1)
    on_its_way = [(w, m, d) for w, m, d, e in letters if e in ("sent", "delivered", "shown")]
    days = {(w, m): min(d for w2, m2, d in on_its_way if (w2, m2) == (w, m)) for w, m, _ in on_its_way}
    got = Counter((w, d // 7) for (w, _), d in days.items())
    gone = {(w, d // 7) for w, _, d, e in letters if e == "unsubscribed"}
    weeks = range(min(d for *_, d, _ in letters) // 7, max(d for *_, d, _ in letters) // 7 + 1)
    expected = [
        (
            sum(k == week for _, k in got), sum(n for (_, k), n in got.items() if k == week),
            sum(n > 1 for (_, k), n in got.items() if k == week), sum(k == week and (w, k) in got for w, k in gone),
        )
        for week in weeks
    ]  # fmt: skip
    assert rows(result.table, *SHOWN) == expected
    assert result.n == len({w for w, *_ in on_its_way})
