"""The one place where an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

from regulars.addresses import without_secrets
from regulars.errors import EnvironmentFault, RegularsError
from regulars.version import __version__

DONE, OUR_BUG, DONE_IN_PART, INTERRUPTED = 0, 1, 5, 130


def guarded(work: Callable[[], int], *, debug: bool = False) -> int:
    """Run a command's work; whatever happens becomes one clear message and an exit code."""
    try:
        code = work()
        sys.stdout.flush()
    except RegularsError as e:
        return _told(e, debug)
    except BrokenPipeError:
        # `regulars … | head`: the reader has seen enough. Python must not complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as e:
        return _told(EnvironmentFault.of(e, "the command"), debug)
    except KeyboardInterrupt:
        print("\nInterrupted. Nothing was changed.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except Exception as e:  # noqa: BLE001 - the last line of defence: a bug is named as ours, never shown as a traceback
        return _our_bug(e, debug)
    return code


def _told(error: RegularsError, debug: bool) -> int:
    if debug:
        _show_where(error)
    print(f"regulars: {error}", file=sys.stderr)  # noqa: T201
    return error.exit_code


def _show_where(error: Exception) -> None:
    sys.stderr.write(without_secrets("".join(traceback.format_exception(error))))


def _our_bug(error: Exception, debug: bool) -> int:
    if debug:
        _show_where(error)
    lines = (
        f"regulars: this is a bug of ours, not of your data: {type(error).__name__}: {without_secrets(str(error))}",
        "What to do: run the command again as `regulars --debug …` and report what it prints, as CONTRIBUTING.md says;",
        f"with it, say that this is regulars {__version__} on Python {sys.version.split()[0]}. Leave customers' data out.",
    )
    print("\n".join(lines), file=sys.stderr)  # noqa: T201
    return OUR_BUG
