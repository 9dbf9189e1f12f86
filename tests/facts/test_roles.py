"""A line's role by its code and words, read by Python as by the engine."""

from __future__ import annotations

import re

import pytest

from regulars.facts.roles import BAD_DEBT_WORDS, CODES_OF_UCI, ROLE_PATTERNS, TEST_CODE, TEST_WORDS


def role(code: str, words: str = "") -> str:
    for name, codes, descriptions in ROLE_PATTERNS:
        if re.fullmatch(codes, code, re.IGNORECASE) or re.search(descriptions, words, re.IGNORECASE):
            return name
    return "product"


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("POST", "POSTAGE", "shipping"), ("DOT", "DOTCOM POSTAGE", "shipping"), ("C2", "CARRIAGE", "shipping"),
        ("BANK CHARGES", "Bank Charges", "fee"), ("AMAZONFEE", "AMAZON FEE", "fee"), ("CRUK", "CRUK Commission", "fee"),
        ("gift_0001_20", "Dotcomgiftshop Gift Voucher £20.00", "voucher"), ("M", "Manual", "adjustment"),
        ("Tip", "", "fee"), ("tips", "", "fee"), ("TIPI-12", "Tipi tent", "product"),
        ("D", "Discount", "discount"), ("D", "", "product"), ("M", "T-shirt", "product"), ("C2", "", "product"),
        ("Nuolaida", "", "discount"), ("Nuolaida 10 %", "", "discount"),
        ("Rabattmarken-Album", "", "product"), ("Discountkorb", "Discount basket", "product"),
        ("", "Carte cadeau", "voucher"), ("", "e-Gift Card 50", "voucher"), ("Geschenkgutschein 50 €", "", "voucher"),
        ("", "Подарочная карта", "voucher"), ("", "کارت هدیه", "voucher"), ("Gift card", "", "voucher"),
        ("", "Gutscheinheft basteln", "product"), ("Gift cardigan", "", "product"),
        ("S", "SAMPLES", "adjustment"), ("PADS", "PADS TO MATCH ALL CUSHIONS", "product"),
        ("22423", "REGENCY CAKESTAND 3 TIER", "product"),
        ("21166", "COOK WITH WINE METAL SIGN", "product"),
    ],
)  # fmt: skip
def test_roles(code: str, words: str, expected: str) -> None:
    assert role(code, words) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("D", "adjustment"), ("m", "adjustment"), ("C2", "shipping"), ("DOT", "shipping"), ("CRUK", "fee"), ("MD", None)],
)
def test_letters_are_codes_in_one_file_alone(code: str, expected: str | None) -> None:
    assert next((name for name, codes in CODES_OF_UCI if re.fullmatch(codes, code, re.IGNORECASE)), None) == expected


def test_marks_of_tests_and_bad_debt() -> None:
    assert re.fullmatch(TEST_CODE, "TEST001", re.IGNORECASE)
    assert re.search(TEST_WORDS, "This is a test product.", re.IGNORECASE)
    assert not re.search(TEST_WORDS, "TEST TUBE VASE", re.IGNORECASE)
    assert re.search(BAD_DEBT_WORDS, "Adjust bad debt", re.IGNORECASE)
