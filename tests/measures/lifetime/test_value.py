"""A florist asks who is still a customer and what they will bring."""

from __future__ import annotations

import pickle
from datetime import date, datetime, timedelta

import pytest

from regulars.errors import InputError, NotEnoughData, UsageError
from regulars.facts.kinds import KINDS
from regulars.facts.log import Facts
from regulars.facts.query import Query
from regulars.measures.lifetime.saved import SavedModel
from regulars.measures.lifetime.summarise import summarise
from regulars.measures.lifetime.value import Value, value
from tests.measures.lifetime.conftest import florist
from tests.stories import bakery, log, table_of

EVERY = Query("every", "Every purchase.", {"duckdb": "SELECT * FROM purchases"})
PAID = Query("paid", "All that was paid.", {"duckdb": "SELECT CAST(sum(amount_minor) AS BIGINT) AS paid_minor FROM purchases"})


def test_the_best_model_of_the_backtest_is_fitted_to_the_whole_log(worth: Value) -> None:
    assert worth.backtest is not None
    assert worth.model.fit.model == worth.backtest.judgements[0].contender.name
    assert worth.model.fit.model != "bg_nbd", "it holds every one-time buyer for a customer"
    assert worth.model.fit.customers == worth.n == 250
    assert worth.model.as_of == date(2024, 12, 31)


def test_everybody_is_the_sum_of_each(worth: Value) -> None:
    row, each = worth.sums["everybody"].to_pylist()[0], worth.each.to_pandas()
    assert row["still_customers"] == pytest.approx(each.still_customer.sum())
    assert row["purchases"] == pytest.approx(each.purchases.sum())
    assert row["value"] == pytest.approx(each["value"].sum())


@pytest.mark.parametrize("grouping", ["by_chance", "by_history"])
def test_groups_add_up_to_everybody(worth: Value, grouping: str) -> None:
    whole, parts = worth.sums["everybody"].to_pylist()[0], worth.sums[grouping].to_pandas()
    for name in ("customers", "still_customers", "purchases", "value"):
        assert parts[name].sum() == pytest.approx(whole[name])


def test_a_model_may_be_named(florists: Facts) -> None:
    found = value(florists, model="bg_nbd")
    assert found.title == "BG/NBD"
    assert found.backtest is not None
    assert [f.model for f in found.backtest.fits] == ["bg_nbd"]


def test_a_saved_model_is_applied_as_it_is_and_tested_on_what_came_since() -> None:
    """Fitted on what was known at midsummer, applied at the year's end."""
    summer = value(florist(as_of=date(2024, 6, 30))).model
    later = value(florist(), saved=SavedModel.from_json(summer.to_json()))
    assert later.model.fit.values == summer.fit.values
    assert later.n == len(summarise(florist()))
    assert later.backtest is not None
    assert (later.backtest.until, later.backtest.horizon_days) == (date(2024, 6, 30), 184)
    assert later.backtest.fits == (summer.fit,)


def test_a_saved_model_that_has_seen_all_of_the_log_cannot_be_tested_on_it(florists: Facts, worth: Value) -> None:
    again = value(florists, saved=worth.model)
    assert again.backtest is None
    assert again.why_untested == "The saved model knows of days up to 2024-12-31: this log holds nothing that came after."
    assert again.each["purchases"].to_numpy().sum() > 0


def test_a_model_of_euros_is_not_for_dollars(worth: Value) -> None:
    dollars = log("Anna 2024-01-01 5 currency=USD", "Anna 2024-02-01 5 currency=USD")
    with pytest.raises(InputError, match="fitted to amounts in EUR, these are in USD"):
        value(dollars, saved=worth.model)


def test_too_few_customers_get_words() -> None:
    found = value(log("Anna 2024-01-01 1", "Ben 2024-01-05 1", "Anna 2024-03-01 1"))
    assert found.lacking == "2 customers are too few; 30 are needed"
    with pytest.raises(NotEnoughData, match="Nothing can be expected: 2 customers are too few"):
        found.require()


def test_where_nobody_known_has_bought_there_are_words_too() -> None:
    """A file of refunds alone."""
    refunds = log("Anna 2024-01-01 1")
    row = {
        "fact_id": b"r" * 16,
        "customer_id": "Anna",
        "occurred_at": datetime(2024, 1, 30, 12),
        "occurred_precision": "day",
        "refund_id": "r-1",
        "amount_minor": 500,
    }
    refunds.engine.put("purchases", KINDS["purchases"].schema.empty_table())
    refunds.engine.put("refunds", table_of(KINDS["refunds"], [row]))
    found = value(Facts.over(refunds.engine, refunds.settings))
    assert found.lacking == "0 customers are too few; 30 are needed"
    assert found.why_untested == "No known customer has bought yet."
    assert found.results()["customer_value"].table.num_rows == 0


def test_who_comes_every_day_never_leaves() -> None:
    lines = [f"C-{k} 2024-{m:02d}-{d:02d} {2 + k % 5}" for k in range(30) for m in (1, 2) for d in range(1, 29)]
    found = value(log(*lines), model="mbg_nbd", horizon_days=28)
    assert found.model.fit.verdict.ending == "at_boundary"
    assert found.each["still_customer"].to_numpy() == pytest.approx(1, abs=0.05)
    assert found.each["purchases"].to_numpy() == pytest.approx(28, rel=0.1)


def test_ten_thousand_purchases_of_one_customer_overflow_nothing(florists: Facts) -> None:
    """A reseller: forty orders a day for 250 days are 250 days with a purchase."""
    bought = florists.engine.run(EVERY).to_pylist()
    rows = [
        {
            **bought[0],
            "fact_id": n.to_bytes(16, "big"),
            "customer_id": "Reseller",
            "occurred_at": datetime(2024, 4, 26, 12) + timedelta(days=n // 40),
        }
        for n in range(10_000)
    ]
    both = log("Anna 2024-01-01 1")
    both.engine.put("purchases", table_of(KINDS["purchases"], [*bought, *rows]))
    found = value(Facts.over(both.engine, florists.settings), model="mbg_nbd")
    reseller = found.each.to_pylist()[-1]
    assert reseller["customer_id"] == "Reseller"
    assert 0 < reseller["purchases"] < 366
    assert found.sums["everybody"]["purchases_outcome_high"][0].as_py() > 0


def test_free_purchases_count_as_purchases_and_not_as_amounts() -> None:
    lines = [f"C-{k} 2024-0{m}-{1 + k % 27:02d} {0 if k % 3 else 4 + k % 7}" for k in range(60) for m in (1, 1 + k % 6)]
    found = value(log(*lines, as_of=date(2024, 12, 31)), model="mbg_nbd")
    assert found.summary.repeats > 0
    assert found.model.spend is not None
    assert found.model.spend.left_out > 30


def test_a_log_of_one_day_cannot_be_cut_in_two() -> None:
    found = value(log(*(f"C-{k} 2024-05-01 3.00" for k in range(40))))
    assert found.why_untested == "The log of 2024-05-01 to 2024-05-01 is too short to be cut in two."
    assert found.lacking == "all of 40 customers came on the last day: nobody has had time to return"


def test_nobody_came_back() -> None:
    found = value(log(*(f"C-{k} 2024-05-0{1 + k % 9} 3.00" for k in range(40)), as_of=date(2024, 9, 1)))
    assert found.lacking == "nobody of 40 customers bought again"


def test_amounts_in_several_currencies_leave_money_out() -> None:
    lines = [
        f"C-{k} 2024-0{m}-{1 + k % 27:02d} 5 currency={'EUR' if k % 2 else 'USD'}" for k in range(40) for m in (1, 3 + k % 5)
    ]
    found = value(log(*lines, as_of=date(2024, 12, 31)))
    assert found.model.spend is None
    assert found.model.currency is None
    assert found.independence is None
    assert "value" not in found.sums["everybody"].column_names


def test_refunds_are_told_and_not_deducted(florists: Facts, worth: Value) -> None:
    assert worth.refunded_share == 0
    paid = florists.engine.run(PAID).to_pylist()[0]["paid_minor"]
    given = refunded(florist(), amount_minor=2 * paid)
    assert value(given).refunded_share == pytest.approx(2)
    assert summarise(given).spend == pytest.approx(summarise(florists).spend, nan_ok=True)


def refunded(facts: Facts, amount_minor: int) -> Facts:
    """The same log with one refund at the end, above all that was ever paid."""
    row = {
        "fact_id": b"r" * 16,
        "customer_id": "C-001",
        "occurred_at": datetime(2024, 12, 30, 12),
        "occurred_precision": "day",
        "refund_id": "r-1",
        "amount_minor": amount_minor,
    }
    facts.engine.put("refunds", table_of(KINDS["refunds"], [row]))
    return Facts.over(facts.engine, facts.settings)


def test_it_travels_as_a_pickle(worth: Value) -> None:
    again = pickle.loads(pickle.dumps(worth))
    assert again.results()["customer_value"].latest == worth.results()["customer_value"].latest


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"horizon_days": 0}, "Horizon is 0 days"),
        ({"margin": 0.0}, "Margin is 0.0"),
        ({"margin": 1.2}, "Margin is 1.2"),
        ({"yearly_discount": -0.1}, "Discount is -0.1"),
        ({"model": "prophet"}, "There is no model 'prophet'"),
    ],
)
def test_terms_that_cannot_be(asked: dict[str, float], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        value(bakery(), **asked)  # type: ignore[arg-type]
