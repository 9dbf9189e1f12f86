"""A password in an address: it is in no file of the workspace, in no report and in nothing that is printed."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from regulars.interfaces.cli.running import run
from regulars.readers.spool.writing import Sort
from tests.readers.databases.shop import PASSWORD, WRITTEN, Server

BAD_ROWS = "SELECT id, customer, CASE WHEN id = 1002 THEN NULL ELSE ordered_at END AS ordered_at, amount FROM orders"


@pytest.fixture
def shop(tmp_path: Path) -> str:
    assert run(["init", str(tmp_path / "shop"), "--currency", "EUR"]) == 0
    return str(tmp_path / "shop")


@pytest.mark.slow
def test_a_password_is_nowhere(server: Server, shop: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good, bad = server.address("table=orders"), server.address(f"query={BAD_ROWS}")
    wrong = server.address("table=orders", f"anna:{WRITTEN}x")
    report = tmp_path / "report"
    commands = {
        0: [["inspect", good], ["import", shop, good], ["import", shop, bad], ["quarantine", shop],
            ["report", good, "-o", f"{report}.html"], ["report", shop, "-o", f"{report}.json"]],
        2: [["--debug", "inspect", server.address("nonsense=1&table=orders")], ["report", good.replace("postgresql", "mysql")],
            ["inspect", good, "--query", "SELECT 1"]],
        3: [["--debug", "import", shop, server.address("table=none")], ["import", good, shop]],
        4: [["--debug", "import", shop, wrong]],
        5: [["import", shop, good, wrong, "--keep-going"]],
    }  # fmt: skip
    codes = {(code, tuple(c)): run(c) for code, group in commands.items() for c in group}
    printed = "".join(capfd.readouterr())
    assert "postgresql://anna:***@/postgres orders" in printed
    assert {command: v for (code, command), v in codes.items() if v != code} == {}, printed[-3000:]
    held = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert len(held) > 8
    for secret in (PASSWORD, WRITTEN, "rose"):
        assert secret not in printed
        assert [p for p, content in held.items() if secret.encode() in content] == []


def test_a_row_of_a_query_in_quarantine_says_where_it_was(server: Server, shop: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["import", shop, server.address(f"query={BAD_ROWS}")]) == 0
    capfd.readouterr()
    assert run(["quarantine", shop]) == 0
    printed = capfd.readouterr().out
    assert "postgresql://anna:***@/postgres query       2" in printed
    assert "ordered_at" in printed


def test_a_server_that_dies_changes_nothing(server: Server, shop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from regulars.readers.databases import postgresql

    assert run(["import", shop, server.address("table=orders")]) == 0
    before = kept(shop)
    monkeypatch.setattr(postgresql, "BATCH", 1000)
    plain = postgresql._plain

    def kill(value: str, sort: Sort) -> str:
        if value == "1500":
            with psycopg.connect(server.uri, autocommit=True) as other:
                ours = "FROM pg_stat_activity WHERE application_name = 'regulars' AND usename = 'anna'"
                other.execute(f"SELECT pg_terminate_backend(pid) {ours}".encode())
        return plain(value, sort)

    monkeypatch.setattr(postgresql, "_plain", kill)
    rows = "generate_series(1, 25000) AS n"
    many = f"SELECT n AS id, 'C-' || n % 7 AS customer, timestamp '2024-05-05' AS date, 1.0 AS amount FROM {rows}"
    assert run(["import", shop, server.address(f"query={many}")]) == 4
    assert kept(shop) == before


def kept(shop: str) -> dict[Path, bytes]:
    """Every file of a workspace but the mark of who writes it."""
    return {p: p.read_bytes() for p in Path(shop).rglob("*") if p.is_file() and p.name != "lock"}
