"""The log of a service: one JSON object a line, in which nobody can be recognised."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from typing import Any


def log_line(said: dict[str, Any]) -> None:
    """One line on standard error."""
    sys.stderr.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")
    sys.stderr.flush()


class Lines(logging.Handler):
    """What libraries log, as such lines. Of an exception its kind and place: its message might name somebody."""

    def emit(self, record: logging.LogRecord) -> None:
        said: dict[str, Any] = {"event": record.name, "level": record.levelname.lower(), "says": str(record.msg).split("\n")[0]}
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            places = traceback.extract_tb(error.__traceback__)[-3:]
            said |= {"error": type(error).__name__, "where": [f"{p.filename}:{p.lineno} {p.name}" for p in places]}
        log_line(said)


def log_as_lines(*names: str) -> None:
    """Let these loggers write lines, warnings and worse."""
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [Lines()], False
        logger.setLevel(logging.WARNING)
