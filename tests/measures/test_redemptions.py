"""Stories about coupons: used in time, let pass, taken back, or still running."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NothingUsable, UsageError
from regulars.measures.redemptions import redemptions
from regulars.settings import Settings
from regulars.words import NotEnough
from tests.examples import at_most
from tests.loyalty import facts_of_rows, lasting_engine, people, row_of, rows, tale, utc

SHOWN = ("offered", "over", "redeemed", "not_redeemed", "still_open", "withdrawn")
CAFE = [
    "Anna I1 2024-01-05 offered until=2024-01-31", "Anna I1 2024-01-20 redeemed",  # in time
    "Ben I1 2024-01-05 offered until=2024-01-31", "Ben I1 2024-02-02 redeemed",  # too late for its own date
    "Cleo I1 2024-01-05 offered until=2024-01-31", "Cleo I1 2024-02-01 expired",  # let pass
    "Dan I1 2024-01-06 offered until=2024-01-31", "Dan I1 2024-01-10 withdrawn",  # taken back
    "Eva I2 2024-02-20 offered until=2024-12-31", "Eva I2 2024-02-21 redeemed",  # its ninety days are not over
    "Fay I3 2024-02-22 redeemed form=gift",  # never seen to be offered
]  # fmt: skip


def test_a_cafe_where_one_coupon_of_three_is_used_in_time() -> None:
    result = redemptions(tale(incentives=CAFE, as_of=date(2024, 3, 31)))
    assert rows(result.table, *SHOWN) == [(4, 3, 1, 2, 0, 1), (1, 0, 0, 0, 1, 0), (0, 0, 0, 0, 0, 0)]
    assert result.latest.require().value == pytest.approx(1 / 3)
    assert [(e.what, e.n) for e in result.exclusions] == [
        ("incentives whose offer was not seen", 1), ("incentives whose time still runs", 1),
        ("incentives that the shop withdrew", 1),
    ]  # fmt: skip
    assert result.counts == {"offered": 5, "redeemed_so_far": 4}
    assert result.reading == (
        "Of 3 incentives offered, 33 % (6–79 %) were redeemed within their time, at most 90 days; 1 more still run."
    )


def test_one_that_is_used_early_waits_for_the_others_of_its_day() -> None:
    coupons = [*people("C{} I1 2024-03-01 offered", 4), "C1 I1 2024-03-02 redeemed"]
    assert redemptions(tale(incentives=coupons, as_of=date(2024, 4, 30))).n == 0
    assert redemptions(tale(incentives=coupons, as_of=date(2024, 5, 30))).latest.require().value == 0.25


def test_under_thirty_there_are_counts_and_no_rate() -> None:
    result = redemptions(tale(incentives=CAFE, as_of=date(2024, 3, 31), minimum_n=30))
    assert result.latest == NotEnough(3, 30, "redemption_rate/1", "too few incentives whose time is over")
    assert rows(result.table, "redemption_rate", "enough")[0] == (None, False)


def test_groups_and_what_cannot_be_asked() -> None:
    result = redemptions(tale(incentives=[*CAFE, "Gil I9 2024-01-07 offered form=gift"], as_of=date(2024, 5, 31)), by="form")
    assert rows(result.table, "offered", group="gift")[0] == (1,)
    with pytest.raises(UsageError, match="1 or more days"):
        redemptions(tale(incentives=CAFE), within_days=0)
    with pytest.raises(NothingUsable, match="regulars template incentives"):
        redemptions(tale(purchases=["Anna 2024-01-01 1"]))


STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 60), st.sampled_from(("offered", "redeemed", "expired", "withdrawn")),
              st.none() | st.integers(0, 50)),
    min_size=1, max_size=16, unique_by=lambda s: (s[0], s[2]),
)  # fmt: skip


@settings(max_examples=at_most(20))
@given(STEPS, st.integers(1, 40))
def test_it_agrees_with_coupons_read_one_by_one(steps: list[tuple[int, int, str, int | None]], within: int) -> None:
    first, zone = date(2024, 1, 1), ZoneInfo("UTC")
    told = [
        row_of(
            "incentives", i, f"C{who}", first + timedelta(days=day), zone, incentive_id="I", event=event, form="coupon",
            currency=None, valid_to=utc(first + timedelta(days=day + more), zone) if more is not None else None,
        )
        for i, (who, day, event, more) in enumerate(steps)
    ]  # fmt: skip
    counted = {"redeemed": 0, "not_redeemed": 0, "still_open": 0, "withdrawn": 0}
    last = max(day for _, day, *_ in steps)
    for who in {w for w, *_ in steps}:
        own = {event: (day, more) for w, day, event, more in steps if w == who}
        if "offered" not in own:
            continue
        offered, more = own["offered"]
        ends = offered + (within if more is None else min(within, more))
        redeemed, withdrawn = (own[e][0] if e in own else 10**6 for e in ("redeemed", "withdrawn"))
        if withdrawn <= ends and redeemed > withdrawn:
            counted["withdrawn"] += 1
        elif ends > last:
            counted["still_open"] += 1
        else:
            counted["redeemed" if redeemed <= ends else "not_redeemed"] += 1
    facts = facts_of_rows(lasting_engine(), {"incentives": told}, Settings(minimum_n=1))
    table = redemptions(facts, within_days=within).table
    assert {name: sum(r[0] for r in rows(table, name)) for name in counted} == counted
