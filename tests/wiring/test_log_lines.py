"""A line of the log is JSON, and of an exception it holds no word."""

from __future__ import annotations

import json
import logging

import pytest

from regulars.wiring.log_lines import log_as_lines, log_line


def test_a_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    log_line({"event": "begun", "what": "ąč"})
    assert json.loads(capsys.readouterr().err) == {"event": "begun", "what": "ąč"}


def test_an_exceptions_message_stays_unsaid(capsys: pytest.CaptureFixture[str]) -> None:
    log_as_lines("some.library")
    logger = logging.getLogger("some.library")
    logger.info("all is well")
    try:
        raise ValueError("anna@example.org")
    except ValueError:
        logger.exception("Exception in the application")
    printed = capsys.readouterr().err
    said = json.loads(printed)
    assert (said["level"], said["says"], said["error"]) == ("error", "Exception in the application", "ValueError")
    assert "test_an_exceptions_message" in said["where"][0]
    assert "anna" not in printed
    logger.handlers, logger.propagate = [], True
