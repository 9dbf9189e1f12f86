"""A shop whose API is asked, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interfaces.rest.shop import Shop
from tests.stores.operations.conftest import postgres_address, server, template

__all__ = ["postgres_address", "server", "template"]


@pytest.fixture(params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    """The same shop on SQLite and on PostgreSQL."""
    address = request.getfixturevalue("postgres_address") if request.param == "postgres" else str(tmp_path / "regulars.db")
    with Shop.at(tmp_path / "shop", address) as opened:
        yield opened


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Shop]:
    """The shop on SQLite, for what no database has a say in."""
    with Shop.at(tmp_path / "shop", str(tmp_path / "regulars.db")) as opened:
        yield opened
