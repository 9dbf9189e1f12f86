"""What a few customers did, and what each indicator says of it, worked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from math import log
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NothingUsable, UsageError
from regulars.facts.log import Facts
from regulars.settings import Settings
from regulars.understanding.evidence.gathering import columns_of, evidence, what_is_there
from regulars.understanding.evidence.indicators import INDICATORS
from regulars.understanding.evidence.questions import QUESTIONS
from tests.loyalty import Row, facts_of_rows, lasting_engine, row_of, tale

UTC = ZoneInfo("UTC")
VISITS = ["Anna 2024-01-01 10.00", "Ben 2024-01-02 10.00", "Cleo 2024-03-30 10.00"]


def raw(facts: Facts, name: str, **more: Any) -> dict[str, tuple[Any, int]]:
    """An indicator's raw value, and what it rests on, of each customer observed."""
    found = evidence(facts, **more)
    column = found.column(name)
    told = zip(found.customers.to_pylist(), column.raw, column.observed, strict=True)
    return {who: (pytest.approx(value), n) for who, value, n in told if n}


def peers(facts: Facts, name: str) -> dict[str, float]:
    """Of each customer observed, raw less expected, up to the mean of all."""
    found = evidence(facts)
    column = found.column(name)
    told = zip(found.customers.to_pylist(), column.raw - column.expected, column.observed, strict=True)
    return {who: value for who, value, n in told if n}


def test_anna_buys_on_promotion_what_others_pay_in_full() -> None:
    lines = [
        "Anna A1 2024-01-01 bread 4.00 off=0.50", "Anna A2 2024-01-02 milk 2.00",  # milk: nobody else buys any
        "Ben B1 2024-01-03 bread 1.00 off=0.20", "Ben B1 2024-01-03 bread 9.00", "Cleo C1 2024-01-03 bread 16.00",
    ]  # fmt: skip
    facts = tale(purchases=VISITS, purchase_lines=lines)
    # Lines weigh by the root of their amount. Without milk: Anna 2 of 2, Ben 1 of 1 + 3, Cleo nothing of 4.
    assert raw(facts, "promotion_share") == {"Anna": (1.0, 1), "Ben": (0.25, 1), "Cleo": (0.0, 1)}
    # Others in bread that week: for Anna 1 of 8, for Ben 2 of 6, for Cleo 3 of 6.
    beyond = peers(facts, "promotion_share")
    assert beyond["Anna"] - beyond["Ben"] == pytest.approx((1 - 1 / 8) - (1 / 4 - 2 / 6))
    assert beyond["Ben"] - beyond["Cleo"] == pytest.approx((1 / 4 - 2 / 6) - (0 - 3 / 6))


def test_an_order_with_nothing_on_promotion_is_told_beside_what_it_holds() -> None:
    lines = ["Anna A1 2024-01-01 bread 2.00", "Anna A1 2024-01-01 milk 2.00"]
    lines += ["Ben B1 2024-01-02 bread 1.00 off=0.20", "Ben B1 2024-01-02 bread 1.00", "Cleo C1 2024-01-02 milk 1.00"]
    facts = tale(purchases=VISITS, purchase_lines=lines)
    assert raw(facts, "without_incentive") == {"Anna": (1.0, 1), "Ben": (0.0, 1), "Cleo": (1.0, 1)}
    # Half of the others' bread was on promotion and none of their milk: Anna's order had an even chance, Cleo's all.
    beyond = peers(facts, "without_incentive")
    assert beyond["Anna"] - beyond["Cleo"] == pytest.approx((1 - 1 / 2) - (1 - 1))


def test_two_lines_of_the_same_goods_are_one_chance_of_an_offer() -> None:
    lines = ["Anna A1 2024-01-01 bread 1.00", "Anna A1 2024-01-01 bread 1.00", "Ben B1 2024-01-01 milk 1.00"]
    lines += ["Cleo C1 2024-01-02 bread 1.00 off=0.20", "Cleo C2 2024-01-02 bread 1.00", "Cleo C3 2024-01-02 milk 1.00"]
    # Half of the others' bread was on promotion: an even chance for Anna's order, not one in four. None of Ben's milk was.
    beyond = peers(tale(purchases=VISITS, purchase_lines=lines), "without_incentive")
    assert beyond["Anna"] - beyond["Ben"] == pytest.approx((1 - 1 / 2) - (1 - 1))


def test_goods_of_an_unknown_brand_say_nothing_of_the_shops_own() -> None:
    lines = ["Anna A1 2024-01-01 bread 1.00 own=yes", "Anna A1 2024-01-01 bread 9.00", "Ben B1 2024-01-01 bread 4.00 own=no"]
    lines += ["Cleo C1 2024-01-02 bread 1.00 own=yes", "Cleo C1 2024-01-02 bread 16.00 off=1.00"]
    facts = tale(purchases=VISITS, purchase_lines=lines)
    assert raw(facts, "own_brand") == {"Anna": (1.0, 1), "Ben": (0.0, 1), "Cleo": (1.0, 1)}
    # Of known brands others bought: beside Anna 1 of 3 (roots), beside Ben 2 of 2.
    beyond = peers(facts, "own_brand")
    assert beyond["Anna"] - beyond["Ben"] == pytest.approx((1 - 1 / 3) - (0 - 1))


def test_without_lines_the_orders_say_what_was_taken_off() -> None:
    orders = [
        "Anna 2024-01-01 10.00 discount_minor=100",
        "Ben 2024-01-02 10.00",
        "Cleo 2024-01-03 10.00",
        "Dan 2024-02-20 1.00",
    ]
    facts = tale_of_orders(orders)
    assert raw(facts, "promotion_share") == {"Anna": (1.0, 1), "Ben": (0.0, 1), "Cleo": (0.0, 1)}
    assert peers(facts, "promotion_share")["Anna"] - peers(facts, "promotion_share")["Ben"] == pytest.approx(1 - (0 - 1 / 2))


def tale_of_orders(lines: list[str]) -> Facts:
    rows: list[Row] = []
    for number, line in enumerate(lines):
        who, day, amount, *more = line.split()
        off = {name: int(value) for name, value in (m.split("=") for m in more)}
        rows.append(
            row_of("purchases", number, who, date.fromisoformat(day), UTC, amount_minor=int(float(amount) * 100), **off)
        )
    return facts_of_rows(lasting_engine(), {"purchases": rows}, Settings(minimum_n=1))


def test_own_brand_is_what_others_on_the_same_shelf_do_not_take() -> None:
    lines = ["Anna A1 2024-01-01 bread 2.00 own=yes", "Ben B1 2024-01-02 bread 2.00 own=no", "Ben B2 2024-01-03 bread 2.00"]
    facts = tale(purchases=VISITS, purchase_lines=lines)
    assert raw(facts, "own_brand") == {"Anna": (1.0, 1), "Ben": (0.0, 1)}


def test_a_coupon_counts_once_its_time_is_over() -> None:
    offered = [f"{who} K1 2024-01-05 offered until=2024-01-31" for who in ("Anna", "Ben", "Cleo")]
    steps = ["Anna K1 2024-01-20 redeemed", "Ben K1 2024-02-02 redeemed", "Anna K2 2024-03-20 offered until=2024-12-31"]
    facts = tale(purchases=[*VISITS, "Anna 2024-04-01 1.00"], incentives=[*offered, *steps])
    assert raw(facts, "coupons_used") == {"Anna": (1.0, 1), "Ben": (0.0, 1), "Cleo": (0.0, 1)}
    # Of the others offered K1 none redeemed in time for Anna, and one of two for Ben.
    assert peers(facts, "coupons_used")["Anna"] - peers(facts, "coupons_used")["Ben"] == pytest.approx(1 + 1 / 2)


def test_anna_buys_in_the_week_before_her_points_expire() -> None:
    offered = [f"{who} P1 2024-01-02 offered form=points until=2024-03-01 value=5.00" for who in ("Anna", "Ben")]
    facts = tale(purchases=[*VISITS, "Anna 2024-02-28 10.00"], incentives=offered)
    assert raw(facts, "before_expiry") == {"Anna": (1.0, 1), "Ben": (0.0, 1)}
    # Each bought in one other span of seven days, of (90 - 7) / 7: so often would a week see her.
    beyond = peers(facts, "before_expiry")
    assert beyond["Anna"] - beyond["Ben"] == pytest.approx(1.0)
    assert raw(facts, "sunk_points") == {"Anna": (log(1.5), 1), "Ben": (log(1.5), 1)}


def test_ben_redeems_and_leaves() -> None:
    redeemed = ["Anna K1 2024-01-02 redeemed", "Ben K1 2024-01-02 redeemed"]
    facts = tale(purchases=[*VISITS, "Anna 2024-01-20 1.00", "Ben 2024-03-01 1.00"], incentives=redeemed)
    assert raw(facts, "redeemed_and_left") == {"Anna": (0.0, 1), "Ben": (1.0, 1)}
    # Of the other 61 days, in spans of 28, each bought in one: Anna the day before it, Ben in March.
    beyond = peers(facts, "redeemed_and_left")
    assert beyond["Ben"] - beyond["Anna"] == pytest.approx((1 - (1 - 28 / 61)) - (0 - (1 - 28 / 61)))


def test_cleo_comes_to_the_same_place_on_the_same_weekday_at_the_same_hour() -> None:
    cleo = [f"Cleo 2024-01-{day:02d}T09:{day:02d} 5.00 place=V channel=web" for day in (1, 8, 15)]
    dan = ["Dan 2024-01-01T09:00 5.00 place=V channel=web", "Dan 2024-01-02T18:00 5.00 place=K channel=till"]
    same_day = ["Dan 2024-01-02T19:00 5.00 place=K channel=till"]  # the same visit, as far as habits go
    facts = tale(purchases=[*cleo, *dan, *same_day])
    for name in ("same_place", "same_weekday", "same_hour", "same_channel"):
        assert raw(facts, name) == {"Cleo": (1.0, 2), "Dan": (0.0, 1)}, name
    dates_only = tale(purchases=["Cleo 2024-01-01 1.00", "Cleo 2024-01-08 1.00"])
    assert "same_hour" not in evidence(dates_only).names


def test_fill_in_orders_are_under_half_of_the_average() -> None:
    facts = tale(purchases=["Anna 2024-01-01 1.00", "Anna 2024-01-02 9.00", "Ben 2024-01-03 10.00", "Ben 2024-01-04 20.00"])
    assert raw(facts, "small_orders") == {"Anna": (0.5, 2), "Ben": (0.0, 2)}  # the average is 10.00


def test_anna_is_bound_for_half_of_the_days_and_tried_to_leave() -> None:
    steps = [
        "Anna S1 2024-01-01 started auto=yes", "Anna S1 2024-02-10 cancel_tried", "Anna S1 2024-02-20 ended",
        "Ben S2 2024-02-20 started auto=no",
    ]  # fmt: skip
    facts = tale(purchases=["Anna 2024-01-01 1.00", "Ben 2024-01-01 1.00", "Cleo 2024-04-09 1.00"], commitments=steps)
    # 1 January to 9 April: 100 days. Anna 51 of them, Ben 50, Cleo none.
    assert raw(facts, "under_contract") == {"Anna": (0.51, 1), "Ben": (0.5, 1), "Cleo": (0.0, 1)}
    # Anna's contract ran through two spells of 28 days, and she tried in the second; Ben's through two.
    assert raw(facts, "cancel_tries") == {"Anna": (0.5, 2), "Ben": (0.0, 2)}
    assert raw(facts, "auto_renewal") == {"Anna": (1.0, 1), "Ben": (0.0, 1)}


def test_a_rival_opens_where_ben_usually_buys() -> None:
    visits = [f"Anna 2024-01-{day:02d} 1.00 place=Vilnius" for day in (1, 5)]
    visits += [f"Ben 2024-01-{day:02d} 1.00 place=Kaunas" for day in (2, 3, 10)] + ["Ben 2024-01-06 1.00 place=Vilnius"]
    facts = tale(purchases=visits, conditions=["- rival_opened 2024-01-06 place=Kaunas"])
    assert raw(facts, "without_rival") == {"Anna": (1.0, 1), "Ben": (0.5, 1)}  # 5 days of 10


def test_answers_stand_on_their_own_scale_beside_those_of_others() -> None:
    answers = [
        "Anna 2024-02-01 recommend 10", "Ben 2024-02-01 recommend 5", "- 2024-02-01 recommend 0",
        "Anna 2024-02-01 satisfaction 5 scale=1-5", "Ben 2024-02-01 satisfaction 3 scale=1-5",
        "Anna 2024-02-01 free_to_leave 1 scale=1-5", "Ben 2024-02-01 free_to_leave 1 scale=1-5",
    ]  # fmt: skip
    facts = tale(purchases=VISITS, answers=answers)
    assert raw(facts, "scored_answers") == {"Anna": (1.0, 2), "Ben": (0.5, 2)}
    assert peers(facts, "scored_answers")["Anna"] - peers(facts, "scored_answers")["Ben"] == pytest.approx(1.0)


def test_dan_comes_back_after_his_complaint() -> None:
    complaints = ["Dan K1 2024-01-10 opened", "Eva K2 2024-01-10 opened", "Eva K2 2024-01-12 resolved"]
    visits = ["Dan 2024-01-01 1.00", "Dan 2024-01-15 1.00", "Eva 2024-01-01 1.00", "Eva 2024-03-30 1.00"]
    assert raw(tale(purchases=visits, complaints=complaints), "return_after_complaint") == {"Dan": (1.0, 1), "Eva": (0.0, 1)}


def test_breadth_is_categories_for_what_is_bought() -> None:
    lines = [f"Anna A{n} 2024-01-{n:02d} {what} 1.00" for n, what in enumerate(["bread", "milk", "tea", "jam"], 1)]
    lines += [f"Ben B{n} 2024-01-{n:02d} bread 1.00" for n in (1, 2, 3, 4)]
    facts = tale(purchases=VISITS, purchase_lines=lines)
    # Two lines on even and on odd days: Anna ln(2 ÷ √2), Ben ln(1 ÷ √2).
    assert raw(facts, "breadth") == {"Anna": (log(2) / 2, 4), "Ben": (-log(2) / 2, 4)}


def test_who_speaks_for_the_shop_and_who_reads_what_it_writes() -> None:
    acts = ["Anna 2024-01-05 referred Dan", "Anna 2024-01-06 referred Eva", "Ben 2024-01-07 review stars=5",
            "Anna 2024-01-08 review stars=2"]  # fmt: skip
    mails = [f"{who} M1 2024-01-10 sent campaign=news" for who in ("Anna", "Ben")] + ["Anna M1 2024-01-11 opened campaign=news"]
    offers = ["Ben M2 2024-01-10 sent campaign=K1", "Ben M2 2024-01-10 opened campaign=K1"]
    facts = tale(purchases=VISITS, advocacy=acts, contacts=[*mails, *offers], incentives=["Ben K1 2024-01-10 offered"])
    # 1 January to 30 March has four spells of 28 days; Cleo came in the last.
    assert raw(facts, "referrals") == {"Anna": (0.25, 4), "Ben": (0.0, 4), "Cleo": (0.0, 1)}
    assert raw(facts, "reviews") == {"Anna": (0.0, 4), "Ben": (0.25, 4), "Cleo": (0.0, 1)}
    assert raw(facts, "opened_messages") == {"Anna": (1.0, 1), "Ben": (0.0, 1)}


def test_nothing_is_made_up_for_what_was_not_observed() -> None:
    bare = tale(purchases=VISITS)
    assert evidence(bare).names == ("small_orders",)
    assert what_is_there(bare)["orders_known"] == 3
    too_few = tale(purchases=[*VISITS, "Anna 2024-01-08 1.00", "Ben 2024-01-09 1.00"], minimum_n=3)
    assert "same_weekday" not in evidence(too_few).names  # Anna and Ben came twice; that is two, not three


def test_a_window_shows_only_its_own_days_and_only_names_what_is_asked() -> None:
    facts = tale(purchases=[*VISITS, "Anna 2024-02-05 1.00", "Ben 2024-02-06 9.00"])
    found = evidence(facts, window=(date(2024, 2, 1), date(2024, 2, 29)), only=("small_orders",))
    assert found.customers.to_pylist() == ["Anna", "Ben"]
    assert [c.indicator.name for c in columns_of(found, ("small_orders", "referrals"))] == ["small_orders"]


def test_what_cannot_be_asked() -> None:
    facts = tale(purchases=VISITS)
    with pytest.raises(UsageError, match="The window begins on 2024-03-01 and ends on 2024-02-01"):
        evidence(facts, window=(date(2024, 3, 1), date(2024, 2, 1)))
    with pytest.raises(UsageError, match="There is no indicator 'mood'"):
        evidence(facts, only=("mood",))
    with pytest.raises(NothingUsable, match="No known customer bought in the window"):
        evidence(facts, window=(date(2024, 2, 1), date(2024, 2, 2)))


def test_every_indicator_has_its_question() -> None:
    assert list(QUESTIONS) == list(INDICATORS)


BOUGHT = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(0, 27), st.sampled_from("xyz"), st.integers(1, 500), st.integers(0, 1)),
    min_size=4, max_size=24,
)  # fmt: skip


def lines_of(bought: list[tuple[str, int, str, int, int]], times: int = 1) -> dict[str, list[Row]]:
    """Each line an order of its own, at its own minute."""
    first = date(2024, 1, 1)
    lines = [
        row_of(
            "purchase_lines", i, who, first + timedelta(days=day), UTC, order_id=f"{who}{day}{i}", line_id="1", role="product",
            category=shelf, amount_minor=amount * times, discount_minor=off,
        )
        for i, (who, day, shelf, amount, off) in enumerate(bought)
    ]  # fmt: skip
    orders = [
        row_of("purchases", i, who, first + timedelta(days=day), UTC, amount_minor=amount * times)
        for i, (who, day, _, amount, _) in enumerate(bought)
    ]
    return {"purchase_lines": lines, "purchases": orders}


def promoted(rows: dict[str, list[Row]]) -> list[tuple[str, float, float]]:
    found = evidence(facts_of_rows(lasting_engine(), rows, Settings(minimum_n=1)), only=("promotion_share",))
    if "promotion_share" not in found.names:
        return []
    column = found.column("promotion_share")
    return [(who, raw, s) for who, raw, s in zip(found.customers.to_pylist(), column.raw, column.shrunk, strict=True)]


@settings(max_examples=8, deadline=None)
@given(BOUGHT, st.randoms(use_true_random=False))
def test_promotion_share_agrees_with_lines_read_one_by_one(bought: list[tuple[str, int, str, int, int]], shuffler: Any) -> None:
    first = min(day for _, day, *_ in bought)
    by_hand: dict[str, list[tuple[float, float]]] = {}
    for who, day, shelf, amount, off in bought:
        week = (day - first) // 7
        others = sum(a for w, d, c, a, _ in bought if (w != who and c == shelf and (d - first) // 7 == week))
        if others:
            by_hand.setdefault(who, []).append((amount**0.5, amount**0.5 * off))
    rows = lines_of(bought)
    found = promoted(rows)
    if found:
        expected = {w: sum(p for _, p in own) / sum(a for a, _ in own) for w, own in by_hand.items()}
        assert {w: r for w, r, _ in found if r == r} == pytest.approx(expected)  # NaN, not observed, differs from itself
    shuffled = {kind: shuffler.sample(told, len(told)) for kind, told in rows.items()}
    for again in (promoted(shuffled), promoted(lines_of(bought, times=100))):  # another order of rows; cents for euros
        assert [who for who, *_ in again] == [who for who, *_ in found]
        assert [v for _, *v in again] == [pytest.approx(v, abs=1e-6, nan_ok=True) for _, *v in found]
