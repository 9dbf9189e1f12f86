"""One word names the module and its test."""

from __future__ import annotations

from pathlib import Path

from tests.house.rooms import ROOT, SOURCE, TESTS, modules, named

# A module without a test of its own, and where it is tested: parts of one thing that only make sense together.
# A line that is no longer true fails.
TESTED_IN: dict[str, str] = {
    "version.py": "tests/test_start_up.py",
    "facts/engine.py": "tests/engines/test_duckdb_engine.py",
    "actions/rewards/ledger/accounts.py": "tests/actions/test_taking.py",
    "actions/rewards/ledger/acting.py": "tests/actions/test_memory.py",
    "actions/rewards/ledger/page.py": "tests/actions/test_memory.py",
    "actions/rewards/ledger/request.py": "tests/actions/test_requests.py",
    "interfaces/members/page.py": "tests/interfaces/members/test_application.py",
    "interfaces/rest/answers.py": "tests/interfaces/rest/test_holdings.py",
    "interfaces/rest/application.py": "tests/interfaces/rest/test_problems.py",
    "interfaces/rest/bodies_of_sales.py": "tests/interfaces/rest/test_bodies.py",
    "interfaces/rest/moments.py": "tests/interfaces/rest/test_points.py",
    "interfaces/rest/routes.py": "tests/interfaces/rest/test_openapi.py",
    "stores/operations/append_only.py": "tests/stores/operations/test_schema.py",
    "stores/operations/keeping.py": "tests/stores/operations/test_ledger.py",
    "stores/operations/questions_ledger.py": "tests/stores/operations/test_questions.py",
    "stores/operations/questions_lots.py": "tests/stores/operations/test_questions.py",
    "stores/operations/questions_sales.py": "tests/stores/operations/test_questions.py",
    "stores/operations/rows.py": "tests/stores/operations/test_ledger.py",
    "stores/operations/shelf.py": "tests/stores/operations/test_ledger.py",
    "stores/operations/tables.py": "tests/stores/operations/test_schema.py",
    "stores/operations/tables_access.py": "tests/stores/operations/test_schema.py",
    "stores/operations/tables_codes.py": "tests/stores/operations/test_schema.py",
    "stores/operations/tables_ledger.py": "tests/stores/operations/test_schema.py",
    "stores/operations/tables_spending.py": "tests/stores/operations/test_schema.py",
    "stores/operations/migrations/env.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0001_members.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0002_ledger.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0003_spending.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0004_codes.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0005_outbox_and_jobs.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0006_access.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0007_order_lines.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0008_order_amounts.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0009_early_refunds.py": "tests/stores/operations/test_migrating.py",
    "stores/operations/migrations/versions/r0010_no_replacing.py": "tests/stores/operations/test_migrating.py",
    "understanding/verdict/cases.py": "tests/understanding/verdict/test_shocks.py",
    "understanding/verdict/condition_shocks.py": "tests/understanding/verdict/test_shocks.py",
    "understanding/verdict/contract_shocks.py": "tests/understanding/verdict/test_shocks.py",
    "understanding/verdict/findings.py": "tests/understanding/verdict/test_concluding.py",
    "understanding/verdict/holm.py": "tests/understanding/verdict/test_concluding.py",
    "understanding/verdict/promotion_shocks.py": "tests/understanding/verdict/test_shocks.py",
    "understanding/verdict/shock_test.py": "tests/understanding/verdict/test_verdict.py",
    "understanding/verdict/traits.py": "tests/understanding/verdict/test_shocks.py",
    "understanding/verdict/weeks_bought.py": "tests/understanding/verdict/test_shocks.py",
}


def mirrors(module: Path) -> list[Path]:
    """Where a module's test may stand: its own folder under tests, or beside it by the folder's name."""
    inside = module.relative_to(SOURCE)
    names = [f"test_{inside.stem}.py"]
    if len(inside.parts) > 1:
        names.append(f"test_{inside.parent.name}_{inside.stem}.py")
    places = [TESTS / inside.parent, *(TESTS / p for p in inside.parent.parents)]
    return [place / name for place in places for name in names]


def has_code(module: Path) -> bool:
    return module.name not in ("__init__.py", "__main__.py")


def without_mirror() -> set[str]:
    return {m.relative_to(SOURCE).as_posix() for m in modules() if has_code(m) and not any(t.exists() for t in mirrors(m))}


def test_every_module_has_its_mirror_test() -> None:
    missing = without_mirror() - set(TESTED_IN)
    expected = {m: named(mirrors(SOURCE / m)[0]) for m in sorted(missing)}
    assert not missing, f"write these tests, or say in TESTED_IN where it is tested: {expected}"


def test_what_is_tested_elsewhere_is_so_still() -> None:
    assert set(TESTED_IN) - without_mirror() == set(), "these have a mirror test now: take their lines out of TESTED_IN"
    assert [t for t in TESTED_IN.values() if not (ROOT / t).exists()] == []
