"""Two shops with every kind of fact to report on: a café with a survey and complaints, and a gym with contracts."""

from __future__ import annotations

from datetime import date
from functools import cache

from regulars.facts.log import Facts
from regulars.interfaces.report.assemble import Contents, contents
from tests.loyalty import people, tale

HOSTILE = "<b>=x|y</b>"


@cache
def cafe() -> Facts:
    """Eighty guests: forty are pleased, forty are not and complain; both are asked in February and May."""
    bought = [f"{who}{n} 2024-{month}-{day} 4.50" for month, day in (("01", "10"), ("02", "12"), ("03", "15")) for who in "CD"
              for n in range(1, 41)]  # fmt: skip
    bought += people("C{} 2024-05-20 4.50", 36) + people("D{} 2024-05-20 4.50", 12) + ["Zoe 2024-09-30 4.50"]
    asked = [
        *people("C{} 2024-02-20 recommend 9", 40), *people("D{} 2024-02-20 recommend 7", 40),
        *people("C{} 2024-05-01 recommend 10", 40), *people("D{} 2024-05-01 recommend 3", 40),
        *people("C{} 2024-04-01 satisfaction 5 scale=1-5", 40), *people("D{} 2024-04-01 satisfaction 3 scale=1-5", 40),
        *people(f"C{{}} 2024-04-01 {HOSTILE.replace(' ', '')} 80 scale=0-100".replace("=x", "-x"), 40),
    ]  # fmt: skip
    return tale(
        purchases=bought, answers=asked, minimum_n=30, as_of=date(2024, 9, 30),
        complaints=[*people("D{0} K{0} 2024-03-20 opened topic=slow", 40), *people("D{0} K{0} 2024-03-27 resolved", 30)],
        advocacy=[*people("C{0} 2024-04-02 referred E{0}", 40), *people("C{0} 2024-04-20 referral_converted E{0}", 8)],
        incentives=[*people("C{} I1 2024-04-01 offered until=2024-04-30", 40), *people("C{} I1 2024-04-09 redeemed", 10)],
        contacts=[*people("C{0} M{0} 2024-04-01 sent", 40), *people("C{0} N{0} 2024-04-02 sent", 40)],
    )  # fmt: skip


@cache
def gym() -> Facts:
    """Forty members, and nobody is seen to buy: four upgrade, two cards fail, one of those comes back."""
    return tale(
        commitments=[
            *people("C{0} S{0} 2024-01-05 started amount=30.00 auto=yes", 40),
            *people("C{0} S{0} 2024-02-10 renewed amount=45.00", 4),
            *people("C{0} S{0} 2024-02-20 ended", 2, 39), "C39 T39 2024-03-10 started amount=30.00 auto=yes",
        ],
        minimum_n=30, as_of=date(2024, 3, 31),
    )  # fmt: skip


@cache
def told_cafe() -> Contents:
    return contents(cafe(), title="The café", period="month")


@cache
def told_gym() -> Contents:
    return contents(gym(), title="The gym", period="month")
