"""What requests say becomes what is asked of the store, and nothing else."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from regulars.actions.rewards.codes import Campaign
from regulars.actions.rewards.ledger.requests import Adjust, Earn, EarnLine, SetAside
from regulars.errors import UsageError
from regulars.interfaces.rest.bodies import AdjustBody, CampaignBody, EarnBody, HoldBody
from regulars.interfaces.rest.bodies_of_sales import PurchaseBody, RefundBody
from regulars.stores.operations.members import Person
from tests.interfaces.rest.shop import lines

VILNIUS = ZoneInfo("Europe/Vilnius")


def test_points_end_with_a_day_as_the_shops_clocks_show_it() -> None:
    body = EarnBody.model_validate({"order_id": "o", "source": "till", "lines": lines(3), "expires_on": "2026-03-28"})
    assert body.request("anna", VILNIUS) == Earn(
        member="anna",
        reference="o",
        source="till",
        lines=(EarnLine(line_id="1", points=3, amount_minor=300),),
        expires_at=datetime(2026, 3, 28, 22),
    )


@pytest.mark.parametrize(("field", "what"), [("expires_on", "points"), ("qualifying_expires_on", "qualifying units")])
def test_points_that_end_before_they_can_be_used_are_told_in_the_requests_words(field: str, what: str) -> None:
    said = {"order_id": "o", "lines": lines(3), "matures_at": "2026-03-29T00:00:00Z", field: "2026-03-28"}
    with pytest.raises(UsageError, match=f"The {what} would expire before they mature") as e:
        EarnBody.model_validate(said).request("anna", VILNIUS)
    assert e.value.do == f"give a later {field}, or an earlier matures_at"
    bought = {"source": "till", "order_id": "o", "amount_minor": 300, "currency": "EUR", "lines": []}
    with pytest.raises(UsageError, match="expire before they mature"):
        PurchaseBody.model_validate({**bought, "matures_at": said["matures_at"], "expires_on": "2026-03-28"}).request(VILNIUS)


def test_the_same_words_ask_for_the_same() -> None:
    """An idempotency key is held against what is asked: it must not depend on when."""
    said = {"order_id": "o", "lines": lines(3), "expires_on": "2026-03-28"}
    first, again = (EarnBody.model_validate(said).request("anna", VILNIUS).digest for _ in range(2))
    assert first == again


def test_other_acts() -> None:
    hold = HoldBody.model_validate({"amount": 3, "ends_at": "2026-03-05T12:00:00+02:00", "reference": "w"})
    assert hold.request("anna") == SetAside(member="anna", amount=3, ends_at=datetime(2026, 3, 5, 10), reference="w")
    adjust = AdjustBody.model_validate({"amount": -3, "reason": "broken: a jar", "by": "S-1"})
    assert adjust.request("anna", VILNIUS) == Adjust(member="anna", amount=-3, reason="broken: a jar", by="S-1")
    times = {"starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z"}
    campaign = CampaignBody.model_validate({"campaign_id": "spring", "points": 5, "per_member": 1, **times}).campaign()
    starts, ends = datetime(2026, 3, 1), datetime(2026, 4, 1)
    assert campaign == Campaign(campaign_id="spring", points=5, per_member=1, starts_at=starts, ends_at=ends)


def test_a_purchase_and_a_refund() -> None:
    said = {"source": "till", "order_id": "o", "amount_minor": 300, "currency": "EUR", "member_id": "anna"}
    body = PurchaseBody.model_validate({**said, "lines": [{"line_id": "1", "amount_minor": 300, "points": 3}]})
    asked = body.request(VILNIUS)
    assert body.earns
    assert (asked.member, asked.lines[0].points, asked.expires_at) == ("anna", 3, None)
    back = RefundBody.model_validate(
        {"source": "till", "order_id": "o", "refund_id": "r", "currency": "EUR", "lines": [{"line_id": "1", "amount_minor": 9}]}
    )
    assert back.request().lines == {"1": 9}


def test_a_person_stays_out_of_sight() -> None:
    from regulars.interfaces.rest.bodies import PersonBody

    person = PersonBody.model_validate({"name": "Anna", "permissions": {"email": True}}).person()
    assert person == Person("Anna", permissions={"email": True})
