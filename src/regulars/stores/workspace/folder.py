"""The folder itself: its settings file, its log, and what is live in it."""

from __future__ import annotations

import json
import secrets
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from regulars.errors import Busy, InputError, NotAWorkspace
from regulars.settings import toml_text
from regulars.stores.workspace.durable import sync_folder, write_once
from regulars.stores.workspace.faults import failures
from regulars.stores.workspace.lock import only_writer
from regulars.stores.workspace.manifest import FORMAT, QUARANTINE, SUPERSEDED, LiveFiles, Manifest, Part, import_id

TOML = "regulars.toml"
KEPT = "kept"
"""The folder of answers that are kept from one command to the next: any of them may be deleted."""
CLEANED = "cleaned"
"""The ending of a manifest's copy without an erased person, until it takes the manifest's place."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A workspace on disk. Reading it takes no lock: manifests and parts never change."""

    path: Path

    @classmethod
    def open(cls, path: Path) -> Folder:
        """The workspace in a folder, or NotAWorkspace with the way to make one."""
        folder = cls(path)
        if not cls.is_one(path):
            raise NotAWorkspace(
                f"{path} is no workspace: it holds no {TOML}",
                expected="a folder made by `regulars init`",
                do=f"run `regulars init {path}` first, or give the path of a file of orders",
            )
        folder._check_format()
        return folder

    @classmethod
    def create(cls, path: Path, settings: Mapping[str, Any]) -> Folder:
        """Make a workspace: the folder, and its settings with a fresh key for pseudonyms."""
        folder = cls(path)
        if folder.toml.exists():
            raise InputError(
                f"{path} is a workspace already", expected="a new or empty folder", do=f"import into it, or edit {folder.toml}"
            )
        text = toml_text({"format": FORMAT, "pseudonym_key": secrets.token_hex(32), **settings})
        with failures(path):
            folder.log.mkdir(parents=True, exist_ok=True)
            write_once(folder.toml, text, mode=0o600)  # the key for pseudonyms is in it
        return folder

    @staticmethod
    def is_one(path: Path) -> bool:
        """Whether a path is a workspace's folder."""
        return (path / TOML).is_file()

    @property
    def toml(self) -> Path:
        return self.path / TOML

    @property
    def log(self) -> Path:
        return self.path / "facts" / "log"

    @property
    def kept(self) -> Path:
        return self.path / KEPT

    @property
    def values(self) -> dict[str, Any]:
        """What the settings file says; its key for pseudonyms and saved mapping included."""
        with self.toml.open("rb") as f:
            return tomllib.load(f)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; what an import that never ended left behind is cleared away first."""
        with ExitStack() as held:
            with failures(self.path):
                self.log.mkdir(parents=True, exist_ok=True)
                held.enter_context(only_writer(self.log / "lock"))
                self.end_erasing()
                self.clear_orphans()
            yield

    def history(self) -> list[Manifest]:
        """Every commit, the oldest first."""
        return [_read(p) for p in sorted(self.log.glob("[0-9]*.json"), key=lambda p: int(p.stem))]

    def latest(self) -> Manifest | None:
        paths = list(self.log.glob("[0-9]*.json"))
        return _read(max(paths, key=lambda p: int(p.stem))) if paths else None

    def live(self, kind: str, recorded_by: datetime | None = None) -> LiveFiles:
        """The files of a kind, as the latest commit has them, or as they were known at a time (UTC)."""
        return self.live_of_all([kind], recorded_by)[kind]

    def live_of_all(self, kinds: Iterable[str], recorded_by: datetime | None = None) -> dict[str, LiveFiles]:
        """The files of several kinds at one moment: the manifest is read once."""
        parts = self._parts(recorded_by)
        found = {}
        for kind in kinds:
            mine = [p for p in parts if p.kind == kind]
            found[kind] = LiveFiles(self._files(mine, "facts"), self._files(mine, SUPERSEDED))
        return found

    def quarantine(self, imports: Container[str]) -> tuple[str, ...]:
        """The files of rows that could not be used, one for each of these imports that had any."""
        return self._files([p for p in self._parts(None) if p.import_id in imports], QUARANTINE)

    def commit(self, manifest: Manifest) -> None:
        """Write a manifest: the one moment at which an import happens, or doesn't."""
        try:
            write_once(self.log / f"{manifest.import_id}.json", manifest.to_json())
        except FileExistsError as e:
            raise Busy(
                f"another process has just committed import {manifest.import_id} in {self.path}",
                do="run this import again: what is there already is not added twice",
            ) from e

    def clear_orphans(self) -> None:
        """Delete files that no manifest lists: an import died before its commit. Only the writer may."""
        listed = {str(self.path / p.path) for p in self._parts(None)}
        written = [*self.path.glob("facts/*/*.parquet"), *self.path.glob("facts/superseded/*/*.parquet")]
        dropped = set(self.log.glob(f"*.{CLEANED}")) - set(self.unfinished())
        for file in [*written, *self.path.glob("quarantine/*.parquet"), *self.log.glob("*.new"), *dropped]:
            if str(file) not in listed:
                file.unlink(missing_ok=True)

    def unfinished(self) -> list[Path]:
        """Cleaned copies of the log whose erasure was committed, and which have not taken their places yet."""
        return [p for p in self.log.glob(f"*.{CLEANED}") if (self.log / f"{p.stem.rpartition('.')[2]}.json").exists()]

    def end_erasing(self) -> None:
        """Go on with a deletion that was committed: old parts go, then cleaned manifests take their places.

        Only the writer may.
        """
        copies = self.unfinished()
        if copies:
            self.forget_kept()
            self.clear_orphans()
            for copy in sorted(copies):
                copy.replace(copy.with_name(f"{copy.name.partition('.')[0]}.json"))
            sync_folder(self.log)

    def forget_kept(self) -> None:
        """Delete every kept answer, whole or half written."""
        for file in self.kept.glob("*"):
            file.unlink(missing_ok=True)

    def end_interrupted_erasing(self) -> None:
        """The same at the beginning of any command; where another process writes at this moment, it does so itself."""
        if self.unfinished():
            with suppress(Busy), self.writing():
                pass

    def _parts(self, recorded_by: datetime | None) -> list[Part]:
        latest = self.latest()
        parts = latest.parts if latest else ()
        return [p for p in parts if recorded_by is None or p.recorded_at <= recorded_by]

    def _files(self, parts: list[Part], role: str) -> tuple[str, ...]:
        return tuple(str(self.path / p.path) for p in parts if p.role == role)

    def _check_format(self) -> None:
        try:
            found = self.values.get("format")
        except tomllib.TOMLDecodeError as e:
            raise NotAWorkspace(f"{self.toml} is not valid TOML: {e}", do="correct that line") from e
        if found != FORMAT:
            raise NotAWorkspace(
                f"{self.path} has format {found!r}",
                expected=f"format = {FORMAT}, the one that this version of regulars reads",
                do="update regulars" if isinstance(found, int) and found > FORMAT else f"correct the first line of {self.toml}",
            )


def _read(path: Path) -> Manifest:
    text = path.read_text(encoding="utf-8")
    if (found := json.loads(text).get("format")) != FORMAT:
        raise NotAWorkspace(
            f"{path} has format {found!r}",
            expected=f"format {FORMAT}, the one that this version of regulars reads",
            do="update regulars",
        )
    assert path.stem == import_id(int(path.stem)), "the log's files carry their number"
    return Manifest.from_json(text)
