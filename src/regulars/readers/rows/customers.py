"""SQL that reads a customer's id: as it stands, tidied, as a pseudonym, or as nobody's."""

from __future__ import annotations

from regulars.readers.rows.expressions import GUEST_WORDS, literals


def plain_id(cell: str) -> str:
    """A condition that most ids meet as they stand in the file; to ask it costs less than to tidy them.

    They begin with a letter or digit of ASCII and end in a digit; of the words for a guest only 0 and 0.0 do, which
    come before all others.
    """
    ends_in_digit = f"substring({cell}, -1, 1) BETWEEN '0' AND '9'"
    return f"{cell} > '0.0' AND {cell} <= 'zz' AND {ends_in_digit} AND NOT contains({cell}, '@')"


def customer(text: str, key: str, *, personal: bool) -> str:
    """A customer's id; a pseudonym for what is personal, NULL for a guest.

    An e-mail address and an international phone number show themselves; ``personal``: the column
    holds nothing else, however it looks (names, phones), and one person is written in many ways.
    ``text`` and ``key`` are SQL.
    """
    guest = f"{text} = '' OR (strlen({text}) <= 11 AND lower({text}) IN ({literals(GUEST_WORDS)}))"
    bare = f"regexp_replace(lower({text}), '[^\\p{{L}}\\p{{M}}\\p{{N}}]', '', 'g')"
    address, other = (
        f"'{mark}-' || left(md5({key} || md5({key} || {value})), 20)" for mark, value in (("e", f"lower({text})"), ("p", bare))
    )
    shown = f"WHEN contains({text}, '@') THEN {address} WHEN {guest} THEN NULL"
    if personal:
        return f"CASE {shown} ELSE {other} END"
    phone = f"regexp_full_match({text}, '\\+[0-9][0-9 ()./-]{{6,}}')"
    return f"CASE {shown} WHEN {phone} THEN {other} ELSE {text} END"
