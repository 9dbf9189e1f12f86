"""A manifest: what one import brought, and every part that is live since.

Writing it is the commit. Readers see only what the latest one lists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from regulars.errors import StoreError
from regulars.facts.intake import Intake

FORMAT = 1
SUPERSEDED = "superseded"
QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Part:
    """One immutable Parquet file.

    ``role`` is ``facts``, ``superseded`` (fact_id, recorded_at of the version that replaced older
    ones) or ``quarantine``. ``kind`` is the kind of fact; empty for quarantine. Times in UTC.
    """

    role: str
    kind: str
    path: str
    rows: int
    size_bytes: int
    recorded_at: datetime
    import_id: str
    first_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the facts of one kind in one import were, against those already there.

    ``again``: of the unchanged and changed, how many each earlier import had brought; ``replaced``:
    the same of the changed alone; ``withdrawn``: facts that hold no longer, by the import that had
    brought them (lines that an order has lost).
    """

    new: int
    unchanged: int = 0
    changed: int = 0
    again: Mapping[str, int] = field(default_factory=dict)
    replaced: Mapping[str, int] = field(default_factory=dict)
    withdrawn: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LiveFiles:
    """The files of one kind that hold at one time: parts of facts, and parts that say which are replaced."""

    facts: tuple[str, ...]
    superseded: tuple[str, ...]

    def check_there(self) -> None:
        """StoreError where a file is gone that the manifest lists."""
        files = (*self.facts, *self.superseded)
        missing = [f for f in files if not Path(f).exists()]
        if missing:
            raise StoreError(
                f"{missing[0]} is gone, and the log lists it ({len(missing):,} of {len(files):,} files are missing)",
                expected="every part that the latest manifest lists",
                do="bring the file back from a backup, or make a new workspace and import again",
            )


@dataclass(frozen=True, slots=True)
class Manifest:
    """One commit: ``number`` counts from 1; ``parts`` are all live ones, this import's included.

    ``watermark``: up to which number of the store's outbox its facts are in these parts.
    ``erased``: marks of everybody who was erased so far; see ``stores.workspace.erased``.
    """

    number: int
    previous: int
    recorded_at: datetime
    source: str
    counts: Mapping[str, Counts]
    parts: tuple[Part, ...]
    intake: Intake
    version: str = ""
    format: int = FORMAT
    watermark: int = 0
    erased: tuple[str, ...] = ()

    @property
    def import_id(self) -> str:
        return import_id(self.number)

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=_plain, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        values = json.loads(text)
        return cls(
            **{
                **values,
                "recorded_at": datetime.fromisoformat(values["recorded_at"]),
                "counts": {kind: Counts(**c) for kind, c in values["counts"].items()},
                "parts": tuple(_part(p) for p in values["parts"]),
                "intake": Intake.from_json(values["intake"]),
                "erased": tuple(values.get("erased", ())),
            }
        )


def import_id(number: int) -> str:
    """An import's name: ``000017``."""
    return f"{number:06d}"


def _part(values: dict[str, Any]) -> Part:
    times = {k: datetime.fromisoformat(values[k]) for k in ("recorded_at", "first_at", "last_at") if values[k]}
    return Part(**{**values, **times})


def _plain(value: object) -> str:
    assert isinstance(value, datetime), f"{type(value).__name__} does not belong in a manifest"
    return value.isoformat()
