"""Stories about customers who bring others."""

from __future__ import annotations

from datetime import date

import pytest

from regulars.errors import NothingUsable, UsageError
from regulars.facts.log import Facts
from regulars.measures.referrals import referrals
from regulars.words import NotEnough
from tests.loyalty import people, rows, tale

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
    # Anna refers Dan (converts after 27 days) and Eva; Ben two unnamed friends (the first converts after 38 days).
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
