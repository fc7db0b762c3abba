"""Sealing and keyed hashes, on the `cryptography` library (AES-256-GCM, HKDF, HMAC): no scheme of our own."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE = 12


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
    """The installation's master secrets; every use derives its own key, so that one purpose reveals no other."""

    masters: tuple[bytes, ...] = field(repr=False)

    @cached_property
    def _derived(self) -> dict[tuple[int, str], bytes]:
        return {}

    def _key(self, index: int, purpose: str) -> bytes:
        known = self._derived.get((index, purpose))
        if known is None:
            kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
            known = self._derived[(index, purpose)] = kdf.derive(self.masters[index])
        return known

    def seal(self, purpose: str, plain: bytes, *, bound_to: bytes) -> bytes:
        """Seal under the newest master; the first byte says which, so that older ones still open."""
        newest = len(self.masters) - 1
        return bytes([newest]) + seal_with(self._key(newest, purpose), plain, bound_to=bound_to)

    def open(self, purpose: str, sealed: bytes, *, bound_to: bytes) -> bytes:
        """Open what `seal` made under any master still kept. Raises SealBroken."""
        if not sealed or sealed[0] >= len(self.masters):
            raise SealBroken("unknown master key")
        return open_with(self._key(sealed[0], purpose), sealed[1:], bound_to=bound_to)

    def tag(self, purpose: str, data: bytes) -> bytes:
        """A keyed hash (HMAC-SHA256), the same for ever for the same data: looked up, never reversed."""
        return hmac.digest(self._key(0, "tag:" + purpose), data, "sha256")

    def secret(self, purpose: str) -> str:
        """A stable secret string for a library that wants one (say, Flask's signer)."""
        return self._key(0, "secret:" + purpose).hex()


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)
