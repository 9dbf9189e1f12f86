"""What the disk refuses is told once, with what to do."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from regulars.errors import EnvironmentFault
from regulars.stores.workspace.faults import failures


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (PermissionError(13, "Permission denied", "shop/facts"), r"no permission to do so \(shop/facts\)"),
        (OSError(30, "Read-only file system"), "can only be read"),
        (OSError(5, "Input/output error"), "the system says: Input/output error"),
        (duckdb.IOException("IO Error: No space left on device"), "No space left on device"),
        (duckdb.IOException('IO Error: write failed: {"exception_type":"IO","errno":"28"}'), "the disk is full"),
        (duckdb.OutOfMemoryException("could not allocate"), "could not allocate"),
    ],
)
def test_a_refusal_names_the_workspace_and_the_next_step(refusal: Exception, told: str) -> None:
    with pytest.raises(EnvironmentFault, match=f"(?s)Writing to shop failed: .*{told}.*What to do: "), failures(Path("shop")):
        raise refusal


def test_a_bug_is_not_taken_for_the_disks_fault() -> None:
    with pytest.raises(ZeroDivisionError), failures(Path("shop")):
        _ = 1 / 0
