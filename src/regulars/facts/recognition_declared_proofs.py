"""Which kind of fact a file holds, by the names of its columns: surveys, complaints, campaigns, contracts …

A file is one of these only where its names say so; whatever may be a file of orders stays one.
"""

from __future__ import annotations

import re
from collections.abc import Set

from regulars.facts.mapping import Certainty
from regulars.facts.recognition_declared_names import step_names
from regulars.facts.recognition_names import SYNONYMS, plain_name
from regulars.facts.scales import scale_in

_EVENTS = frozenset("event eventtype eventname action step".split())
_CASES = frozenset("case caseid casenumber caseno complaint complaintid complaintnumber complaintno skundonr".split())
_TICKETS = frozenset("ticket ticketid ticketnumber ticketno issueid incidentid".split())
_ASKERS = frozenset("requester requesterid requesteremail".split())
_HELP_DESK = frozenset("tickettype solvedat assignee".split())
_CAMPAIGNS = frozenset("campaign campaignname campaignid mailing newsletter kampagne kampanija".split())
_INCENTIVES = frozenset(
    "incentive incentiveid coupon couponid couponcode voucher voucherid vouchercode promocode reward rewardid gutschein"
    " gutscheincode kuponokodas kuponas".split()
)
_COMMITMENTS = frozenset(
    "commitment commitmentid subscription subscriptionid contract contractid contractnumber contractno membershipid agreementid"
    " vertragsnummer sutartiesnr".split()
)
_PAID_FOR_A_TIME = frozenset("membershipid subscriptionid contractid billingperiod billinginterval billingcycle".split())
_MEMBERS = frozenset(
    "memberno membernr memberid membernumber member membershipno membershipnumber narionr narionumeris".split()
)
_CONSENTS = frozenset(
    "consent change optin optedin consentdate wording consenttext acceptsmarketing einwilligung sutikimas".split()
)
_RESPONSES = frozenset("response responseid respondentid respondent survey surveyid surveyname submissionid networkid".split())
_ANSWERED = frozenset("score rating answer answers choice value text response bewertung ivertinimas".split())
_RATED = frozenset(
    "nps npsscore csat ces recommend recommendation rating overallrating stars satisfaction bendrasivertinimas".split()
)
_REFERRED = frozenset(
    "referee refereeid referred referredid referredcustomer referredcustomerid othercustomer othercustomerid".split()
)
_MERGED = frozenset("sameas samecustomeras mergedinto mergedwith mergeinto duplicateof mastercustomerid maincustomerid".split())
_EXPERIMENTS = frozenset("experiment experimentid experimentname eksperimentas eksperiments".split())
_ARMS = frozenset("arm variant variation group treatment bucket gruppe grupe".split())
_QUESTION = re.compile(
    r"\?|^(how|what|why|would|do|does|did|is|are|which|where|when|who|please|rate|wie|was|warum|würden|kaip|kas|kodėl|ar|kā|vai|как|что)"
    r" \S+ \S+",
    re.IGNORECASE,
)


def is_question(header: str) -> bool:
    """Whether a column's name reads as a question.

    >>> is_question("How likely are you to recommend us?"), is_question("order date")
    (True, False)
    """
    return bool(_QUESTION.search(header.strip()))


def kind_by_names(headers: list[str]) -> tuple[str, Certainty] | None:
    """The kind that a file's column names prove, and how sure that is; None where they prove none of these."""
    here = {plain_name(h) for h in headers}
    if _sells(here):
        return None
    by_rule = next((kind for kind, proven in _rules(here) if proven), None)
    if by_rule:
        return by_rule, "recognised"
    asked = sum(is_question(h) for h in headers)
    if asked and not here & {*SYNONYMS["amount"], *SYNONYMS["order"]}:
        dated = "timestamp" in here or asked > 1 or bool(here & _RATED)
        return "answers", "recognised" if dated else "guessed"
    rated = here & _RATED or any(scale_in(h) for h in headers)
    if rated and not here & {*SYNONYMS["amount"], *SYNONYMS["order"], *SYNONYMS["total"]}:
        return "answers", "guessed"
    return None


def _sells(here: Set[str]) -> bool:
    """Pieces and prices are a sale's; an order with an amount is one too. The price of a contract is paid for a time."""
    order, amount = here & set(SYNONYMS["order"]) - _TICKETS, here & {*SYNONYMS["amount"], *SYNONYMS["total"]} - {"value"}
    priced = bool(here & set(SYNONYMS["unit_price"])) and not (here & _PAID_FOR_A_TIME and _steps("commitments", here) > 1)
    return bool(here & set(SYNONYMS["quantity"])) or priced or bool(order and amount)


def _rules(here: Set[str]) -> list[tuple[str, bool]]:
    """What each kind is proven by. Where there is money, little proves that it was not paid for goods."""
    event, paid = bool(here & _EVENTS), bool(here & {*SYNONYMS["amount"], *SYNONYMS["total"]} - {"value"})
    consents = len(here & _CONSENTS) + ("purpose" in here)
    campaign = bool(here & _CAMPAIGNS) and (event or _steps("contacts", here) > 0)
    dealt_with = _steps("complaints", here)
    case = (bool(here & _CASES) and (not paid or event or dealt_with > 0)) or (bool(here & _TICKETS) and dealt_with > 1)
    case = case or (bool(here & _ASKERS) and len(here & _HELP_DESK) > 1 and not paid)
    offer = event or _steps("incentives", here) > paid or (bool(here & {"validto", "validuntil"}) and not paid)
    term = event or _steps("commitments", here) > paid or bool(here & {"billingperiod", "billinginterval"})
    review = bool(here & {"stars", "starrating", "reviewrating"}) and any(n.startswith("review") for n in here)
    asked = ("question" in here and bool(here & _ANSWERED)) or bool(here & _RESPONSES)
    return [
        ("identities", bool(here & _MERGED) and not paid),
        ("assignments", bool(here & _EXPERIMENTS) and bool(here & _ARMS) and not paid),
        ("conditions", bool(here & {"condition", "conditionname", "salyga", "nosacijums"}) and not paid),
        ("permissions", (consents > 1 or "consenttype" in here) and not paid),
        ("contacts", ("messageid" in here or campaign) and not paid),
        ("complaints", case),
        ("incentives", bool(here & _INCENTIVES) and offer),
        ("commitments", (bool(here & _COMMITMENTS) and term) or _from_and_to(here)),
        ("advocacy", ("act" in here or bool(here & _REFERRED) or review) and not paid),
        ("answers", asked and not paid),
    ]


def _from_and_to(here: Set[str]) -> bool:
    """A list of members with a first and a last day, as gyms and clubs keep it."""
    return bool(here & _MEMBERS) and "startdate" in here and bool(here & {"enddate", "ended", "cancelled"})


def _steps(kind: str, here: Set[str]) -> int:
    return sum(bool(here & set(names)) for names in step_names(kind).values())
