"""One word names the module and its test."""

from __future__ import annotations

from pathlib import Path

from tests.house.rooms import SOURCE, TESTS, modules, named

# A module without a mirror test, and why. A line that is no longer true fails.
NO_MIRROR: dict[str, str] = {
    "version.py": "one constant, read by tests/interfaces/cli",
    "facts/engine.py": "a protocol without code; each engine's tests hold it",
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
    missing = without_mirror() - set(NO_MIRROR)
    expected = {m: named(mirrors(SOURCE / m)[0]) for m in sorted(missing)}
    assert not missing, f"write these tests, or give a reason in NO_MIRROR: {expected}"


def test_no_reason_outlives_its_module() -> None:
    assert set(NO_MIRROR) - without_mirror() == set(), "these have a mirror test now: take their lines out of NO_MIRROR"
