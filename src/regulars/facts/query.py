"""A named query: SQL in one dialect, and the sentence that says what it returns.

The text lies in a ``.sql`` file beside the module that uses it. Its first comment lines are its
sentence. ``make sql`` writes the other dialects (``name.spark.sql``); they are never edited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from regulars.errors import NotOnThisEngine
from regulars.facts.folding import Way

HOME_DIALECT = "duckdb"
_PARAMETER = re.compile(r"(?<![\w$])[$:]([a-z_][a-z0-9_]*)")
_COMMENT = re.compile(r"--[^\n]*")
_LITERAL = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Query:
    """A query by name. ``texts`` maps a dialect to its SQL; values are bound, never pasted.

    ``way``: how an answer that a workspace keeps becomes that of later facts; None: it is not kept.
    """

    name: str
    sentence: str
    texts: Mapping[str, str] = field(repr=False)
    way: Way | None = None

    @classmethod
    def beside(cls, module_file: str, name: str | None = None) -> Query:
        """The query whose ``.sql`` file lies beside a module: ``Query.beside(__file__)``."""
        home = Path(module_file)
        name = name or home.stem
        texts = {HOME_DIALECT: (home.parent / f"{name}.sql").read_text(encoding="utf-8")}
        for other in sorted(home.parent.glob(f"{name}.*.sql")):
            texts[other.suffixes[-2].lstrip(".")] = other.read_text(encoding="utf-8")
        return cls(name, _sentence(texts[HOME_DIALECT]), texts)

    def kept(self, way: Way) -> Query:
        """This query, whose answers a workspace may keep."""
        return replace(self, way=way)

    def text(self, dialect: str) -> str:
        if dialect not in self.texts:
            raise NotOnThisEngine(
                f"the query {self.name} is not written for {dialect}",
                expected="one of " + ", ".join(sorted(self.texts)),
                do="run it on one of those engines",
            )
        return self.texts[dialect]

    def parameters(self, dialect: str) -> frozenset[str]:
        """Names of the values that must be bound."""
        bare = _LITERAL.sub("", _COMMENT.sub("", self.text(dialect)))
        return frozenset(_PARAMETER.findall(bare))

    def over(self, name: str, source: Query) -> Query:
        """This query reading ``source`` as the table ``name``."""
        texts = {
            d: f"WITH {name} AS (\n{source.texts[d]}\n)\nSELECT * FROM (\n{text}\n) AS answer"
            for d, text in self.texts.items()
            if d in source.texts
        }
        return Query(f"{self.name} over {source.name}", self.sentence, texts)


def _sentence(sql: str) -> str:
    lines: list[str] = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
