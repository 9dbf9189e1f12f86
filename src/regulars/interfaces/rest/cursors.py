"""Cursors: where the next page begins, signed, so that none is made up or carried to another list."""

from __future__ import annotations

from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from regulars.errors import UsageError
from regulars.stores.operations.secrets_of_store import StoreKey


class Cursor:
    """The cursors of one list, such as one member's entries."""

    def __init__(self, key: StoreKey, *which: str) -> None:
        self._signer = URLSafeSerializer(key.derived("cursors"), salt="/".join(which))

    def write(self, place: Any) -> str:
        return str(self._signer.dumps(place))

    def read(self, text: str | None) -> Any:
        """The place that a cursor of this list names; None where there is none yet."""
        if text is None:
            return None
        try:
            return self._signer.loads(text)
        except (BadData, ValueError) as e:
            raise UsageError("the cursor is none of this list", expected="next of the page before", do="begin anew") from e
