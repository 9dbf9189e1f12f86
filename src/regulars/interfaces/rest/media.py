"""What a body must be before it is read: JSON, in UTF-8, and as it is, not packed."""

from __future__ import annotations

from email.message import Message

from fastapi import Request

from regulars.interfaces.rest import problems
from regulars.interfaces.rest.problems import Problem
from regulars.interfaces.rest.wording import SEND

_UTF_8 = ("utf-8", "utf8", "us-ascii")


def need_json(request: Request) -> None:
    """Raise a Problem (415) unless the headers say that the body is JSON in UTF-8."""
    said = request.headers.get("content-type", "")
    if not said:
        raise Problem(problems.UNSUPPORTED, f"The header Content-Type is missing. {SEND}")
    header = Message()
    header["content-type"] = said
    kind, charset = header.get_content_type(), header.get_content_charset("utf-8")
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise Problem(problems.UNSUPPORTED, f"The header Content-Type says {kind[:100]}. {SEND}")
    if charset not in _UTF_8:
        raise Problem(problems.UNSUPPORTED, f"The header Content-Type says {charset[:100]}. JSON is read as UTF-8 alone.")
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed != "identity":
        raise Problem(problems.UNSUPPORTED, f"The header Content-Encoding says {packed[:100]}. Bodies are read as they are.")
