"""The kinds of what ties customers, and of what loosens it: incentives, commitments, conditions, assignments, identities."""

from __future__ import annotations

from regulars.facts.kinds_columns import (
    CURRENCY_IF_MONEY,
    MONEY,
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    Column,
    about_nobody,
    about_somebody,
)

BILLING_PERIODS = (
    "day", "week", "two_weeks", "four_weeks", "month", "two_months", "quarter", "half_year", "year", "two_years",
)  # fmt: skip
CONDITION_WORDS = ("rival_opened", "rival_present", "price_rise", "stock_out", "promotion_withdrawn", "outage")

INCENTIVES = about_somebody(
    "incentives",
    "something offered to a customer for coming, and what became of it",
    Column("incentive_id", TEXT, "the coupon, gift or credit", example="CPN-55"),
    Column(
        "event", TEXT, "what happened to it", example="redeemed",
        values=("offered", "redeemed", "expired", "withdrawn"),
    ),
    Column("form", TEXT, "what it is", example="coupon", values=("coupon", "points", "discount", "gift")),
    Column("value_minor", MONEY, "what it is worth to the customer", "minor units", False, "500"),
    CURRENCY_IF_MONEY,
    Column("order_id", TEXT, "the order it was redeemed in", required=False, example="536365"),
    Column("valid_from", TIME, "first moment at which it can be redeemed", "UTC", False, "2024-03-01T00:00:00"),
    Column("valid_to", TIME, "last moment at which it can be redeemed", "UTC", False, "2024-03-31T22:59:59"),
    Column("place", TEXT, "where it can be redeemed", required=False, example="Vilnius"),
    Column("product_id", TEXT, "for what it can be redeemed", required=False, example="85123A"),
    identity=("customer_id", "incentive_id", "event", "occurred_at", "order_id"),
)  # fmt: skip
COMMITMENTS = about_somebody(
    "commitments",
    "one step of a contract, subscription or membership",
    Column("commitment_id", TEXT, "the contract", example="SUB-31"),
    Column("form", TEXT, "what it is", example="subscription", values=("contract", "subscription", "membership")),
    Column(
        "event", TEXT, "which step; `cancelled` is the decision, `ended` the last day", example="started",
        values=("started", "renewed", "cancel_tried", "cancelled", "ended"),
    ),
    Column("amount_minor", MONEY, "paid for each billing period from then on", "minor units", False, "1900"),
    CURRENCY_IF_MONEY,
    Column("billing_period", TEXT, "how often it is paid", required=False, example="month", values=BILLING_PERIODS),
    Column("auto_renew", TRUTH, "whether it goes on by itself", required=False, example="true"),
    Column("ends_at", TIME, "when it ends unless renewed", "UTC", False, "2025-03-05T22:00:00"),
    identity=("commitment_id", "event", "occurred_at"),
)  # fmt: skip
CONDITIONS = about_nobody(
    "conditions",
    "something in the shop or the market that holds for a time, for everybody, a place or a segment",
    Column("condition", TEXT, "what holds", example="rival_opened", values=CONDITION_WORDS, more_values=True),
    Column("place", TEXT, "where; empty for everywhere", required=False, example="Vilnius"),
    Column("segment", TEXT, "for whom; empty for everybody", required=False, example="students"),
    Column("product_id", TEXT, "for which product; empty for all", required=False, example="85123A"),
    Column("starts_at", TIME, "from when it holds; equal to occurred_at", "UTC", example="2024-03-05T10:30:00"),
    Column("ends_at", TIME, "until when; empty while it still holds", "UTC", False, "2024-06-01T08:00:00"),
    Column("size", NUMBER, "how large, in its own measure: a price rise as a share", required=False, example="0.08"),
    identity=("condition", "place", "segment", "product_id", "starts_at"),
)
ASSIGNMENTS = about_somebody(
    "assignments",
    "a customer was drawn into one arm of an experiment",
    Column("experiment", TEXT, "which experiment", example="free-coffee"),
    Column("arm", TEXT, "which arm", example="control", values=("control", "treatment"), more_values=True),
    Column("propensity", NUMBER, "the chance of this arm, when it was drawn", "share", example="0.5"),
    identity=("customer_id", "experiment"),
)
IDENTITIES = about_somebody(
    "identities",
    "two customer ids are one person",
    Column("same_as", TEXT, "the other id of the same person", example="C-0007"),
    identity=("customer_id", "same_as"),
)
