"""What a body must be before it is read: JSON, in UTF-8, as it is and not packed; and that each field stands in it once."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from fastapi import Request

from regulars.interfaces.rest import problems
from regulars.interfaces.rest.problems import Problem
from regulars.interfaces.rest.wording import SEND, NoSuchNumber, Twice

_UTF_8 = ("utf-8", "utf8", "us-ascii")
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA = re.compile(rf"({_WORD}/{_WORD})[ \t]*")
# A parameter, or nothing between two semicolons, which is allowed.
_PARAMETER = re.compile(rf';[ \t]*(?:({_WORD})=({_WORD}|"(?:[^"\\]|\\.)*"))?[ \t]*')


class JsonRequest(Request):
    """A request whose body is read once, and only where it says one thing."""

    async def json(self) -> Any:
        return read_json(await self.body())


def read_json(body: bytes) -> Any:
    """What a body says. ValueError where it is not UTF-8 or not JSON, holds NaN, or names a field twice."""
    return json.loads(body.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):  # another reader would have taken the other one
        names = [name for name, _ in pairs]
        raise Twice(next(name for name in names if names.count(name) > 1))
    return found


def _no_number(name: str) -> NoReturn:
    raise NoSuchNumber(name)


def need_json(request: Request) -> None:
    """Raise a Problem (415) unless the headers say that the body is JSON in UTF-8."""
    said = ", ".join(request.headers.getlist("content-type")).strip()
    if not said:
        raise Problem(problems.UNSUPPORTED, f"The header Content-Type is missing. {SEND}")
    read = media_of(said)
    if read is None or not _is_json(read[0]):
        raise Problem(problems.UNSUPPORTED, f"The header Content-Type says {said[:100]}. {SEND}")
    odd = [charset for charset in read[1] if charset.lower() not in _UTF_8]
    if odd:
        raise Problem(problems.UNSUPPORTED, f"The header Content-Type says {odd[0][:100]}. JSON is read as UTF-8 alone.")
    packed = ", ".join(request.headers.getlist("content-encoding"))
    if {word.strip().lower() for word in packed.split(",")} - {"", "identity"}:
        raise Problem(problems.UNSUPPORTED, f"The header Content-Encoding says {packed[:100]}. Bodies are read as they are.")


def media_of(said: str) -> tuple[str, list[str]] | None:
    """The kind of media that a header names, in small letters, and each charset; None where it cannot be read.

    >>> media_of('application/Problem+json; charset="UTF-8"')
    ('application/problem+json', ['UTF-8'])
    """
    kind = _MEDIA.match(said)
    if kind is None:
        return None
    at, charsets = kind.end(), list[str]()
    while at < len(said):
        found = _PARAMETER.match(said, at)
        if found is None:
            return None
        at = found.end()
        if (found[1] or "").lower() == "charset":
            charsets.append(re.sub(r"\\(.)", r"\1", found[2].strip('"')))
    return kind[1].lower(), charsets


def _is_json(kind: str) -> bool:
    family, _, rest = kind.partition("/")
    return family == "application" and (rest == "json" or (rest.endswith("+json") and rest != "+json"))
