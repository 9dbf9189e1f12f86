"""Java, before Spark asks for it: none, too old, one that will do."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.engines.spark.java import check_java, found_java
from regulars.errors import EnvironmentFault


def java_that_says(text: str, home: Path) -> dict[str, str]:
    """A JAVA_HOME whose java prints this as its version."""
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{text}\nEND\n", encoding="utf-8")
    program.chmod(0o755)
    return {"JAVA_HOME": str(home), "PATH": "/nowhere"}


@pytest.mark.parametrize("said", ['openjdk version "17.0.15" 2025-04-15', 'openjdk version "21" 2023-09-19'])
def test_a_java_of_today_will_do(said: str, tmp_path: Path) -> None:
    check_java(java_that_says(said, tmp_path / "java"))


@pytest.mark.parametrize(("said", "version"), [('java version "1.8.0_292"', 8), ('openjdk version "11.0.2" 2019-01-15', 11)])
def test_an_old_java_is_named_with_what_to_do(said: str, version: int, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=f"is Java {version}") as refused:
        check_java(java_that_says(said, tmp_path / "java"))
    assert "Java 17 or newer" in str(refused.value)
    assert "openjdk-17-jre-headless" in str(refused.value)


def test_what_is_no_java_at_all(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="does not say which Java it is"):
        check_java(java_that_says("command not found", tmp_path / "java"))


def test_no_java_anywhere() -> None:
    with pytest.raises(EnvironmentFault, match="No Java was found on this machine"):
        check_java({"PATH": "/nowhere"})


def test_a_java_home_that_holds_none_goes_before_the_path(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="There is no Java in JAVA_HOME"):
        check_java({"JAVA_HOME": str(tmp_path), "PATH": "/usr/bin"})


def test_without_java_home_the_path_is_searched(tmp_path: Path) -> None:
    java_that_says('openjdk version "17.0.15"', tmp_path)
    assert found_java({"PATH": str(tmp_path / "bin")}) == tmp_path / "bin" / "java"
