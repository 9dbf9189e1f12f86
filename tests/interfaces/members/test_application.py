"""The wallet behind its link: what a member sees, in her language, and what a stranger does not."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from regulars.interfaces.members.languages import NAMES
from tests.interfaces.rest.shop import AT, Caller, Shop, lines


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.at(tmp_path / "shop", str(tmp_path / "regulars.db")) as opened:
        yield opened


def wallet_of(till: Caller, member: str, **more: object) -> str:
    url = str(till.done(f"/v1/members/{member}/wallet-links", {"days": 7, **more})["url"])
    return url.removeprefix("https://points.example")


def told(page: str) -> str:
    """What a page says, without its marks."""
    joined = re.sub(r"</?bdi[^>]*>", "", page)
    plain = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", joined, flags=re.S))
    return re.sub(r"\s+", " ", plain).replace("\u2068", "").replace("\u2069", "")


def busy(till: Caller) -> str:
    """Anna earned, holds, waits, and spent; a code gave her more."""
    anna = str(till.done("/v1/members", {"person": {"name": "Anna"}})["member_id"])
    earn = f"/v1/members/{anna}/earn"
    till.done(earn, {"order_id": "o-1", "lines": lines(120), "expires_on": "2026-03-28"})
    till.done(earn, {"order_id": "o-2", "lines": lines(40), "matures_at": "2026-03-20T00:00:00Z", "expires_on": "2026-04-30"})
    till.done(earn, {"order_id": "o-3", "lines": lines(0), "reason": "only gift cards"})
    till.done(f"/v1/members/{anna}/spend", {"amount": 21, "reference": "o-4"})
    till.done(f"/v1/members/{anna}/holds", {"amount": 9, "reference": "w-1", "ends_at": "2026-03-06T00:00:00Z"})
    times = {"starts_at": "2026-03-01T00:00:00Z", "ends_at": "2026-04-01T00:00:00Z"}
    till.done("/v1/campaigns", {"campaign_id": "spring", "points": 50, **times})
    [code] = till.done("/v1/campaigns/spring/codes", {"number": 1})["codes"]
    till.done(f"/v1/members/{anna}/codes", {"code": code})
    return anna


def test_a_member_sees_what_she_has_what_ends_when_and_why(shop: Shop) -> None:
    till = shop.caller()
    page = shop.client.get(wallet_of(till, busy(till)))
    assert page.status_code == 200
    text = told(page.text)
    assert "Your points 140 140 points To use now 9 points are set aside. 40 points can be used later." in text
    assert "Can be used until Points March 28, 2026 99 April 30, 2026 40 They do not expire 50" in text
    assert "50 points for a code +50" in text
    assert "9 points set aside for w-1 0" in text
    assert "21 points used for o-4 −21" in text
    assert "No points for order o-3: only gift cards 0" in text
    assert "120 points for order o-1 +120" in text
    assert "As of March 5, 2026, 11:30" in text
    assert "Anna" not in text


@pytest.mark.parametrize("code", NAMES)
def test_every_language_says_all_of_it(shop: Shop, code: str) -> None:
    till = shop.caller()
    page = shop.client.get(wallet_of(till, busy(till), language=code))
    assert page.headers["content-language"] == code
    assert f'<html lang="{code}" dir="{"rtl" if code == "fa" else "ltr"}">' in page.text
    english = {"Your points", "History", "What expires when", "points used"}
    assert (code == "en") == all(words in page.text for words in english)
    assert (code == "en") or not any(words in page.text for words in english)


def test_a_name_stays_in_one_piece_whatever_is_in_it(shop: Shop) -> None:
    """An order's hyphen breaks no line, a long reason may; and no name turns or marks up what is around it."""
    till = shop.caller()
    anna = str(till.done("/v1/members", {})["member_id"])
    till.done(f"/v1/members/{anna}/earn", {"order_id": "o-1", "lines": lines(5)})
    for amount, reason in ((1, "a jar fell"), (2, "<b>\u202eevil\u2069</b>")):
        till.done(f"/v1/members/{anna}/adjust", {"amount": amount, "reason": reason, "by": "S-1"})
    page = shop.client.get(wallet_of(till, anna, language="fa")).text
    assert '<bdi class="one">o-1</bdi>' in page
    assert "<bdi>a jar fell</bdi>" in page
    assert '<bdi class="one">&lt;b&gt;evil&lt;/b&gt;</bdi>' in page


def test_a_code_that_was_given_back_says_so(shop: Shop) -> None:
    till = shop.caller()
    anna = busy(till)
    used = till.get(f"/v1/members/{anna}/entries").json()["items"][0]["entry_id"]
    till.done(f"/v1/members/{anna}/codes/{used}/return")
    said = {code: told(shop.client.get(wallet_of(till, anna, language=code)).text) for code in ("en", "lt")}
    assert "50 points taken back: the code can be used again −50" in said["en"]
    assert "Atimta 50 taškų: kodą galima panaudoti iš naujo −50" in said["lt"]


def test_a_merged_members_page_tells_of_both_accounts(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = (str(till.done("/v1/members", {"person": {"name": name}})["member_id"]) for name in ("Anna", "Ben"))
    for member, points in ((anna, 100), (ben, 30)):
        till.done(f"/v1/members/{member}/earn", {"order_id": f"o-{points}", "lines": lines(points)})
    till.done(f"/v1/members/{anna}/merge", {"absorbed": ben})
    text = told(shop.client.get(wallet_of(till, anna)).text)
    assert "130 points To use now" in text
    for line in (
        "100 points for order o-100 +100",
        "30 points for order o-30 +30",
        "30 points went to another account of yours −30",
    ):
        assert text.count(line) == 1
    assert text.count("30 points came from another account of yours +30") == 1


def test_the_page_loads_nothing_and_runs_nothing(shop: Shop) -> None:
    till = shop.caller()
    page = shop.client.get(wallet_of(till, busy(till)))
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|url\(|@import|https?:", page.text)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")


def test_what_others_wrote_is_only_text(shop: Shop) -> None:
    till = shop.caller()
    anna = till.done("/v1/members", {})["member_id"]
    attack = "<script>alert(1)</script>{n}{0}%s{reference.__class__}"
    till.done(f"/v1/members/{anna}/earn", {"order_id": attack, "lines": lines(5)})
    page = shop.client.get(wallet_of(till, anna)).text
    assert "<script" not in page
    assert attack in told(html.unescape(page)) or html.escape(attack) in page


@pytest.mark.parametrize("token", ["x", "..", "eyJhIjoxfQ.sig", "%00", "é" * 50, "a" * 5000])
def test_a_stranger_learns_nothing(shop: Shop, token: str) -> None:
    page = shop.client.get(f"/wallet/{token}")
    assert page.status_code == 404


def test_a_link_ends_and_an_erased_members_link_is_no_good(shop: Shop) -> None:
    till = shop.caller()
    anna, ben = busy(till), till.done("/v1/members", {})["member_id"]
    of_anna, of_ben = wallet_of(till, anna), wallet_of(till, ben)
    assert "Nothing has happened yet." in shop.client.get(of_ben).text
    shop.operations.erase(ben)
    pages = [shop.client.get(of_ben)]
    shop.clock[0] = AT + timedelta(days=7)
    pages.append(shop.client.get(of_anna))
    assert [p.status_code for p in pages] == [404, 404]
    assert pages[0].text == pages[1].text
    assert "This link is not good any more" in pages[0].text


def test_only_looking_is_possible(shop: Shop) -> None:
    till = shop.caller()
    url = wallet_of(till, busy(till))
    assert shop.client.post(url).status_code == 405
    assert shop.client.post(url).headers["allow"] == "GET, HEAD"
    assert shop.client.head(url).status_code == 200


@pytest.mark.parametrize(("method", "path"), [("GET", "/wallet/"), ("GET", "/wallet/a/b"), ("POST", "/wallet/a")])
def test_what_is_no_page_is_told_in_her_language(shop: Shop, method: str, path: str) -> None:
    page = shop.client.request(method, path, headers={"Accept-Language": "lt"})
    assert page.status_code == (405 if method == "POST" else 404)
    assert '<html lang="lt"' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Not Found" not in page.text
    assert "Not Allowed" not in page.text
