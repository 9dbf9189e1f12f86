"""Columns by their names: plain, without capitals and signs, and which of them are personal or name shops."""

from __future__ import annotations

import re
import unicodedata

from regulars.facts import recognition_words as words

_PERSONAL = re.compile(
    r"(^|.*)(e?mail|emailaddress|phone|telephone|mobile|fax|firstname|lastname|surname|givenname|familyname|fullname|middlename"
    r"|address\w*|street|postcode|postalcode|zip|zipcode|birth(date|day)?|dateofbirth|dob|passport|personalcode|ssn|ipaddress"
    r"|telefon\w*|vorname|nachname|anschrift|adresse|strasse|straße|plz|geburtsdatum"
    r"|vardas|pavarde|adresas|gatve|epastas|elpastas|gimimodata|asmenskodas"
    r"|vards|uzvards|adrese|iela|epasts|dzimsanasdatums|personaskods"
    r"|имя|фамилия|отчество|фио|телефон|адрес|улица|почта|датарождения)$"
)
_PERSONAL_NAMES = frozenset(
    "name customername clientname buyername membername contactname username notes note noteattributes company billingname"
    " billingcompany billingaddress1 billingaddress2 billingstreet billingphone billingzip shippingname shippingcompany"
    " shippingaddress1 shippingaddress2 shippingstreet shippingphone shippingzip customernote comment comments".split()
)


_ENVELOPE = re.compile(r"^(properties|props|payload|data|attributes|body|details)[.](?=.)")
"""What an event is wrapped in: it says nothing of the value within."""


def plain_name(name: str) -> str:
    """A column's name without capitals, accents, blanks and signs, and without what an event is wrapped in.

    >>> plain_name("Užsakymo Nr."), plain_name("customer_ID"), plain_name("properties.order_id")
    ('uzsakymonr', 'customerid', 'orderid')
    """
    bare = unicodedata.normalize("NFKD", _ENVELOPE.sub("", name.casefold()))
    return "".join(c for c in bare if c.isalnum())


_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|_")


def words_of(name: str) -> str:
    """A column's name with blanks where programs write its words together.

    >>> words_of("AccountCode"), words_of("line_amount"), words_of("Order ID")
    ('Account Code', 'line amount', 'Order ID')
    """
    return _CAPITAL.sub(" ", name)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain_name(w) for w in names.split(",")))


SYNONYMS: dict[str, tuple[str, ...]] = {field: _listed(names) for field, names in words.WORDS.items()}
REFUND_TIMES, REFUND_AMOUNTS, SINCE = (_listed(n) for n in (words.REFUND_TIMES, words.REFUND_AMOUNTS, words.SINCE))


def is_personal(name: str) -> bool:
    """Whether a column by its name holds who somebody is, or how to reach them."""
    plain = plain_name(name)
    return plain in _PERSONAL_NAMES or bool(_PERSONAL.match(plain))


_NO_SHOPS = frozenset(
    plain_name(n) for n in ("country", "region", "sales region", "land", "šalis", "valsts", "страна", "place")
)


def names_shops(column: str) -> bool:
    """Whether a column of places holds shops or tills by its name, and no countries.

    >>> names_shops("Store"), names_shops("Country")
    (True, False)
    """
    return plain_name(column) in SYNONYMS["place"] and plain_name(column) not in _NO_SHOPS
