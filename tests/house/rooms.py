"""What the house checks look at: the files of this checkout, as git knows them."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "regulars"
TESTS = ROOT / "tests"
DOCS = ROOT / "docs"


# Where no file of ours lies: environments, caches and what was built.
NOT_OURS = {".git", ".venv", "build", "dist", "site", "__pycache__"}


@cache
def tracked(*endings: str) -> tuple[Path, ...]:
    """Files that belong to this checkout, by ending; of all endings where none is given."""
    paths = (ROOT / name for name in _listed())
    return tuple(sorted(p for p in paths if p.is_file() and (not endings or p.suffix in endings)))


def _listed() -> list[str]:
    """Names of files as git knows them; without git, all that do not lie in a folder of caches."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().strip("\0").split("\0")
    every = (p.relative_to(ROOT) for p in ROOT.rglob("*"))
    return [str(p) for p in every if not any(part in NOT_OURS or part.endswith("_cache") for part in p.parts)]


def modules() -> list[Path]:
    """Every Python file of the product."""
    return sorted(SOURCE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its length in lines, docstring left out."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, _lines(node)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    length = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None and first.end_lineno is not None:
        length -= first.end_lineno - first.lineno + 1
    return length


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
