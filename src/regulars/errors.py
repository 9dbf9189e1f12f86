"""The whole tree of errors on one page.

Every message says what was found, what was expected and what to do next; the exit code is the command line's.
"""

from __future__ import annotations

import errno
from functools import partial

from regulars.addresses import without_secrets


class RegularsError(Exception):
    """Anything regulars says on purpose. Other exceptions are bugs (exit code 1)."""

    exit_code = 1

    def __init__(self, found: str, *, expected: str = "", do: str = "") -> None:
        # Whoever mistypes a command with an address in it shall not find the password in a log.
        self.found, self.expected, self.do = (without_secrets(said) for said in (found, expected, do))
        super().__init__(str(self))

    def __str__(self) -> str:
        first = self.found.split(maxsplit=1)[0] if self.found else ""
        # A sentence begins with a capital; a file's or setting's name (orders.csv, time_zone) keeps its own spelling.
        begins = self.found[:1].upper() if first.isalpha() else self.found[:1]
        lines = [begins + self.found[1:].rstrip(".") + "."]
        lines += [f"Expected: {self.expected.rstrip('.')}."] if self.expected else []
        lines += [f"What to do: {self.do.rstrip('.')}."] if self.do else []
        return "\n".join(lines)

    def __reduce__(self) -> tuple[object, ...]:
        return (partial(type(self), expected=self.expected, do=self.do), (self.found,))


class UsageError(RegularsError):
    """The command or call itself is wrong: an unknown option, period or column name."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting has a value it cannot have, in regulars.toml, the environment or a flag."""


class InputError(RegularsError):
    """The data cannot be used as it is."""

    exit_code = 3


class NotATable(InputError):
    """The file is empty, a picture, an archive of something else: not rows and columns."""


class BrokenFile(InputError):
    """A file of rows that stops or breaks in the middle."""


class UnknownColumns(InputError):
    """A column that is needed was not recognised."""


class AmbiguousDates(InputError):
    """Both day/month and month/day fit every value; or neither fits all."""


class AmbiguousAmounts(InputError):
    """The decimal mark cannot be told from the thousands mark."""


class NoCustomers(InputError):
    """No row names a customer: nobody can be seen to come back."""


class NothingUsable(InputError):
    """Rows were read, and every one was set aside or quarantined."""


class ConflictingOrders(InputError):
    """Rows disagree about the same order, and too many do to set them aside."""


class MixedCurrencies(InputError):
    """Money in several currencies was asked to be added without rates."""


class NotEnoughData(InputError):
    """Raised by NotEnough.require() alone."""


class EngineError(RegularsError):
    """The analytics engine failed."""

    exit_code = 4


class NotOnThisEngine(EngineError):
    """This engine cannot run that query; the message names one that can."""


class StoreError(RegularsError):
    """A workspace or store could not be read or written."""

    exit_code = 4


class NotAWorkspace(StoreError):
    """The folder is not a workspace of regulars, or of a format this version cannot read."""

    exit_code = 3


class Busy(StoreError):
    """Another process is writing to this workspace."""


class InProgress(Busy):
    """A request with the same idempotency key is being worked on."""


class Unreachable(StoreError):
    """The store's server does not answer, or the connection to it was lost."""


class NotAStore(StoreError):
    """There is no store yet, or its schema is not the one that this version works with."""


class DamagedStore(StoreError):
    """The store's own sums do not agree, or its file is broken."""


class WrongKey(StoreError):
    """The store's own key is missing, or is not the one that the store was written with."""


class NotPossible(StoreError):
    """The store is well, and what was asked of it cannot be done."""

    exit_code = 3


class NotInStore(NotPossible):
    """A member, entry, order or code is asked for that the store does not know."""


class IdempotencyConflict(NotPossible):
    """The same idempotency key came with another request."""


class LimitReached(NotPossible):
    """More was asked than a limit allows: of a line, a spend, a hold, a code or a person."""


class InsufficientPoints(NotPossible):
    """Fewer points are free than were asked for."""


class CodeRefused(NotPossible):
    """A code gives nothing. Unknown, used and expired read alike, unless the caller may know which."""


class LockedOut(NotPossible):
    """Too many wrong guesses: for a while nothing is looked up."""


class EnvironmentFault(RegularsError):
    """Permission, disk or server: the world around us failed."""

    exit_code = 4

    @classmethod
    def of(cls, error: OSError, doing: str) -> EnvironmentFault:
        """The operating system's refusal in our words: the one place that maps it."""
        what, do = _REFUSALS.get(error.errno or 0, (f"the system says: {error.strerror or error}", "mend that"))
        where = f" ({error.filename})" if error.filename else ""
        return cls(f"{doing} failed: {what}{where}", do=f"{do}, then run this again; what was there before is unchanged")


_PERMISSION = ("there is no permission to do so", "ask for permission, or choose another place")
_FULL = ("the disk is full", "free some disk, or choose another place")
_REFUSALS = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), _PERMISSION),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
    errno.EROFS: ("that disk can only be read", "choose another place"),
    errno.ENOENT: ("there is no such file or folder", "correct the path"),
    errno.ENOTDIR: ("a part of that path is a file, not a folder", "correct the path"),
    errno.EISDIR: ("that is a folder, not a file", "give the path of a file"),
}
