"""The chapters on what binds customers: there where their facts are, and honest."""

from __future__ import annotations

from regulars.facts.events import GROUPS
from regulars.interfaces.report.assemble import contents, page
from regulars.interfaces.report.loyalty import asked_loyalty, head_without_purchases, loyalty_chapters
from regulars.interfaces.report.page import html
from tests.interfaces.report.cafe import cafe, gym, told_cafe, told_gym
from tests.interfaces.report.shop import shop, told
from tests.loyalty import tale

OF_THE_CAFE = [
    "promoters", "satisfaction", "satisfaction-b--x-y--b", "return-by-score", "complaints", "referrals", "redemptions",
    "contact-pressure",
]  # fmt: skip
OF_THE_GYM = ["revenue-retention", "contract-churn", "contract-survival"]


def readings(name: str) -> dict[str, str]:
    return {c.id: c.reading for c in (told_cafe() if name == "cafe" else told_gym()).chapters}


def test_chapters_appear_only_where_their_facts_are() -> None:
    assert asked_loyalty(shop(), "month") == {}
    assert [c.id for c in loyalty_chapters(told_cafe().results)] == OF_THE_CAFE
    assert [c.id for c in told_gym().chapters] == OF_THE_GYM
    assert not {c.id for c in told().chapters} & {*OF_THE_CAFE, *OF_THE_GYM}


def test_every_chapter_reads_as_a_sentence_and_leaves_with_its_definition() -> None:
    for chapter in (*told_cafe().chapters, *told_gym().chapters):
        assert chapter.reading.endswith("."), chapter.reading
        assert all(r.endswith(".") for r in chapter.remarks), chapter.remarks
        assert chapter.meanings or chapter.id == "reading"


def test_the_cafes_chapters_say_what_was_found_and_never_why() -> None:
    said = readings("cafe")
    assert said["promoters"].startswith(
        "80 people answered in quarter 2 of 2024: 40 promoters, 0 passive, 40 detractors: a score of 0 (−21 to +21); against "
        "quarter 1 of 2024 −50 ("
    )
    assert said["satisfaction"] == "Of 80 people who answered in quarter 2 of 2024 on a scale of 1–5, 50 % (39–61 %) said 5."
    assert "of 40 others 30 %: 60 in 100 more" in said["return-by-score"]
    assert "does not say it is because of it" in said["return-by-score"]
    assert "Of 40 complaints, 75 % (61–87 %) were resolved within 91 days" in said["complaints"]
    assert "it does not say the complaint is why" in said["complaints"]
    assert "Of 40 referrals, 20 % (10–35 %) converted within 90 days." in said["referrals"]
    assert said["redemptions"].startswith("Of 40 incentives offered, 25 % (14–40 %) were redeemed within their time")
    assert said["contact-pressure"].startswith(
        "40 customers got 2 marketing messages each (all alike: not enough for an interval) in week 14 of 2024"
    )


def test_the_gyms_flows_stand_in_words_and_in_money() -> None:
    revenue = next(c for c in told_gym().chapters if c.id == "revenue-retention")
    # In February 40 × 30.00; four pay 15.00 more, two cards fail. In March one of the two is back.
    assert revenue.reading.startswith("Of 1,200.00 EUR a month under contract at the end of February 2024")
    assert revenue.remarks == ("30.00 EUR back again: 1,230.00 EUR a month at its end.",)
    assert revenue.twin is not None
    assert "Before" in revenue.twin.headings
    assert "1,200" in revenue.twin.rows[0]
    churn = next(c for c in told_gym().chapters if c.id == "contract-churn")
    assert churn.remarks == ()


def test_without_purchases_the_first_sentence_speaks_of_contracts() -> None:
    assert told_gym().head.text == "Of every 100 customers under contract, 100 stayed through the last whole month (91–100)."
    assert "retention" not in told_gym().results
    assert [n.note for n in told_gym().numbers[:2]] == [
        "no purchases in this log", "91–100 · 38 of 38 stayed under contract for the last whole month",
    ]  # fmt: skip
    assert html(page(told_gym())).startswith("<!doctype html>")


def test_with_answers_alone_it_says_that_it_cannot_say_who_comes_back() -> None:
    few = contents(tale(answers=["Anna 2024-02-03 recommend 9"], minimum_n=30), title=None, period="month")
    assert few.head.text == "No purchases are in this log: it can’t say who comes back."
    assert few.head.lede.startswith(
        "1 person answered in quarter 1 of 2024: 1 promoter, 0 passive, 0 detractors. Fewer than 30"
    )
    assert head_without_purchases({}).lede == "How many would choose you anyway, we don’t know yet."


def test_the_first_page_knows_who_is_very_satisfied() -> None:
    number = told_cafe().numbers[3]
    assert (number.value, number.unit, number.note) == ("50", "of 100", "39–61 · 40 of 80 who answered")


def test_every_kind_that_measures_read_has_its_chapters() -> None:
    shown = set(asked_loyalty(cafe(), "month")) | set(asked_loyalty(gym(), "month"))
    assert len(shown) == len(OF_THE_CAFE) + len(OF_THE_GYM)
    assert set(cafe().spans) | set(gym().spans) == set(GROUPS)
