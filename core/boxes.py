"""Boxes that one key closes and another opens (HPKE, RFC 9180), and keys made from what a person knows (Argon2id).

Both are the `cryptography` library's: no scheme of our own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.crypto import SealBroken

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_VERSION = b"\x01"
KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Whoever has `public` can close a box, only `private` opens it. 32 bytes each."""

    public: bytes
    private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at a secret costs: memory in KiB, and how often it is gone over."""

    memory_kib: int
    passes: int


def new_pair() -> KeyPair:
    """A fresh X25519 pair."""
    private = X25519PrivateKey.generate()
    return KeyPair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def public_half(private: bytes) -> bytes:
    """What belongs to a private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def close_box(public: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    """Encrypt for whoever has the private key; `bound_to` must be given again to open."""
    return _VERSION + _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info=bound_to)


def open_box(private: bytes, box: bytes, *, bound_to: bytes) -> bytes:
    """Decrypt what `close_box` made. Raises SealBroken."""
    if box[:1] != _VERSION:
        raise SealBroken("unknown version")
    try:
        return _SUITE.decrypt(box[1:], X25519PrivateKey.from_private_bytes(private), info=bound_to)
    except (InvalidTag, ValueError):
        raise SealBroken("does not open") from None


def stretch(secret: str, *, salt: bytes, cost: Cost) -> bytes:
    """32 bytes made from something a person types: each guess costs this much again. `salt`: 16 bytes or more."""
    maker = Argon2id(salt=salt, length=KEY_LENGTH, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib)
    return maker.derive(secret.encode())


def derive(key: bytes, purpose: str) -> bytes:
    """A key of its own for a purpose, from a key that is as strong as one."""
    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=None, info=purpose.encode()).derive(key)
