"""Links to a member's own page: signed, so that nobody makes one, and with an end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from regulars.errors import NotInStore, UsageError
from regulars.stores.operations.secrets_of_store import StoreKey

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Links:
    """Links under the store's own key. A link names a member by random id and nobody by name."""

    key: StoreKey = field(repr=False)

    def token(self, member_id: str, *, at: datetime, lasting: timedelta) -> str:
        """The signed part of a link that is good from now for so long; a year at most."""
        if not timedelta() < lasting <= LONGEST:
            raise UsageError(f"the link would be good for {lasting}", expected="up to 366 days", do="give another time")
        ends = int((at + lasting).replace(tzinfo=UTC).timestamp())
        return str(self._signer.dumps([member_id, ends]))

    def member(self, token: str, at: datetime) -> str:
        """The member whose link this is; NotInStore where it is none or is over: one answer for both."""
        try:
            member_id, ends = self._signer.loads(token)
        except (BadData, ValueError, TypeError):
            member_id, ends = "", 0
        if not member_id or at.replace(tzinfo=UTC).timestamp() >= ends:
            raise NotInStore("this link is not good any more", expected="a link that we sent", do="ask for a new one")
        return str(member_id)

    @property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.key.derived("links to wallets"), salt="wallet")
