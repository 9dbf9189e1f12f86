"""The Java that Spark runs on: which one would be taken, and whether it will do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from regulars.errors import EnvironmentFault

OLDEST = 17
_DO = "install Java 17 (on Debian and Ubuntu: apt-get install openjdk-17-jre-headless), or name one with JAVA_HOME"


def check_java(environment: Mapping[str, str] = os.environ) -> None:
    """EnvironmentFault where Spark would find no Java, or one that is too old."""
    java = found_java(environment)
    if java is None:
        home = environment.get("JAVA_HOME")
        raise EnvironmentFault(
            f"there is no Java in JAVA_HOME ({home})" if home else "no Java was found on this machine",
            expected=f"Java {OLDEST} or newer, which Spark runs on",
            do=_DO,
        )
    version = _version(java)
    if version < OLDEST:
        raise EnvironmentFault(
            f"{java} is Java {version}" if version else f"{java} does not say which Java it is",
            expected=f"Java {OLDEST} or newer, which Spark runs on",
            do=_DO,
        )


def found_java(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The program that Spark would start: JAVA_HOME goes before the path."""
    home = environment.get("JAVA_HOME")
    if home:
        java = Path(home) / "bin" / "java"
        return java if java.is_file() else None
    on_path = shutil.which("java", path=environment.get("PATH"))
    return Path(on_path) if on_path else None


def _version(java: Path) -> int:
    """17 of ``openjdk version "17.0.15"``, 8 of ``"1.8.0_292"``, 0 where it says nothing."""
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=60).stderr  # noqa: S603
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found[1]) if found else 0
