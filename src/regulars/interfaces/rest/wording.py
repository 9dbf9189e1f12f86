"""What is wrong with a field, in our words: what was expected, and never what was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Context = Mapping[str, Any]
SEND = "Send a JSON object with the header `Content-Type: application/json`."
# Of a pattern, what it means; each is declared in `fields`, `bodies` or `access`.
FORMS: dict[str, str] = {
    r"^[^\x00-\x1f\x7f]+$": "must be text without control characters such as a line's end",
    r"^[A-Za-z0-9_-]+$": "must have the letters A to Z, digits, - and _ alone",
    r"^[1-9][0-9]{0,11}\.[1-9][0-9]{0,11}$": "must be two numbers with a dot between, such as 17.3",
    r"^[a-z][a-z0-9_-]{0,39}$": "must be a name of small letters, digits, - and _, such as till",
    r"^[A-Z]{3}$": "must be three capital letters, such as EUR",
    r"^[!-~]+$": "must be printable ASCII without spaces, such as a UUID",
}
_WORDS: dict[str, str | Callable[[Context], str]] = {
    "missing": "is missing",
    "extra_forbidden": "is no field of this call",
    "string_type": "must be text",
    "string_unicode": "must be text",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "must be a whole number of fewer digits",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "list_type": "must be a JSON array",
    "dict_type": "must be a JSON object",
    "model_type": f"must be a JSON object. {SEND}",
    "model_attributes_type": f"must be a JSON object. {SEND}",
    "greater_than_equal": lambda c: f"must be at least {c['ge']:,}",
    "less_than_equal": lambda c: f"must be at most {c['le']:,}",
    "string_too_short": lambda c: f"must have at least {_characters(c['min_length'])}",
    "string_too_long": lambda c: f"must have at most {_characters(c['max_length'])}",
    "too_short": lambda c: f"must have at least {c['min_length']:,}",
    "too_long": lambda c: f"must have at most {c['max_length']:,}",
    "literal_error": lambda c: f"must be {c['expected']}",
    "value_error": lambda c: f"must be {c['error']}",
    "json_invalid": lambda c: f"is not JSON that can be read: {c['error']}",
    "string_pattern_mismatch": lambda c: FORMS.get(c["pattern"], f"must have the form {c['pattern']}"),
}


def says(error: Mapping[str, Any]) -> str:
    """One error of the validation as half a sentence, whose subject is the field."""
    words = _WORDS.get(error["type"])
    if words is None:
        return "is not of the kind that it should be"
    return words if isinstance(words, str) else words(error.get("ctx", {}))


def _characters(number: int) -> str:
    return f"{number:,} character" + ("s" if number != 1 else "")


def shown(name: str) -> str:
    """The beginning of a name that a caller chose, as it can be written: half a character stands as its number."""
    return name[:100].encode("utf-8", "backslashreplace").decode()


class Twice(ValueError):
    """A body that names a field twice."""


class NoSuchNumber(ValueError):
    """A body with NaN or Infinity, which Python would read and JSON does not have."""


def why_unreadable(error: BaseException | None) -> str:
    """Why a body could not be read at all, from what its reading raised; never what its fields held."""
    if isinstance(error, Twice):
        return f"The body names the field {shown(str(error))} twice: nobody knows which of them is meant."
    if isinstance(error, NoSuchNumber):
        return f"The body holds {error}, which is no number of JSON."
    if isinstance(error, UnicodeDecodeError):
        return "The body is not UTF-8."
    if isinstance(error, RecursionError):
        return "The body is nested too deeply to be read."
    if isinstance(error, ValueError):
        return "The body holds a number of more digits than are read."
    return "The body cannot be read."
