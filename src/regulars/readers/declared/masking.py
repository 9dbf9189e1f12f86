"""SQL that takes e-mail addresses and phone numbers out of what people wrote."""

from __future__ import annotations

from regulars.readers.rows.expressions import literal

_EMAIL = r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
_DAY = r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"
_HELD_DAY = "((?:19|20)[0-9]{2})⁃([0-9]{2})⁃([0-9]{2})"
# Nine digits or more, however they are grouped; fewer only after a plus.
_PHONE = r"\+\d(?:[ ()./-]{0,2}\d){5,14}|\b\d(?:[ ()./-]{0,2}\d){8,14}\b"


def masked(text: str) -> str:
    """The text with [e-mail] and [phone] where those stood; days such as 2024-03-05 stay."""
    if_any = f"contains({text}, '@') OR regexp_matches({text}, '[0-9].*[0-9].*[0-9].*[0-9].*[0-9].*[0-9]')"
    return f"CASE WHEN {if_any} THEN {_replaced(text)} ELSE {text} END"


def _replaced(text: str) -> str:
    steps = ((_EMAIL, "[e-mail]"), (_DAY, r"\1⁃\2⁃\3"), (_PHONE, "[phone]"), (_HELD_DAY, r"\1-\2-\3"))
    for pattern, new in steps:
        text = f"regexp_replace({text}, {literal(pattern)}, {literal(new)}, 'g')"
    return text
