"""Which Windows code page a text is in: the one in which its letters make the words of a language.

Nothing in such a file says so. The rule: each word with letters beyond ASCII is read in every page;
a letter counts where some one language of that page uses it. The page of the best language wins;
where pages give the same share, the earlier of the list does, and mostly they then give the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

WORDS_AT_MOST = 20_000
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LETTERS: dict[str, dict[str, str]] = {
    "windows-1252": {
        "German": "äöüß",
        "French": "éèàçêëâîïôûùœ",
        "Spanish": "áéíóúñü",
        "Portuguese": "ãáéíóúâêôç",  # its rare õ is left out: it is Hungarian's frequent ő on the next page
        "Italian": "àèéìòù",
        "Danish and Norwegian": "æøå",
        "Swedish and Finnish": "äöå",
    },
    "windows-1250": {
        "Polish": "ąćęłńóśźż",
        "Czech and Slovak": "áäčďéěíĺľňóôŕřšťúůýž",
        "Hungarian": "áéíóöőúüű",
        "Croatian and Slovene": "čćđšž",
        "Romanian": "ăâîşţ",
    },
    "windows-1257": {
        "Lithuanian": "ąčęėįšųūž",
        "Latvian": "āčēģīķļņšūž",
        "Estonian": "äõöüšž",
    },
    "windows-1251": {
        "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "Bulgarian": "абвгдежзийклмнопрстуфхцчшщъьюя",
    },
}


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code page and why it was chosen: the language, and the share of letters that fit it."""

    name: str
    language: str
    share: float

    @property
    def sentence(self) -> str:
        why = f"its letters fit {self.language}" if self.language else "no letter decides it"
        return f"read as {self.name.capitalize()} ({why}); give --encoding if that is wrong"


def words_beyond_ascii(block: bytes, at_most: int = WORDS_AT_MOST) -> list[bytes]:
    return [m.group() for m, _ in zip(_WORD.finditer(block), range(at_most), strict=False)]


def choose(words: Iterable[bytes]) -> CodePage:
    """The code page that the words are in.

    >>> choose(["Šiauliai".encode("cp1257"), "Kėdainiai".encode("cp1257")]).name
    'windows-1257'
    """
    distinct = sorted(set(words))
    best = CodePage("windows-1252", "", 0.0)
    for page, languages in _LETTERS.items():
        decoded = [w.decode(page, "replace") for w in distinct]
        for language, letters in languages.items():
            share = _share(decoded, letters, cyrillic=page == "windows-1251")
            if share > best.share:
                best = CodePage(page, language, share)
    return best


def _share(words: list[str], letters: str, *, cyrillic: bool) -> float:
    fit = total = 0
    for word in words:
        beyond = [c for c in word if not c.isascii() and (c.isalpha() or c == "\ufffd")]
        total += len(beyond)
        if _one_alphabet(word, cyrillic=cyrillic):
            fit += sum(c.lower() in letters for c in beyond)
    return fit / total if total else 0.0


def _one_alphabet(word: str, *, cyrillic: bool) -> bool:
    """A Cyrillic word has no Latin letter in it; a Latin word is not made of accents, nor turns to capitals midway."""
    letters = [c for c in word if c.isalpha()]
    ascii_letters = sum(c.isascii() for c in letters)
    if cyrillic:
        return ascii_letters == 0
    turns = any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(letters))
    return not turns and (ascii_letters > 0 or len(letters) < 3)
