"""Which code page: the one in which the letters make the words of a language."""

from __future__ import annotations

import pytest

from regulars.readers.csv.codepages import choose, words_beyond_ascii

TOWNS = [
    ("windows-1257", "Šiauliai Kėdainiai Rūta Žemaitė ąžuolas"),
    ("windows-1257", "Jūrmala Rēzekne Ķekava Ģirts Ļaudona"),
    ("windows-1257", "Põltsamaa Jõgeva Pärnu"),
    ("windows-1250", "Łódź Gdańsk Kraków Wrocław"),
    ("windows-1250", "Plzeň Třebíč Ústí nad Labem"),
    ("windows-1250", "Győr Székesfehérvár Hódmezővásárhely"),
    ("windows-1250", "Čakovec Šibenik Đurđevac"),
    ("windows-1252", "München Köln Düsseldorf Straße"),
    ("windows-1252", "Orléans Besançon Nîmes déjà"),
    ("windows-1252", "León Cádiz Logroño São João Camões"),
    ("windows-1252", "Århus Ærø Tromsø"),
    ("windows-1251", "Москва Санкт-Петербург Нижний Новгород"),
    ("windows-1251", "Київ Львів Чернігів"),
    ("windows-1251", "София Пловдив"),
]


@pytest.mark.parametrize(("page", "text"), TOWNS)
def test_a_page_is_known_by_its_towns(page: str, text: str) -> None:
    chosen = choose(words_beyond_ascii(text.encode(page)))
    assert text.encode(page).decode(chosen.name) == text


def test_the_choice_is_said_with_its_reason() -> None:
    assert choose([]).sentence == "read as Windows-1252 (no letter decides it); give --encoding if that is wrong"
    lithuanian = choose(words_beyond_ascii("Šarūnas, Ąžuolų g.".encode("cp1257")))
    assert lithuanian.sentence == "read as Windows-1257 (its letters fit Lithuanian); give --encoding if that is wrong"


def test_words_are_taken_up_to_a_limit() -> None:
    assert words_beyond_ascii(b"plain \xe8a b\xe8 \xe8", at_most=2) == [b"\xe8a", b"b\xe8"]
