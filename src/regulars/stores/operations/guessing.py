"""Wrong guesses are counted in the store, so that every process knows of them; past a limit nothing is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from regulars.errors import LockedOut
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.schema import GUESSES

WINDOW = timedelta(minutes=15)
_SINCE = select(GUESSES.c.subject, GUESSES.c.wrong).where(
    GUESSES.c.subject.in_(bindparam("subjects", expanding=True)), GUESSES.c.since > bindparam("begun")
)


@dataclass(frozen=True)
class Guesses:
    """Wrong guesses by subject: a member, a key, an address. A window begins with its first wrong guess."""

    store: Store
    window: timedelta = WINDOW

    def refuse_locked(self, limits: dict[str, int], at: datetime) -> None:
        """Raise LockedOut if any subject has guessed wrong as often as it may within the window."""
        begun = at - self.window
        with self.store.reading() as c:
            wrong = {row.subject: row.wrong for row in c.execute(_SINCE, {"subjects": list(limits), "begun": begun})}
        if any(wrong.get(subject, 0) >= most for subject, most in limits.items()):
            raise LockedOut(
                "there were too many wrong guesses",
                expected=f"a pause of {int(self.window.total_seconds()) // 60} minutes",
                do="try again later with a code that you have seen written",
            )

    def note(self, subjects: dict[str, int], at: datetime) -> None:
        """Count one wrong guess for each subject."""
        self.store.write(lambda c: self._note(c, sorted(subjects), at))

    def _note(self, c: Connection, subjects: list[str], at: datetime) -> None:
        begun = at - self.window
        add = (postgresql if c.dialect.name == "postgresql" else sqlite).insert(GUESSES)
        over = GUESSES.c.since <= begun
        again = {"wrong": case((over, 1), else_=GUESSES.c.wrong + 1), "since": case((over, at), else_=GUESSES.c.since)}
        for subject in subjects:
            first = add.values(subject=subject, wrong=1, since=at)
            c.execute(first.on_conflict_do_update(index_elements=[GUESSES.c.subject], set_=again))

    def forget_old(self, at: datetime) -> int:
        """Forget windows that are over; how many there were."""
        return self.store.write(lambda c: int(c.execute(delete(GUESSES).where(GUESSES.c.since <= at - self.window)).rowcount))
