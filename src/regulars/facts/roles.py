"""What a line is by its stock code and words: goods, or postage, fee, voucher, adjustment.

Patterns are regular expressions that RE2 and Python read alike, tried in this order. A discount is told apart
because it lowers what was paid for the goods of its order; as a fact its line is an adjustment.
"""

from __future__ import annotations

# (role, pattern of the whole stock code, pattern within the description); both ignore case.
ROLE_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("voucher", r"gift_.*|giftcard.*|gift-card.*|voucher.*", r"\bgift (voucher|card|certificate)s?\b|dotcomgiftshop gift"),
    ("shipping", r"post(age)?|dot|c2|ship(ping)?|delivery|freight|carriage|versand",
     r"^(postage|shipping|delivery|carriage|freight)\b|\bpostage$"),
    ("fee", r"bank charges|amazonfee|cruk|fee|fees|commission|tips?|gratuity|trinkgeld|arbatpinigiai|dzeramnauda|чаевые",
     r"^(bank charges|amazon fee|.*\b(handling|service|payment) fee|.* commission|tips?|gratuity)$"),
    ("discount", r"(discount|nuolaida|rabatt|nachlass|atlaide|скидка)( \S.*)?",
     r"^(discount|nuolaida|rabatt|nachlass|atlaide|скидка)( -?[\d%].*)?$"),
    ("adjustment", r"m|d|s|b|adjust.*|manual|samples?", r"^(manual|samples|adjust(ment)?\b.*)$"),
)  # fmt: skip
TEST_CODE = r"test|test[-_ ]?\d+|.*_test"
TEST_WORDS = r"^test$|\btest (order|product|item|payment)\b|^this is a test\b|bogus|^(testinis|bandomasis) užsakymas\b"
BAD_DEBT_WORDS = r"\bbad debts?\b"
UNPAID = ("voided", "expired", "pending", "authorized", "authorised", "unpaid", "failed", "declined", "open", "draft")

SUM_WORDS = (
    r"(grand |sub)?totals?:?|sum:?|summe:?|gesamt(summe|betrag)?:?|zwischensumme:?|(iš )?viso:?|suma:?|kopā:?|kopsumma:?"
    r"|всего:?|итого:?|جمع( کل)?:?"
)
"""What stands in a row that sums up the others."""
