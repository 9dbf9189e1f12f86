"""Letters go to those who allow them; who opens which shows what she lives by."""

from __future__ import annotations

import pandas as pd

from regulars.worlds.telling.offering import coupons_of
from regulars.worlds.telling.writing import letters
from tests.worlds.small import small
from tests.worlds.town import Person, lived_and_counted, town


def test_nobody_is_written_to_without_permission() -> None:
    contacts = small().tables["contacts"].to_pandas().query("purpose == 'marketing' and event == 'sent'")
    said = small().tables["permissions"].to_pandas()
    since = said[said["change"] == "granted"].set_index("customer_id")["occurred_at"]
    until = said[said["change"] == "withdrawn"].set_index("customer_id")["occurred_at"]
    assert (contacts["occurred_at"] >= contacts["customer_id"].map(since)).all()
    ended = contacts["customer_id"].map(until)
    assert (ended.isna() | (contacts["occurred_at"] < ended)).all()
    assert until.index.isin(since.index).all()


def test_letters_without_an_offer_are_opened_by_who_likes_us_and_offers_by_who_lives_by_them() -> None:
    scene = town(*[Person(likes=15.0) for _ in range(200)], weeks=104)
    scene.people.shows_attitude[:100], scene.people.shows_attitude[100:] = 1.0, 0.0
    scene.people.shows_incentive[:100], scene.people.shows_incentive[100:] = 0.0, 1.0
    lived = lived_and_counted(scene)
    contacts = letters(lived, coupons_of(lived)).to_pandas()
    contacts["fond"] = contacts["customer_id"].str[2:].astype(int) < 100
    contacts["offer"] = contacts["campaign"].str.startswith("offer")
    share = contacts.groupby(["offer", "fond"])["event"].apply(lambda e: (e == "opened").sum() / (e == "sent").sum())
    assert share[False, True] > 0.5 > 0.1 > share[False, False]
    assert share[True, False] > 0.6 > 0.2 > share[True, True]


def test_a_message_is_sent_before_it_is_opened_and_opened_before_it_is_clicked() -> None:
    contacts = small().tables["contacts"].to_pandas()
    times = contacts.pivot_table(index=["message_id"], columns="event", values="occurred_at", aggfunc="min")
    opened, clicked = times.dropna(subset=["opened"]), times.dropna(subset=["clicked"])
    assert (opened["sent"] < opened["opened"]).all()
    assert (clicked["opened"] < clicked["clicked"]).all()
    assert isinstance(opened, pd.DataFrame)
