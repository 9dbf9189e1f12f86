"""From arguments to an exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from regulars.interfaces.cli.guarding import INTERRUPTED


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit codes are those of docs/reference."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a sign shows another, and nothing fails
            stream.reconfigure(errors="replace")
    try:
        from regulars.interfaces.cli.application import application

        application(*arguments[:1])(list(arguments), prog_name="regulars")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        print("\nInterrupted. Nothing was changed.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    return 0
