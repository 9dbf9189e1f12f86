"""The kinds in which customers and the shop speak: answers, complaints, advocacy, contacts, permissions."""

from __future__ import annotations

from regulars.facts.kinds_columns import (
    CURRENCY_IF_MONEY,
    MONEY,
    NUMBER,
    TEXT,
    Column,
    about_somebody,
    about_whoever,
)

PURPOSES = ("marketing", "service", "research")
CHANNELS = ("email", "sms", "push", "phone", "post", "web", "app", "shop")

_CHANNEL = Column("channel", TEXT, "by which way", required=False, example="email", values=CHANNELS, more_values=True)
_CHANNEL_NEEDED = Column("channel", TEXT, "by which way", example="email", values=CHANNELS, more_values=True)
_PURPOSE = Column("purpose", TEXT, "what for", example="marketing", values=PURPOSES)

ANSWERS = about_whoever(
    "answers",
    "one answer to one question of a survey",
    "where the answer is anonymous: it counts among answers, and is tied to no purchase",
    Column("response_id", TEXT, "the filled-in form that it belongs to", example="R-318"),
    Column("invitation_id", TEXT, "the invitation that it follows", required=False, example="I-77"),
    Column("survey", TEXT, "which survey", example="autumn"),
    Column("question", TEXT, "which question; `recommend` is the one from 0 to 10", example="recommend"),
    Column("score", NUMBER, "the number answered, on its own scale", required=False, example="9"),
    Column("scale_min", NUMBER, "the lowest number that could be answered", required=False, example="0"),
    Column("scale_max", NUMBER, "the highest number that could be answered", required=False, example="10"),
    Column("choice", TEXT, "the option chosen", required=False, example="the coffee"),
    Column("text", TEXT, "what was written; addresses and phone numbers in it are masked", required=False, example="Lovely."),
    Column("language", TEXT, "the language of the form", required=False, example="lt"),
    _CHANNEL,
    identity=("response_id", "survey", "question"),
)
COMPLAINTS = about_whoever(
    "complaints",
    "one step of one complaint",
    "where nobody knows who complained",
    Column("case_id", TEXT, "the complaint that the step belongs to", example="K-12"),
    Column(
        "event", TEXT, "which step", example="opened",
        values=("opened", "acknowledged", "answered", "compensated", "resolved", "reopened"),
    ),
    Column("topic", TEXT, "what it is about", required=False, example="cold food"),
    Column("severity", TEXT, "how bad", required=False, example="high", values=("low", "medium", "high"), more_values=True),
    Column("amount_minor", MONEY, "given as compensation", "minor units", False, "500"),
    CURRENCY_IF_MONEY,
    Column("staff_id", TEXT, "who dealt with it", required=False, example="S-7"),
    identity=("case_id", "event", "occurred_at"),
)  # fmt: skip
ADVOCACY = about_somebody(
    "advocacy",
    "one time that a customer spoke for or about us",
    Column(
        "act", TEXT, "what the customer did", example="referred",
        values=("referred", "referral_converted", "review", "testimonial"),
    ),
    Column("stars", NUMBER, "stars of a review", "of 5", False, "4"),
    Column("other_customer_id", TEXT, "who was referred", required=False, example="C-2071"),
    Column("text", TEXT, "what was written; addresses and phone numbers in it are masked", required=False, example="Go there!"),
)  # fmt: skip
CONTACTS = about_somebody(
    "contacts",
    "one thing that happened to one message between us and a customer",
    Column("message_id", TEXT, "the message", example="M-9001"),
    Column(
        "event", TEXT, "what happened to it", example="sent",
        values=("sent", "delivered", "opened", "clicked", "bounced", "unsubscribed", "shown", "dismissed", "received"),
    ),
    Column("direction", TEXT, "from us to the customer, or to us", example="outbound", values=("outbound", "inbound")),
    _CHANNEL_NEEDED,
    _PURPOSE,
    Column("campaign", TEXT, "what it was part of", required=False, example="autumn menu"),
    identity=("customer_id", "message_id", "event", "occurred_at"),
)  # fmt: skip
PERMISSIONS = about_somebody(
    "permissions",
    "a customer allowed us to write or call, or took that back",
    _PURPOSE,
    _CHANNEL_NEEDED,
    Column("change", TEXT, "allowed or taken back", example="granted", values=("granted", "withdrawn")),
    Column("wording", TEXT, "the words agreed to, or their version", required=False, example="news/2"),
    identity=("customer_id", "purpose", "channel", "change", "occurred_at"),
)
