"""Codes on the store: a million made at a time, each limit enforced where the use is written."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, insert, select

from regulars.actions.rewards.codes import Campaign, Reason, new_code, read_code
from regulars.actions.rewards.ledger.acting import Posted
from regulars.actions.rewards.ledger.entries import EntryId
from regulars.actions.rewards.ledger.requests import CODE, CodeReturn, Earn, EarnLine
from regulars.actions.rewards.ledger.rules import Rules
from regulars.errors import CodeRefused, LimitReached, NotInStore, UsageError
from regulars.stores.operations.code_limits import count_back, count_use
from regulars.stores.operations.connecting import Store
from regulars.stores.operations.idempotency import claim
from regulars.stores.operations.ledger import post
from regulars.stores.operations.members import live_member
from regulars.stores.operations.rows import AnyRow
from regulars.stores.operations.schema import CAMPAIGNS, CODE_USES, CODES
from regulars.stores.operations.secrets_of_store import StoreKey
from regulars.stores.operations.shelf import StoreShelf

AT_ONCE = 5_000
_SAID: Mapping[Reason, str] = {
    "unknown": "there is no such code",
    "not begun": "its campaign has not begun",
    "expired": "its campaign has ended",
    "used": "it has been used as often as it may be",
    "member": "this member has used the campaign as often as a member may",
    "household": "this household has used the campaign as often as a household may",
    "campaign": "the campaign has given all it had",
}


@dataclass(frozen=True)
class Codes:
    """The campaigns and codes of a store. The store keeps a code's digest only: whoever reads it finds no code.

    ``zone``: where the shop's days end, and with them what a code gave.
    """

    store: Store
    key: StoreKey = field(repr=False)
    rules: Rules = field(default_factory=Rules)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def announce(self, campaign: Campaign) -> None:
        """Add a campaign; it never changes afterwards."""
        self.store.write(lambda c: announce(c, campaign))

    def make(self, campaign_id: str, number: int, *, uses: int = 1) -> Iterator[str]:
        """New codes, each good for so many uses: 1 is single-use, more is shared. They are told here and never again.

        Each batch of 5,000 is on the disk before its codes are handed out.
        """
        if number < 1 or uses < 1:
            raise UsageError(f"{number} codes of {uses} uses", expected="1 or more of each", do="correct it")
        codes = (new_code(secrets.token_bytes) for _ in range(number))
        while batch := list(islice(codes, AT_ONCE)):
            rows = [{"digest": self.digest(c), "campaign_id": campaign_id, "most_uses": uses} for c in batch]
            self.store.write(lambda c, rows=rows: keep_codes(c, campaign_id, rows))  # type: ignore[misc]
            yield from batch

    def redeem(
        self, member_id: str, code: str, *, key: str, at: datetime, reveal: bool = False, dry_run: bool = False
    ) -> Posted:
        """Give a member a code's points, once for each key; CodeRefused where it gives none.

        Unknown, used and expired are told with the same words, after the same one question to the
        store. Only who may know (``reveal``) is told which. A dry run answers the same and writes nothing.
        """
        digest = self.digest(code)
        asked = self.key.code_digest(f"{member_id} {digest.hex()}").hex()

        def whole(c: Connection) -> Posted:
            return self._redeem(c, member_id, digest, key, asked, at, reveal)

        return self.store.rehearse(whole) if dry_run else self.store.write(whole)

    def _redeem(self, c: Connection, member_id: str, digest: bytes, key: str, asked: str, at: datetime, reveal: bool) -> Posted:
        earlier = claim(c, key, asked)
        if earlier is not None:
            return Posted.from_dict(earlier)
        found = c.execute(_BY_DIGEST, {"wanted": digest}).one_or_none()
        if reason := refusal(found, at):
            raise _refused(reason, reveal)
        assert found is not None
        member = live_member(c, member_id)
        if reason := count_use(c, found, digest, member):
            raise _refused(reason, reveal)
        return self._give(c, found, digest, member, key, asked, at)

    def _give(self, c: Connection, found: AnyRow, digest: bytes, member: AnyRow, key: str, asked: str, at: datetime) -> Posted:
        campaign = Campaign(**{name: getattr(found, name) for name in _FIELDS})
        line = EarnLine(line_id="code", points=campaign.points)
        earn = Earn(
            member=member.member_id,
            reference=key,
            source=CODE,
            lines=(line,),
            rule=campaign.campaign_id,
            expires_at=campaign.expires_at(at, self.zone),
        )
        answer = post(c, earn, at, self.rules, asked=(key, asked))
        use = {"digest": digest, "member_id": member.member_id, "household_id": member.household_id, "recorded_at": at}
        entry = answer.entry
        c.execute(insert(CODE_USES).values(account_id=entry.account, number=entry.number, change=1, **use))
        return answer

    def give_back(self, use: EntryId, *, key: str, at: datetime, dry_run: bool = False) -> Posted:
        """Take back what a code gave, and let every limit be as if it had never been used; once for each key.

        In: ``use``, the entry that `redeem` answered. Points that were spent are replaced, owed or forgiven, as with any
        refund. LimitReached where the use was given back before, NotInStore where the entry is no use of a code.
        """
        asked = self.key.code_digest(f"given back {use}").hex()

        def whole(c: Connection) -> Posted:
            earlier = claim(c, key, asked)
            if earlier is not None:
                return Posted.from_dict(earlier)
            count_back(c, use, at)
            reference = StoreShelf(c).entry(use).reference
            return post(c, CodeReturn(reference=reference, lines={}), at, self.rules, asked=(key, asked))

        return self.store.rehearse(whole) if dry_run else self.store.write(whole)

    def digest(self, code: str) -> bytes:
        return self.key.code_digest(read_code(code))


def announce(c: Connection, campaign: Campaign) -> None:
    """Add a campaign within a commit."""
    if _announced(c, campaign.campaign_id):
        raise LimitReached(f"the campaign {campaign.campaign_id} is announced already", do="give a new one another name")
    c.execute(insert(CAMPAIGNS).values(asdict(campaign)))


def _announced(c: Connection, campaign_id: str) -> bool:
    return c.execute(select(CAMPAIGNS.c.campaign_id).where(CAMPAIGNS.c.campaign_id == campaign_id)).one_or_none() is not None


def keep_codes(c: Connection, campaign_id: str, rows: list[dict[str, Any]]) -> None:
    """Add the digests of new codes within a commit."""
    if not _announced(c, campaign_id):
        raise NotInStore(f"there is no campaign {campaign_id!r}", expected="one that was announced", do="announce it first")
    c.execute(insert(CODES), rows)


def refusal(found: AnyRow | None, at: datetime) -> Reason | None:
    """Why a code gives nothing, as far as the code itself says."""
    if found is None:
        return "unknown"
    if at < found.starts_at:
        return "not begun"
    if at >= found.ends_at:
        return "expired"
    return "used" if found.code_uses >= found.code_most_uses else None


def _refused(reason: Reason, reveal: bool) -> CodeRefused:
    if reveal:
        return CodeRefused(f"the code gives nothing: {_SAID[reason]}")
    return CodeRefused("the code gives nothing", do="check its spelling; codes can be used up, or past their day")


_FIELDS = tuple(c.name for c in CAMPAIGNS.columns if c.name != "uses")
_BY_DIGEST = (
    select(*(CAMPAIGNS.c[name] for name in _FIELDS), CODES.c.uses.label("code_uses"), CODES.c.most_uses.label("code_most_uses"))
    .join(CODES, CODES.c.campaign_id == CAMPAIGNS.c.campaign_id)
    .where(CODES.c.digest == bindparam("wanted"))
)
