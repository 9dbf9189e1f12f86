"""The log without a person: copies of the manifests that take their places once the erasure is committed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from regulars.stores.workspace.durable import write_once
from regulars.stores.workspace.erased import naming, scrubbed
from regulars.stores.workspace.folder import CLEANED, Folder
from regulars.stores.workspace.manifest import import_id

_SHORTEST_WORD = 3


def named_in_log(folder: Folder, words: Sequence[str]) -> bool:
    """Whether any manifest names the person."""
    listed = _words(words)
    return bool(listed) and any(naming(listed).search(_text(path)) for path in folder.log.glob("[0-9]*.json"))


def clean_log(folder: Folder, number: int, words: Sequence[str], gone: Mapping[tuple[str, str], int]) -> None:
    """A copy of every manifest without the person, for the erasure that is to be commit ``number``.

    ``gone``: how many facts of a kind, brought by which import, are taken out.
    """
    for path in sorted(folder.log.glob("[0-9]*.json")):
        values = json.loads(_text(path))
        _clean(values, words)
        for kind, counts in values["counts"].items():
            _count_less(counts, gone.get((kind, path.stem), 0))
        copy = path.with_suffix(f".{import_id(number)}.{CLEANED}")
        copy.unlink(missing_ok=True)
        write_once(copy, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def _clean(values: dict[str, Any], words: Sequence[str]) -> None:
    """Examples of bad rows lose any word that names the person; sentences and names of files the telling ones."""
    for quarantined in values["intake"]["quarantined"]:
        for row in quarantined["first"]:
            row["value"] = scrubbed(row["value"], naming(words))
    if listed := _words(words):
        values["intake"] = scrubbed(values["intake"], naming(listed))


def _words(words: Sequence[str]) -> list[str]:
    """Words that can be looked for anywhere; a bare or short number would be found in every sentence."""
    return [w for w in words if len(w) >= _SHORTEST_WORD and not w.isdigit()]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _count_less(counts: dict[str, int], gone: int) -> None:
    """An import brought fewer facts now; so that an import that repeats it is still known to."""
    fewer = min(gone, counts["new"])
    counts["new"] -= fewer
    counts["changed"] = max(0, counts["changed"] - (gone - fewer))
