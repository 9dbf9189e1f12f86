"""Complaints and advocacy."""

from __future__ import annotations

import numpy as np

from regulars.worlds.telling.buying import books_of
from regulars.worlds.telling.speaking import advocacy
from tests.worlds.small import small
from tests.worlds.town import Person, lived_and_counted, town


def test_a_complaint_is_opened_once_before_it_is_compensated_or_resolved() -> None:
    facts = small().tables["complaints"].to_pandas()
    first = facts.groupby("case_id").first()
    assert (first["event"] == "opened").all()
    assert (facts.groupby(["case_id", "event"]).size() == 1).all()
    assert (facts[facts["event"] == "compensated"]["amount_minor"] == 500).all()


def test_who_likes_us_speaks_for_us() -> None:
    fond, cool = [Person(likes=15.0, shows=1.0)] * 100, [Person(likes=15.0, shows=0.0)] * 100
    lived = lived_and_counted(town(*fond, *cool, weeks=104))
    books = books_of(lived, np.zeros(len(lived.history.who), bool))
    acts = advocacy(lived, books).to_pandas()
    number = acts["customer_id"].str[2:].astype(int)
    reviews, referrals = acts["act"] == "review", acts["act"] == "referred"
    assert acts[reviews & (number < 100)]["stars"].mean() > acts[reviews & (number >= 100)]["stars"].mean() + 1.5
    assert (referrals & (number >= 100)).sum() == 0
    assert (referrals & (number < 100)).sum() > 100


def test_who_was_referred_joins_afterwards_and_through_one_customer_only() -> None:
    acts = small().tables["advocacy"].to_pandas()
    came = acts[acts["act"] == "referral_converted"]
    assert came["other_customer_id"].is_unique
    referred = acts[(acts["act"] == "referred") & acts["other_customer_id"].notna()].set_index("other_customer_id")
    assert set(came["other_customer_id"]) <= set(referred.index)
    assert (came["other_customer_id"] != came["customer_id"]).all()
    joined = small().tables["attributes"].to_pandas().groupby("customer_id")["occurred_at"].min()
    late = came["occurred_at"].to_numpy() >= joined.loc[came["other_customer_id"]].to_numpy()
    assert late.all()
