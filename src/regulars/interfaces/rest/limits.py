"""How often a key may ask, and how often a stranger may guess; counted in this process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a window: so many more, and the seconds until it ends."""

    allowed: bool
    remaining: int
    seconds: int


@dataclass
class Windows:
    """So many times in each window, for each name. The names that were longest unused are forgotten first."""

    most: int
    window: timedelta
    _counts: OrderedDict[str, tuple[int, datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def count(self, name: str, at: datetime) -> Left:
        """One more time."""
        with self._lock:
            number, since = self._window(name, at)
            self._counts[name] = (min(number + 1, self.most + 1), since)
            self._counts.move_to_end(name)
            if len(self._counts) > REMEMBERED:
                self._counts.popitem(last=False)
            return self._left(number + 1, since, at)

    def full(self, name: str, at: datetime) -> bool:
        """Whether no more is allowed for now."""
        with self._lock:
            return self._window(name, at)[0] >= self.most

    def _window(self, name: str, at: datetime) -> tuple[int, datetime]:
        number, since = self._counts.get(name, (0, at))
        return (number, since) if since <= at < since + self.window else (0, at)

    def _left(self, number: int, since: datetime, at: datetime) -> Left:
        ends = max(1, int((since + self.window - at).total_seconds()))
        return Left(number <= self.most, max(0, self.most - number), ends)
