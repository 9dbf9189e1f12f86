"""The store's own secret: a key outside the database, without which neither people nor codes can be read in it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regulars.errors import DamagedStore, SettingsError, WrongKey

_NONCE = 12


@dataclass(frozen=True)
class StoreKey:
    """32 secret bytes; what they are used for is kept apart by name. Never printed. ``path``: its file, if it is in one."""

    secret: bytes = field(repr=False)
    path: Path | None = field(default=None, kw_only=True, compare=False)
    _derived: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def is_missing(self) -> bool:
        """Whether there is no key, though one was looked for."""
        return False

    def make(self) -> None:
        """Make the key where there is none."""

    def unmake(self) -> None:
        """Take away what ``make`` made; nothing may have been written with it."""

    @classmethod
    def new(cls) -> StoreKey:
        return cls(secrets.token_bytes(32))

    @classmethod
    def of(cls, text: str) -> StoreKey:
        """The key from its 64 hexadecimal digits."""
        try:
            secret = bytes.fromhex(text.strip())
        except ValueError:
            secret = b""
        if len(secret) != 32:  # the value itself stays unsaid
            raise SettingsError("the store's key is not one", expected="64 hexadecimal digits", do="bring back the right file")
        return cls(secret)

    @classmethod
    def sought(cls, path: Path) -> StoreKey:
        """The key in a file; where there is none, one that is looked for again when it is needed, and never made up."""
        return cls.at(path) if path.exists() else KeyToCome(path=path)

    @classmethod
    def at(cls, path: Path) -> StoreKey:
        """The key in a file, made there if there is none yet, for its owner's eyes alone."""
        if not path.exists():
            _write_new(path, cls.new().secret.hex() + "\n")
        return cls(cls.of(path.read_text(encoding="ascii")).secret, path=path)

    def derived(self, purpose: str) -> bytes:
        """The key for one purpose; it is worked out once, for every request needs one."""
        if purpose not in self._derived:
            self._derived[purpose] = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(self.secret)
        return self._derived[purpose]

    def code_digest(self, code: str) -> bytes:
        """What stands in the store for a code: of no use to who reads the database."""
        return hmac.new(self.derived("codes"), code.encode(), hashlib.sha256).digest()

    def owner_digest(self, who: str) -> bytes:
        """What stands with an order for whose it is, a member's or a customer's id."""
        return self.code_digest(f"owner {who}")

    def wrap(self, key: bytes, member_id: str) -> bytes:
        return seal(self.derived("people"), key, member_id)

    def unwrap(self, wrapped: bytes, member_id: str) -> bytes:
        return unseal(self.derived("people"), wrapped, member_id)


@dataclass(frozen=True)
class KeyToCome(StoreKey):
    """Where a key is looked for again when it is needed: nobody made one yet, or it was not brought along."""

    secret: bytes = field(default=b"", repr=False)
    path: Path = field(default=Path("store.key"), kw_only=True)
    _own: list[bool] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def is_missing(self) -> bool:
        return not self.path.exists()

    def make(self) -> None:
        if self.is_missing:
            StoreKey.at(self.path)
            self._own.append(True)

    def unmake(self) -> None:
        if self._own:
            self.path.unlink(missing_ok=True)
            self._own.clear()
            self._derived.clear()

    def derived(self, purpose: str) -> bytes:
        if purpose not in self._derived:
            if self.is_missing:  # a new one would open nothing of what was written before
                raise WrongKey(
                    f"there is no {self.path}",
                    expected="the key with which the store was written",
                    do="put it there; `regulars store init` makes one for a new store",
                )
            self._derived[purpose] = StoreKey.at(self.path).derived(purpose)
        return self._derived[purpose]


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with ExitStack() as undoing:
        undoing.callback(path.unlink, missing_ok=True)
        with os.fdopen(file, "w", encoding="ascii") as f:
            f.write(text)
            f.flush()
            os.fsync(f.fileno())
        undoing.pop_all()


def seal(key: bytes, plain: bytes, member_id: str) -> bytes:
    """Encrypt and sign for one member: AES-256-GCM, a fresh nonce before the text."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, member_id.encode())


def unseal(key: bytes, sealed: bytes, member_id: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], member_id.encode())
    except (InvalidTag, ValueError) as e:
        raise DamagedStore(
            "what is kept of a person cannot be read",
            expected="the key with which it was written",
            do="bring back the store's key file that belongs to this database",
        ) from e
