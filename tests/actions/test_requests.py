"""A request is checked when it is made: whole numbers, sensible sizes, one line once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.request import MOST
from regulars.actions.rewards.ledger.requests import Adjust, Earn, EarnAll, EarnLine, Refund, Return, Spend
from regulars.errors import UsageError


@pytest.mark.parametrize("amount", [0, -1, True, 1.0, "5", None, MOST + 1])
def test_only_whole_numbers_in_bounds_are_amounts(amount: Any) -> None:
    with pytest.raises(UsageError, match="mount is"):
        Spend(member="anna", amount=amount)


def test_a_request_that_says_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="lines of o"):
        Earn(member="anna", reference="o", lines=())
    with pytest.raises(UsageError, match="lines of o"):
        Earn(member="anna", reference="o", lines=(EarnLine(line_id="1", points=1), EarnLine(line_id="1", points=2)))
    with pytest.raises(UsageError, match="adjustment is empty"):
        Adjust(member="anna", amount=5, reason="stock: count", by=" ")
    with pytest.raises(UsageError, match="201 characters"):
        Spend(member="a" * 201, amount=1)
    for unseen in ("Anna\u200b", "An\u00adna", "Anna\ufeff", "Anna\n", "\u202eannA"):
        for by, agreed_by in ((unseen, ""), ("Eva", unseen)):
            with pytest.raises(UsageError, match="y holds a sign that can't be seen"):
                Adjust(member="anna", amount=5, reason="stock: count", by=by, agreed_by=agreed_by)
    Adjust(
        member="anna", amount=5, reason="stock: count", by="\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"
    )  # as Persian names are written
    with pytest.raises(UsageError, match="without the character NUL"):
        Spend(member="anna", amount=1, reference="receipt\0")
    with pytest.raises(UsageError, match=r"line_id is .a.x00"):
        EarnLine(line_id="a\0", points=1)
    with pytest.raises(UsageError, match="amount of line 1"):
        Refund(reference="o", lines={"1": 0})
    with pytest.raises(UsageError, match=r"leaves its use.*\n.*codes.give_back"):
        Refund(reference="o", source="code", lines={})


@pytest.mark.parametrize(("field", "what"), [("expires_at", "points"), ("qualifying_expires_at", "qualifying units")])
def test_points_do_not_expire_before_they_mature(field: str, what: str) -> None:
    """What is told names the field that was given."""
    at = datetime(2026, 1, 1)
    given: dict[str, Any] = {"matures_at": at, field: at}
    with pytest.raises(UsageError, match=f"The {what} would expire before they mature") as e:
        Earn(member="a", reference="o", lines=(EarnLine(line_id="1", points=1),), **given)
    assert e.value.do == f"give a later {field}, or an earlier matures_at"


def test_times_are_kept_in_utc_and_the_same_moment_is_the_same_request() -> None:
    vilnius = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    one, two = (Spend(member="a", amount=1, occurred_at=t) for t in (vilnius, datetime(2026, 1, 1, 10, tzinfo=UTC)))
    assert one.occurred_at == datetime(2026, 1, 1, 10)
    assert one.digest == two.digest
    assert one.digest != Spend(member="a", amount=2, occurred_at=vilnius).digest


def test_a_digest_is_the_same_for_ever() -> None:
    """Keys are kept with the digests of their requests: another way to write one down would refuse every repeat."""
    line = EarnLine(line_id="1", points=5, amount_minor=3)
    earned = Earn(member="anna", reference="š-1", lines=(line,), expires_at=datetime(2026, 3, 4, 5))
    assert earned.digest == "134bfb5036ce213ab93d6c7f197292c2e3ed07024213e655dcd493a406322fb2"
    assert EarnAll(earns=(earned,)).digest == "b6d2776d470e08c8283dcd5ef5c59bd85613e41a587e86c6b35a92c6977fabf1"
    assert Return(spend=EntryId(17, 3)).digest == "dda39ecb98abc619b45eab93399c0156b03390fdba443c473a02b8d36a51287b"
    refunded = Refund(reference="o", lines={"2": None, "1": 5})
    assert refunded.digest == "c24ca51354c0a93a04ec5bb7bdcd712c6edc93469232f31b76e9fa8121170265"
