"""Names of columns: plain, known, personal."""

from __future__ import annotations

import pytest

from regulars.facts.mapping import FIELD_NAMES
from regulars.facts.recognition_names import SYNONYMS, is_personal, plain_name


def test_plain_names_have_no_case_accent_blank_or_sign() -> None:
    assert plain_name(" Užsakymo-Nr. ") == plain_name("UZSAKYMO_NR") == "uzsakymonr"
    assert plain_name("Straße") == "strasse"


def test_every_synonym_belongs_to_a_field() -> None:
    assert set(SYNONYMS) <= set(FIELD_NAMES)


@pytest.mark.parametrize(
    "name",
    "Email,E-mail,customer_email,Phone,Mobile,First Name,Surname,Billing Address1,Shipping Zip,birth_date,El. paštas,"
    "Telefonas,Vardas,Uzvārds,Телефон,Имя,Notes,Customer Name,ip_address".split(","),
)
def test_who_somebody_is_is_personal(name: str) -> None:
    assert is_personal(name)


@pytest.mark.parametrize("name", "city,country,customer id,store,product name,brand name,amount,tier,Lineitem name".split(","))
def test_other_things_are_not(name: str) -> None:
    assert not is_personal(name)
