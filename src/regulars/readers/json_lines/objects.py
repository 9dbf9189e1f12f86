"""The objects of a JSON text one after another, each with its number and line, however long the text is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

CHUNK = 1 << 18
LONGEST = 1 << 26
_BLANK = re.compile(r"[\s,]*")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
# The list that an API's answer wraps its records in, such as {"object": "list", "data": [{…
_WRAPS = "orders data results records rows payments charges invoices subscriptions customers refunds transactions".split()
_ENVELOPE = re.compile(
    r'\s*\{(?:\s*"[^"]*"\s*:\s*(?:"[^"]*"|-?[\d.eE+]+|true|false|null)\s*,)*\s*"(?:' + "|".join(_WRAPS) + r')"\s*:\s*\['
)
_OWN_ID = re.compile(r'"(id|_id|order_id|order_number|number|name)"\s*:')


@dataclass(frozen=True, slots=True)
class Found:
    """One record: its value, or the reason why it has none."""

    record: int
    line: int
    value: Any
    text: str = ""
    reason: str = ""


class BreaksOff(Exception):
    """The text of an array ends or breaks where a record should be; ``record`` were whole.

    Caught within this folder, where the file's name is known.
    """

    def __init__(self, record: int, line: int, why: str) -> None:
        super().__init__(why)
        self.record, self.line, self.why = record, line, why


def decoded(text: str) -> Any:
    """JSON with its numbers as they are written: no digit is lost to a binary fraction."""
    return _DECODER.decode(text)


class Number(str):
    """A number's own digits."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=str)


def readable(text: str) -> str:
    """A text without what no text can hold: half a letter, or a byte that was none."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def array_starts(head: str) -> int | None:
    """Where the array begins that the text consists of, or that its one object wraps; None for lines of objects."""
    if head.lstrip().startswith("["):
        return head.index("[") + 1
    wrapped = _ENVELOPE.match(head)
    if wrapped and not _OWN_ID.search(wrapped.group(0)):
        return wrapped.end()
    return None


def lines_of(text: TextIO) -> Iterator[Found]:
    """An object on each line; a line that is none is told with its reason, and the next is read."""
    record = 0
    number = 0
    while line := text.readline(LONGEST):
        number += 1
        if not line.strip("\ufeff \t\r\n"):
            continue
        record += 1
        if len(line) == LONGEST and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = text.readline(LONGEST)
            yield Found(record, number, None, "", "record_too_long")
        else:
            yield _of_line(line.strip("\ufeff \t\r\n"), record, number)


def _of_line(line: str, record: int, number: int) -> Found:
    if _NO_TEXT.search(line):
        return Found(record, number, None, readable(line), "not_text")
    try:
        value = decoded(line)
    except (json.JSONDecodeError, RecursionError):
        return Found(record, number, None, line, "broken_json")
    return _checked(value, record, number, line)


def _checked(value: Any, record: int, number: int, text: str) -> Found:
    if isinstance(value, dict):
        return Found(record, number, value)
    return Found(record, number, None, text, "not_an_object")


def items_of(text: TextIO, start: int) -> Iterator[Found]:
    """The items of an array that begins at ``start``; BreaksOff where it is not whole."""
    held = _Held(text)
    held.skip(start)
    record = 0
    while not held.at_end_of_array():
        line = held.line
        value, written = held.value(record)
        record += 1
        yield _checked(value, record, line, written)


class _Held:
    """The part of the text that is in memory: read on where a record needs more of it."""

    def __init__(self, text: TextIO) -> None:
        self.text, self.buffer, self.at, self.line = text, "", 0, 1

    def skip(self, count: int) -> None:
        while len(self.buffer) < count and self._more():
            pass
        self._pass(count)

    def at_end_of_array(self) -> bool:
        """Whether the array's bracket comes next; blanks and commas are passed."""
        while True:
            self._pass(_BLANK.match(self.buffer, self.at).end())  # type: ignore[union-attr]
            if self.at < len(self.buffer):
                return self.buffer[self.at] == "]"
            if not self._more():
                return False

    def value(self, record: int) -> tuple[Any, str]:
        """The value that stands here, and its text."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.buffer, self.at)
            except (json.JSONDecodeError, RecursionError) as e:
                if isinstance(e, RecursionError) or len(self.buffer) - self.at > LONGEST or not self._more():
                    why = "it ends there" if self.at >= len(self.buffer) else "what stands there is no JSON"
                    raise BreaksOff(record, self.line, why) from e
            else:
                written = self.buffer[self.at : min(end, self.at + 200)]
                if end == len(self.buffer) and not isinstance(value, dict) and self._more():
                    continue  # a bare number may go on
                self._pass(end)
                return value, written

    def _pass(self, to: int) -> None:
        self.line += self.buffer.count("\n", self.at, to)
        self.at = to

    def _more(self) -> bool:
        """Read on, twice as much as is held, so that a long record is not looked at again and again."""
        rest = self.buffer[self.at :]
        chunk = self.text.read(max(CHUNK, len(rest)))
        self.buffer, self.at = rest + chunk, 0
        return bool(chunk)
