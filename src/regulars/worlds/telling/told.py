"""What the tellers of facts are given: a world that has been lived and counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regulars.worlds.chance import Ints, Truths
from regulars.worlds.counting import Counted
from regulars.worlds.history import History
from regulars.worlds.options import AS_OF, Options
from regulars.worlds.scene import Scene
from regulars.worlds.telling.tables import DAY, Clock, first_second, numbered, where, words

CURRENCY = "EUR"
ONCE_KNOWN_AS = 200  # one customer in so many first bought under the id of a web account
_OLD_ID_WEEKS = 12


@dataclass(frozen=True)
class Lived:
    """A world without its facts."""

    options: Options
    scene: Scene
    history: History
    counts: Counted

    @property
    def ends_at(self) -> int:
        """The second at which the as-of day is over."""
        return first_second(AS_OF) + DAY

    @property
    def clock(self) -> Clock:
        return Clock(self.options.starts)

    def customers(self, who: Ints) -> pa.Array:
        """Customers' ids."""
        return numbered("C-", who, 6)

    def written_as(self, who: Ints, week: Ints) -> pa.Array:
        """The id under which a purchase stands: of a few customers, at first, that of a web account."""
        old = self.had_an_old_id()[who] & (week < self.known_from(who))
        return pc.if_else(pa.array(old), numbered("W-", who, 6), self.customers(who))

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(f"Place {p:02d}" for p in range(1, len(self.scene.market.share) + 1))

    def place_names(self, places: Ints, there: Truths | None = None) -> pa.Array:
        names = words(self.places, places)
        return names if there is None else where(there, names)

    def had_an_old_id(self) -> Truths:
        """Whose first purchases stand under the id of a web account that was later recognised as theirs."""
        people = self.scene.people
        had: Truths = (np.arange(people.n) % ONCE_KNOWN_AS == 7) & (people.joined + _OLD_ID_WEEKS < self.options.weeks)
        return had

    def known_from(self, who: Ints) -> Ints:
        """The week in which the two ids were known to be one person."""
        weeks: Ints = self.scene.people.joined[who] + _OLD_ID_WEEKS
        return weeks
