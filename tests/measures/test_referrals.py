"""Stories about customers who bring others."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NothingUsable, UsageError
from regulars.facts.log import Facts
from regulars.measures.referrals import referrals
from regulars.settings import Settings
from regulars.words import NotEnough
from tests.examples import at_most
from tests.loyalty import facts_of_rows, lasting_engine, people, row_of, rows, tale

SHOWN = ("customers_so_far", "referrers", "referrals", "converted_so_far", "referrals_seen", "converted_in_time")


def club() -> Facts:
    return tale(
        purchases=["Anna 2023-12-01 5", "Ben 2024-01-20 5", "Cleo 2024-05-01 5"],
        advocacy=[
            "Anna 2024-01-05 referred Dan", "Anna 2024-01-09 referred Dan", "Anna 2024-02-01 referral_converted Dan",
            "Anna 2024-02-10 referred Eva", "Ben 2024-02-11 referred", "Ben 2024-02-12 referred",
            "Ben 2024-03-20 referral_converted",
            "Ben 2024-02-13 referred Ben", "Zoe 2024-04-10 referred Fay", "Cleo 2024-06-20 referred Gil",
            "Cleo 2024-06-25 referral_converted Gil",
        ],
        as_of=date(2024, 6, 30),
    )  # fmt: skip


def test_a_club_where_two_of_five_referrals_convert_in_time() -> None:
    result = referrals(club(), within_days=30)
    # Anna refers Dan (converts after 27 days) and Eva; Ben two unnamed friends (the latter converts after 37 days).
    assert rows(result.table, *SHOWN) == [(2, 2, 4, 2, 4, 1), (3, 1, 2, 1, 1, 0)]
    assert result.figures["conversion"].require().value == pytest.approx(1 / 5)
    assert result.latest.require().value == pytest.approx(1 / 3)
    assert [(e.what, e.n) for e in result.exclusions] == [
        ("referrals of oneself", 1), ("times somebody referred who had not been seen to buy (rate)", 1),
    ]  # fmt: skip
    assert result.reading == (
        "Of 3 customers by the end of quarter 2 of 2024, 33 % (6–79 %) referred somebody in it. "
        "Of 5 referrals, 20 % (4–62 %) converted within 30 days."
    )


def test_a_conversion_that_names_nobody_is_of_the_latest_referral_still_open() -> None:
    """Forty refer somebody in January and in July, ten days after which one comes."""
    told = [
        *people("C{} 2024-01-01 referred", 40), *people("C{} 2024-07-01 referred", 40),
        *people("C{} 2024-07-11 referral_converted", 40),
    ]  # fmt: skip
    result = referrals(tale(purchases=people("C{} 2023-12-01 5", 40), advocacy=told, as_of=date(2024, 12, 31)))
    conversion = result.figures["conversion"].require()
    assert (conversion.value, conversion.n) == (0.5, 80)
    assert [r[3:] for r in rows(result.table, *SHOWN)] == [(0, 40, 0), (0, 0, 0), (40, 40, 40), (0, 0, 0)]


def test_a_conversion_that_names_nobody_and_is_of_no_referral_seen_is_one_itself() -> None:
    """One came before Anna was seen to refer, and one on the day that she does; Ben's came before he referred."""
    told = [
        "Anna 2024-01-05 referral_converted", "Anna 2024-03-01T15:00 referred", "Anna 2024-03-01 referral_converted",
        "Ben 2024-01-05 referral_converted", "Ben 2024-03-01 referred",
    ]  # fmt: skip
    result = referrals(tale(purchases=["Anna 2024-01-01 5"], advocacy=told, as_of=date(2024, 6, 30)), within_days=30)
    assert rows(result.table, *SHOWN) == [(1, 1, 4, 3, 4, 3), (1, 0, 0, 0, 0, 0)]


ACTS = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(("referred", "referral_converted"))), min_size=1, max_size=14)


@settings(max_examples=at_most(20))
@given(ACTS, st.integers(1, 30))
def test_it_agrees_with_a_pile_of_open_referrals(acts: list[tuple[int, str]], within_days: int) -> None:
    first, zone = date(2024, 1, 1), ZoneInfo("UTC")
    told = [
        row_of("advocacy", i, "Anna", first + timedelta(days=day), zone, act=act, currency=None)
        for i, (day, act) in enumerate(acts)
    ]
    bought = [row_of("purchases", 0, "Anna", first, zone, amount_minor=500)]
    asked = Settings(minimum_n=1, as_of=first + timedelta(days=100))
    result = referrals(facts_of_rows(lasting_engine(), {"advocacy": told, "purchases": bought}, asked), within_days=within_days)
    pile: list[int] = []
    waits = []
    for day, act in sorted(acts, key=lambda a: (a[0], a[1] != "referred")):
        if act == "referred":
            pile.append(day)
        else:
            waits.append(day - pile.pop() if pile else 0)
    assert result.counts == {"referrals": len(waits) + len(pile), "converted_so_far": len(waits)}
    conversion = result.figures["conversion"].require()
    assert conversion.n == len(waits) + len(pile)
    assert round(conversion.value * conversion.n) == sum(w <= within_days for w in waits)


def test_under_thirty_customers_there_are_counts_and_no_rate() -> None:
    facts = tale(purchases=people("C{} 2024-01-01 5", 12), advocacy=["C1 2024-02-01 referred Dan"], minimum_n=30,
                 as_of=date(2024, 3, 31))  # fmt: skip
    result = referrals(facts, period="month")
    assert isinstance(result.latest, NotEnough)
    assert result.reading.endswith("1 referral so far.")


def test_who_refers_under_another_of_her_ids_is_one_customer() -> None:
    """Anna's app refers Dan, whom the till calls T-4 when he comes; Ben's other card is no friend of his."""
    facts = tale(
        purchases=["Anna 2024-01-01 5", "Ben 2024-01-02 5"],
        identities=["App-1 2024-01-01 Anna", "T-4 2024-01-01 Dan", "Card-2 2024-01-01 Ben"],
        advocacy=["App-1 2024-02-01 referred Dan", "Anna 2024-02-09 referral_converted T-4", "Ben 2024-02-10 referred Card-2"],
        as_of=date(2024, 3, 31),
    )
    result = referrals(facts, within_days=30)
    assert rows(result.table, *SHOWN) == [(2, 1, 1, 1, 1, 1)]
    assert [(e.what, e.n) for e in result.exclusions] == [("referrals of oneself", 1)]


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="1 or more days"):
        referrals(club(), within_days=0)
    with pytest.raises(NothingUsable, match="regulars template advocacy"):
        referrals(tale(purchases=["Anna 2024-01-01 1"]))
    early = referrals(tale(purchases=["Anna 2024-01-01 1"], advocacy=["Anna 2024-02-01 referred Dan"]))
    assert early.reading.startswith("Not enough to say how many customers refer others: no complete period")
