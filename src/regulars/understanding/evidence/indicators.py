"""The indicators by family: what each one is. How each is asked of the facts stands in ``questions``."""

from __future__ import annotations

from regulars.understanding.evidence.evidence import FAMILIES, Family, Indicator

_WINDOW = "the window"
_FOUR_WEEKS = "the window less its last 28 days"


def _declared(
    family: Family,
    name: str,
    meaning: str,
    missing: str,
    source: str,
    unit: str = "share",
    sign: int = 1,
    window: str = _WINDOW,
) -> Indicator:
    return Indicator(name, family, 1 if sign > 0 else -1, unit, window, missing, source, meaning)


_INCENTIVE = (
    _declared(
        "incentive", "promotion_share",
        "spends more on promotion than others do in the same categories and weeks",
        "no line (or order) that others bought beside her", "Blattberg & Neslin 1990, ch. 3",
        unit="share of spend, lines weighing by the root of their amount",
    ),
    _declared(
        "incentive", "coupons_used", "redeems what she is offered more often than others offered the same",
        "no offer whose time is over", "Bawa & Shoemaker 1987, Journal of Marketing 51(4), 99–110",
        window="offers made, and over, within the window",
    ),
    _declared(
        "incentive", "without_incentive", "makes orders with nothing on promotion in them, for what they hold",
        "no line that others bought beside her", "Blattberg & Neslin 1990, ch. 3", unit="share of orders", sign=-1,
    ),
    _declared(
        "incentive", "before_expiry", "buys in the week before points expire, beyond her own pace",
        "no points that expire in the window", "Kivetz, Urminsky & Zheng 2006, Journal of Marketing Research 43, 39–58",
    ),
    _declared(
        "incentive", "redeemed_and_left", "stays away for 28 days after redeeming, beyond her own pace",
        "nothing redeemed", "Dorotic et al. 2014, International Journal of Research in Marketing 31, 339–355",
        window=_FOUR_WEEKS,
    ),
)  # fmt: skip
_CONVENIENCE = (
    _declared(
        "convenience", "same_place", "comes to the same place as the time before", "fewer than two visits, or one place",
        "Seetharaman, Ainslie & Chintagunta 1999, Journal of Marketing Research 36, 488–500",
    ),
    _declared(
        "convenience", "same_weekday", "comes on the same weekday as the time before", "fewer than two visits",
        "Kahn & Schmittlein 1989, Marketing Letters 1, 55–69",
    ),
    _declared(
        "convenience", "same_hour", "comes within an hour of the time of day before", "fewer than two visits, or days only",
        "Kahn & Schmittlein 1989, Marketing Letters 1, 55–69",
    ),
    _declared(
        "convenience", "same_channel", "uses the same channel as the time before", "fewer than two visits, or one channel",
        "Verhoef, Neslin & Vroomen 2007, International Journal of Research in Marketing 24, 129–148",
    ),
    _declared(
        "convenience", "auto_renewal", "lets contracts go on by themselves", "no contract that says so",
        "DellaVigna 2006, American Economic Review 96, 694–719 (with Malmendier)",
    ),
    _declared(
        "convenience", "small_orders", "buys little at a time: under half of the average order", "no order",
        "Kahn & Schmittlein 1989, Marketing Letters 1, 55–69",
    ),
)  # fmt: skip
_CONSTRAINT = (
    _declared("constraint", "under_contract", "is bound by a contract", "no order and no contract",
              "Burnham, Frels & Mahajan 2003, Journal of the Academy of Marketing Science 31, 109–126", unit="share of days"),
    _declared("constraint", "cancel_tries", "tried to cancel and is still there", "no contract",
              "Burnham, Frels & Mahajan 2003", unit="share of spells of 28 days"),
    _declared("constraint", "without_rival", "has no rival known near her usual place", "no place, or no rival known anywhere",
              "Jones & Sasser 1995, Harvard Business Review 73(6), 88–99", unit="share of days"),
    _declared("constraint", "sunk_points", "holds points she has not spent", "never offered points",
              "Hartmann & Viard 2008, Quantitative Marketing and Economics 6, 109–137", unit="ln(1 + average orders of hers)"),
)  # fmt: skip
_ATTITUDE = (
    _declared("attitude", "scored_answers", "answers better than others do to the same question", "no scored answer",
              "Dick & Basu 1994, Journal of the Academy of Marketing Science 22, 99–113", unit="share of the scale"),
    _declared("attitude", "first_choice", "calls us her first choice, more than others do", "not asked",
              "Dick & Basu 1994 (attitude beside that towards others)", unit="share of the scale"),
    _declared("attitude", "return_after_complaint", "comes back within 28 days of a complaint, beyond her own pace",
              "no complaint", "Smith & Bolton 1998, Journal of Service Research 1, 65–81", window=_FOUR_WEEKS),
    _declared("attitude", "return_after_failure",
              "comes back after an outage or a stock-out more than others who came as often before",
              "met none, or nobody else did who came in as many of the twelve weeks before",
              "Anderson, Fitzsimons & Simester 2006, Management Science 52, 1751–1763; Hess, Ganesan & Klein 2003",
              unit="share of weeks", window="the window less its first 84 and its last 28 days"),
    _declared("attitude", "breadth", "buys across more categories than others who buy as much", "no category known",
              "Dick & Basu 1994", unit="ln(categories ÷ √lines)"),
    _declared("attitude", "own_brand", "buys the shop's own brand more than others in the same categories and weeks",
              "brands not known", "Ailawadi, Pauwels & Steenkamp 2008, Journal of Marketing 72(6), 19–30",
              unit="share of spend, lines weighing by the root of their amount"),
)  # fmt: skip
_ADVOCACY = (
    _declared("advocacy", "referrals", "refers others", "no referral by anybody",
              "Schmitt et al. 2011, Journal of Marketing 75(1), 46–59", unit="share of spells of 28 days"),
    _declared("advocacy", "reviews", "gives good reviews or testimonials", "no review by anybody",
              "Kumar et al. 2010, Journal of Service Research 13, 297–310", unit="share of spells of 28 days"),
    _declared("advocacy", "opened_messages", "opens messages that carry no offer", "no such message",
              "Kumar et al. 2010", window="messages sent at least 7 days before its end"),
)  # fmt: skip
INDICATORS: dict[str, Indicator] = {i.name: i for i in (*_INCENTIVE, *_CONVENIENCE, *_CONSTRAINT, *_ATTITUDE, *_ADVOCACY)}


def of_family(family: Family) -> tuple[Indicator, ...]:
    """The indicators that are declared for a family.

    >>> [i.name for i in of_family("advocacy")]
    ['referrals', 'reviews', 'opened_messages']
    """
    assert family in FAMILIES
    return tuple(i for i in INDICATORS.values() if i.family == family)
