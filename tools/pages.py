"""Run the examples of a documentation page, and compare or write what they print.

A page runs in an empty folder that holds the files of docs/examples. Its blocks run in order:

- ``console``: lines that begin with ``$`` are commands; the lines after them are what they print;
- ``pycon``: ``>>>`` lines as in doctest, all of a page in one namespace;
- ``python``: run, and what it prints is not looked at.

A line that is only ``…`` stands for any lines, ``…`` within a line for any text.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
_BLOCK = re.compile(r"^```(console|pycon|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text and where it stands in the page."""

    language: str
    text: str
    starts: int
    ends: int


@dataclass(frozen=True)
class Command:
    """One command of a console block, and the lines that the page says it prints."""

    line: str
    prints: str


def pages() -> list[Path]:
    """Every page that a reader may open: README, CONTRIBUTING and docs."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [Block(m[1], m[2], m.start(2), m.end(2)) for m in _BLOCK.finditer(text)]


def commands(text: str) -> list[Command]:
    """The commands of a console block; a line that ends in a backslash goes on."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    found = []
    for part in parts:
        line, _, prints = part.replace("\\\n", "").partition("\n")
        found.append(Command(line, prints))
    return found


class Stage:
    """The folder and namespace in which the blocks of one page run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__page__"}
        for example in EXAMPLES.glob("*"):
            shutil.copy(example, folder)

    def printed(self, line: str) -> str:
        """What a command prints, on both streams; a code other than 0 is added as its last line."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("REGULARS_")}
        environment |= {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        plain = not set(line) & set("|;&<>$*`")
        command: Any = shlex.split(line) if plain else line
        done = subprocess.run(
            command, shell=not plain, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        said = done.stdout.decode().rstrip("\n")
        lines = [line.rstrip() for line in said.splitlines()]
        return "".join(line + "\n" for line in [*lines, *([f"(exit code {done.returncode})"] if done.returncode else [])])

    def run(self, block: Block) -> str:
        """The block as it should read: its text with what was really printed."""
        if block.language == "console":
            return self._console(block)
        if block.language == "pycon":
            return self._session(block)
        with _inside(self.folder):
            exec(compile(block.text, "page", "exec"), self.names)
        return block.text

    def _console(self, block: Block) -> str:
        written = ""
        for part, command in zip(re.split(r"^(?=\$ )", block.text, flags=re.MULTILINE)[1:], commands(block.text), strict=True):
            printed = self.printed(command.line)
            source = part[: len(part) - len(command.prints)]
            written += source + (command.prints if same(command.prints, printed) else printed)
        return written

    def _session(self, block: Block) -> str:
        examples = doctest.DocTestParser().get_examples(block.text)
        written, ended = "", 0
        lines = block.text.splitlines(keepends=True)
        for example in examples:
            ends = example.lineno + example.source.count("\n")
            written += "".join(lines[ended:ends])
            printed = self._evaluated(example)
            written += example.want if same(example.want, printed) else printed
            ended = ends + example.want.count("\n")
        return written + "".join(lines[ended:])

    def _evaluated(self, example: doctest.Example) -> str:
        got: list[str] = []
        test = doctest.DocTest([example], self.names, "page", None, 0, None)
        runner = _Runner(got)
        with _inside(self.folder):
            runner.run(test, clear_globs=False)
        self.names.update(test.globs)
        return "".join(got)


class _Runner(doctest.DocTestRunner):
    """Keeps what each example printed instead of judging it."""

    def __init__(self, got: list[str]) -> None:
        super().__init__(verbose=False)
        self._got = got

    def report_success(self, out: Any, test: Any, example: Any, got: str) -> None:
        self._got.append(got)

    def report_failure(self, out: Any, test: Any, example: Any, got: str) -> None:
        self._got.append(got)

    def report_unexpected_exception(self, out: Any, test: Any, example: Any, exc_info: Any) -> None:
        kind, error, _ = exc_info
        self._got.append(f"Traceback (most recent call last):\n  ...\n{kind.__module__}.{kind.__qualname__}: {error}\n")


class _inside:  # noqa: N801 - reads as a statement
    def __init__(self, folder: Path) -> None:
        self.folder, self.before = folder, Path.cwd()

    def __enter__(self) -> None:
        os.chdir(self.folder)

    def __exit__(self, *_: object) -> None:
        os.chdir(self.before)


def same(says: str, prints: str) -> bool:
    """Whether what a page says is what was printed, with … for any lines or any text."""
    lines = ["(?:.*\n)*" if line.strip() == "…" else re.escape(line).replace("…", ".*") + "\n" for line in says.splitlines()]
    return re.fullmatch("".join(lines), prints if prints.endswith("\n") or not prints else prints + "\n") is not None


def as_run(page: Path) -> str:
    """The whole page with the output that its examples really have."""
    text, shift = page.read_text(encoding="utf-8"), 0
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for block in blocks(page):
            written = stage.run(block)
            text = text[: block.starts + shift] + written + text[block.ends + shift :]
            shift += len(written) - len(block.text)
    return text


def differences(page: Path) -> str:
    said, runs = page.read_text(encoding="utf-8"), as_run(page)
    return "".join(difflib.unified_diff(said.splitlines(True), runs.splitlines(True), "the page says", "it prints"))


def main() -> None:
    """Write the real output into each page, or into those named."""
    named = [Path(a).resolve() for a in sys.argv[1:]]
    for page in named or pages():
        runs = as_run(page)
        if runs != page.read_text(encoding="utf-8"):
            page.write_text(runs, encoding="utf-8")
            print(f"  {page.relative_to(ROOT)} rewritten: read what changed")


if __name__ == "__main__":
    main()
