"""What a user installs: a wheel with its queries, page parts and types, that runs outside this checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, SOURCE

# Files that are no part of the product, though they lie in its folder.
LEFT_OUT = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs where the wheel alone is installed; its dependencies are borrowed."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home, with_pip=False, symlinks=sys.platform != "win32")
    programs = home / ("Scripts" if sys.platform == "win32" else "bin")
    python = next(programs.glob("python*"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    (packages,) = home.rglob("site-packages")
    # A .pth in a folder that is named in a .pth is not read: this checkout stays out of sight.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def run(programs: Path, *arguments: str, folder: Path) -> str:
    done = subprocess.run([programs / arguments[0], *arguments[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_all_that_lies_in_the_source(wheel: Path) -> None:
    ours = {p.relative_to(SOURCE.parent).as_posix() for p in SOURCE.rglob("*") if p.is_file() and not LEFT_OUT & set(p.parts)}
    packed = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    assert packed == ours


def test_the_wheel_says_that_it_is_typed_and_under_which_licence(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel)
    assert "regulars/py.typed" in packed.namelist()
    assert any(n.endswith("/licenses/LICENSE") for n in packed.namelist())
    metadata = next(packed.read(n).decode() for n in packed.namelist() if n.endswith("METADATA"))
    assert "License-Expression: Apache-2.0" in metadata


@pytest.mark.slow
def test_a_user_who_installs_it_has_the_command(installed: Path, tmp_path: Path) -> None:
    assert run(installed, "regulars", "--version", folder=tmp_path).startswith("regulars 0.")


@pytest.mark.slow
def test_the_installed_package_is_not_this_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "python", "-c", "import regulars; print(regulars.__file__)", folder=tmp_path)
    assert str(ROOT) not in where
