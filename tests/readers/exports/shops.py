"""Read an export as a shop would, and see its facts in plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regulars as rg
from regulars.facts.intake import Intake


@dataclass
class Read:
    facts: Any

    @property
    def intake(self) -> Intake:
        found: Intake = self.facts.intake
        return found

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.facts.engine.connection.sql(sql).fetchall()
        return found

    def purchases(self) -> list[tuple[Any, ...]]:
        """Order, what was paid for goods, currency; the smallest id first."""
        return self.rows("SELECT order_id, amount_minor, currency FROM purchases ORDER BY order_id")

    def refunds(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT order_id, amount_minor, currency FROM refunds ORDER BY order_id")

    def said(self) -> str:
        return "\n".join([*(n.sentence for n in self.intake.noticed), *(s.sentence for s in self.intake.set_aside)])


def file(name: str) -> str:
    """An export of our own making, in the exact form of the service's."""
    return (Path(__file__).parent / "files" / name).read_text(encoding="utf-8")


def read(path: Path, content: str, **settings: Any) -> Read:
    path.write_text(content, encoding="utf-8")
    return Read(rg.read(path, **{"currency": "EUR", "time_zone": "Europe/Vilnius", **settings}))
