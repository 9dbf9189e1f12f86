"""Codes are random enough, and can be read aloud."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.actions.rewards.codes import BITS, SIGNS, Campaign, new_code, read_code
from regulars.errors import UsageError

AT = datetime(2026, 1, 1)
VILNIUS = ZoneInfo("Europe/Vilnius")


def test_a_code_has_more_than_sixty_bits_and_no_two_are_alike() -> None:
    assert BITS >= 60
    made = {new_code(secrets.token_bytes) for _ in range(2000)}
    assert len(made) == 2000
    assert {len(code) for code in made} == {15}
    assert {sign for code in made for sign in code} - {"-"} == set(SIGNS)


@given(st.binary(min_size=9, max_size=9))
def test_a_code_is_read_however_it_is_written(random: bytes) -> None:
    code = new_code(lambda n: random[:n])
    kept = code.replace("-", "")
    said = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")
    assert read_code(code) == read_code(said) == read_code(kept) == kept


def test_different_bits_are_different_codes() -> None:
    assert new_code(lambda n: b"\xff" * n) != new_code(lambda n: b"\xff" * (n - 1) + b"\x7f")
    assert new_code(lambda n: b"\xff" * n) == "ZZZZ-ZZZZ-ZZZZZ"


def test_what_a_code_gave_lasts_to_the_end_of_its_last_day() -> None:
    """Used on 28 March at 1:30 in Vilnius; a day later, the 29th, is over at midnight there, in summer time."""
    campaign = Campaign(campaign_id="c", points=5, starts_at=AT, ends_at=AT + timedelta(days=99), expires_after_days=1)
    assert campaign.expires_at(datetime(2026, 3, 27, 23, 30), VILNIUS) == datetime(2026, 3, 29, 21, 0)
    for_ever = Campaign(campaign_id="c", points=5, starts_at=AT, ends_at=AT + timedelta(days=99))
    assert for_ever.expires_at(AT, VILNIUS) is None


def test_a_campaign_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(UsageError, match="gives 0 points"):
        Campaign(campaign_id="c", points=0, starts_at=AT, ends_at=AT + timedelta(days=1))
    with pytest.raises(UsageError, match="limit of campaign c is 0"):
        Campaign(campaign_id="c", points=1, starts_at=AT, ends_at=AT + timedelta(days=1), per_member=0)
