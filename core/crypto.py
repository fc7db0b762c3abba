"""Sealing and keyed hashes, on the `cryptography` library (AES-256-GCM, HKDF, HMAC): no scheme of our own."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE = 12
# Among the keys that stay behind: what names are derived from that nobody had when the first master was put away.
ROOT = "root"
_LASTING = ("tag:", "secret:")


class SealBroken(Exception):
    """The sealed bytes, their key or what they are bound to do not match."""


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return secrets.token_bytes(32)


def seal_with(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    """Encrypt and authenticate; `bound_to` (say, a record's id) must be given again to open."""
    nonce = secrets.token_bytes(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def open_with(key: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
    """Decrypt what `seal_with` made. Raises SealBroken."""
    if sealed[:1] != _VERSION:
        raise SealBroken("unknown version")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], bound_to)
    except InvalidTag:
        raise SealBroken("does not open") from None


@dataclass(frozen=True)
class Keyring:
    """The installation's master secrets; every use derives its own key, so that one purpose reveals no other.

    `masters`: by number; None where one was put away because nothing is sealed under it any more. `lookups`: what
    stays of such a one: keys of single names, and ROOT for names of keyed hashes that came later.
    """

    masters: tuple[bytes | None, ...] = field(repr=False)
    lookups: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _derived(self) -> dict[tuple[int, str], bytes]:
        return {}

    @cached_property
    def _hashing(self) -> dict[str, hmac.HMAC]:
        return {}

    def _key(self, index: int, purpose: str) -> bytes:
        known = self._derived.get((index, purpose))
        if known is None:
            known = self._derived[(index, purpose)] = self._derive(index, purpose)
        return known

    def _derive(self, index: int, purpose: str) -> bytes:
        master = self.masters[index]
        if master is not None:
            return _expand(master, purpose)
        stayed = self.lookups.get(f"{index}:{purpose}")
        if stayed is None and (index or not purpose.startswith(_LASTING)):
            raise SealBroken("this master key was put away")
        return stayed or _expand(self.lookups[ROOT], purpose)

    @property
    def newest(self) -> int:
        """The number of the master that new content is sealed under."""
        return len(self.masters) - 1

    def seal(self, purpose: str, plain: bytes, *, bound_to: bytes) -> bytes:
        """Seal under the newest master; the first byte says which, so that older ones still open."""
        newest = self.newest
        return bytes([newest]) + seal_with(self._key(newest, purpose), plain, bound_to=bound_to)

    def open(self, purpose: str, sealed: bytes, *, bound_to: bytes) -> bytes:
        """Open what `seal` made under any master still kept. Raises SealBroken."""
        if not sealed or sealed[0] >= len(self.masters):
            raise SealBroken("unknown master key")
        return open_with(self._key(sealed[0], purpose), sealed[1:], bound_to=bound_to)

    def tag(self, purpose: str, data: bytes) -> bytes:
        """A keyed hash (HMAC-SHA256), the same for ever for the same data: looked up, never reversed.

        The purpose is one of `core.purposes`.
        """
        begun = self._hashing.get(purpose)
        if begun is None:
            begun = self._hashing[purpose] = hmac.new(self._key(0, "tag:" + purpose), digestmod="sha256")
        # A copy, not `hmac.digest`: that one lets go of the interpreter's lock for a microsecond's work, and then
        # stands in line behind every other thread. Ratings ask three times each.
        hashed = begun.copy()
        hashed.update(data)
        return hashed.digest()

    def secret(self, purpose: str) -> str:
        """A stable secret string for a library that wants one (say, Flask's signer)."""
        return self._key(0, "secret:" + purpose).hex()

    def staying(self, index: int, names: Iterable[str]) -> dict[str, bytes]:
        """What stays behind when a master is put away: the keys of these names, and a root for later names."""
        kept = {f"{index}:{name}": self._key(index, name) for name in names}
        return {**self.lookups, **kept, ROOT: self.lookups.get(ROOT) or new_key()}


def _expand(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(master)


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)
