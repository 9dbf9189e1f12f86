"""Campaigns and batches of codes for callers who may ask again: each once for its idempotency key."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection

from regulars.actions.rewards.codes import Campaign, new_code
from regulars.stores.operations.codes import Codes, announce, keep_codes
from regulars.stores.operations.idempotency import claim, seal_key
from regulars.stores.operations.secrets_of_store import StoreKey


@dataclass(frozen=True, slots=True)
class Batch:
    """So many codes of a campaign, each good for so many uses."""

    campaign_id: str
    number: int
    uses: int = 1


def announce_once(codes: Codes, campaign: Campaign, *, key: str, at: datetime, dry_run: bool = False) -> None:
    """Add a campaign; a repeat under the same key finds it done. A dry run refuses the same and writes nothing."""
    _once(codes, ["campaign", asdict(campaign)], key, at, lambda c: announce(c, campaign), dry_run)


def make_once(codes: Codes, batch: Batch, *, key: str, at: datetime, dry_run: bool = False) -> list[str]:
    """New codes; a repeat under the same key is told the same, though the store keeps their digests only.

    They follow from the idempotency key and the store's own, so that who knows the one learns nothing. A dry run refuses
    the same, writes nothing and shows no code: who saw one could use it once it is made.
    """
    drawn = _drawn(codes.key, f"{key} {batch.campaign_id}")
    made = [new_code(lambda size: next(drawn)[:size]) for _ in range(batch.number)]
    rows = [{"digest": codes.digest(code), "campaign_id": batch.campaign_id, "most_uses": batch.uses} for code in made]
    _once(codes, ["codes", asdict(batch)], key, at, lambda c: keep_codes(c, batch.campaign_id, rows), dry_run)
    return [] if dry_run else made


def _drawn(key: StoreKey, name: str) -> Iterator[bytes]:
    """Bytes that nobody can foretell without the store's key: an HMAC of a name and a number."""
    secret = key.derived("codes made by name")
    for number in count():
        yield hmac.digest(secret, f"{name} {number}".encode(), "sha256")


def _once(codes: Codes, asked: list[Any], key: str, at: datetime, work: Callable[[Connection], None], dry_run: bool) -> None:
    digest = codes.key.code_digest(json.dumps(asked, default=str, sort_keys=True)).hex()

    def whole(c: Connection) -> None:
        if claim(c, key, digest) is None:
            work(c)
            seal_key(c, key, digest, {}, at)

    (codes.store.rehearse if dry_run else codes.store.write)(whole)
