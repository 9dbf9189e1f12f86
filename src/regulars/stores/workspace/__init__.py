"""A shop's folder of facts: immutable parts, and a log of manifests of which the last one holds."""

from regulars.stores.workspace.erasing import Erasure, erase
from regulars.stores.workspace.folder import Folder
from regulars.stores.workspace.manifest import Counts, LiveFiles, Manifest, Part
from regulars.stores.workspace.summary import counted_imports, summary
from regulars.stores.workspace.writing import write_import

__all__ = [
    "Counts",
    "Erasure",
    "Folder",
    "LiveFiles",
    "Manifest",
    "Part",
    "counted_imports",
    "erase",
    "summary",
    "write_import",
]
