"""What sealed post looks like: slots of one size, a bag of so many, a public key, a receipt. No database.

Every slot is closed for the province (HPKE), full or empty, and so long whatever is in it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.boxes import close_box, derive, open_box

SLOTS = 64
_PLAIN = 32 * 1024
_HEAD = 1 + 16 + 2 + 2 + 4
ROOM = _PLAIN - _HEAD
_EMPTY, _PIECE = 0, 1
_MAGIC = b"TUI-THU-NIEM-PHONG 1\n"
_HEADER = 256
_KEY_KIND, _RECEIPT_KIND = "khoa-cong-khai-cua-tinh", "bien-nhan-tui-thu"


class Malformed(Exception):
    """The bytes are not what they should be."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a case on its way."""

    case_id: UUID
    number: int
    count: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a province gives away: what closes for it, what its receipts are checked with, and where its portal is."""

    province_code: str
    name: str
    address: str
    box: bytes
    sign: bytes

    @property
    def fingerprint(self) -> str:
        """To be read out and compared, in groups of four."""
        said = "\n".join((self.province_code, self.address)).encode() + self.box + self.sign
        digits = hashlib.sha256(said).hexdigest()[:40]
        return " ".join(digits[at : at + 4] for at in range(0, 40, 4))

    def pack(self) -> bytes:
        """As a file."""
        values = {
            "kind": _KEY_KIND, "province": self.province_code, "name": self.name, "address": self.address,
            "box": base64.b64encode(self.box).decode(), "sign": base64.b64encode(self.sign).decode(),
        }  # fmt: skip
        return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def unpack(cls, data: bytes) -> PublicKey:
        """From a file. Raises Malformed."""
        values = _read_json(data, _KEY_KIND)
        try:
            key = cls(
                str(values["province"]), str(values["name"]), str(values["address"])[:200],
                base64.b64decode(values["box"], validate=True), base64.b64decode(values["sign"], validate=True),
            )  # fmt: skip
        except (KeyError, ValueError, TypeError):
            raise Malformed from None
        if len(key.box) != 32 or len(key.sign) != 32:
            raise Malformed
        return key


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag as a file: whose, of which day, closed for which key."""

    id: UUID
    day: date
    from_code: str
    box_public: bytes
    slots: Sequence[bytes]

    def pack(self) -> bytes:
        """As a file; every one is as long as any other."""
        said = {
            "bag": str(self.id), "day": self.day.isoformat(), "from": self.from_code,
            "for": base64.b64encode(self.box_public).decode(),
        }  # fmt: skip
        return _MAGIC + json.dumps(said).encode().ljust(_HEADER) + b"".join(self.slots)

    @classmethod
    def unpack(cls, data: bytes) -> Bag:
        """From a file. Raises Malformed."""
        at = len(_MAGIC) + _HEADER
        size, rest = divmod(len(data) - at, SLOTS)
        if not data.startswith(_MAGIC) or rest or size != slot_size():
            raise Malformed
        try:
            said = json.loads(data[len(_MAGIC) : at])
            found = UUID(said["bag"]), date.fromisoformat(said["day"]), str(said["from"])
            box = base64.b64decode(said["for"], validate=True)
        except (KeyError, ValueError, TypeError):
            raise Malformed from None
        return cls(*found, box, [data[at + size * one : at + size * (one + 1)] for one in range(SLOTS)])


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt for one bag: that it came and what it was; not what was in it, nor how many."""

    bag_id: UUID
    digest: bytes
    on: date
    signature: bytes

    def pack(self) -> bytes:
        """As a file."""
        values = {
            "kind": _RECEIPT_KIND, "bag": str(self.bag_id), "sha256": self.digest.hex(), "on": self.on.isoformat(),
            "signature": base64.b64encode(self.signature).decode(),
        }  # fmt: skip
        return json.dumps(values, indent=1).encode() + b"\n"

    @classmethod
    def unpack(cls, data: bytes) -> Signed:
        """From a file. Raises Malformed."""
        values = _read_json(data, _RECEIPT_KIND)
        try:
            return cls(
                UUID(values["bag"]), bytes.fromhex(values["sha256"]), date.fromisoformat(values["on"]),
                base64.b64decode(values["signature"], validate=True),
            )  # fmt: skip
        except (KeyError, ValueError, TypeError):
            raise Malformed from None

    def holds(self, sign_public: bytes) -> bool:
        """Whether the province signed exactly this."""
        try:
            Ed25519PublicKey.from_public_bytes(sign_public).verify(self.signature, _said(self))
        except (InvalidSignature, ValueError):
            return False
        return True


def sign_receipt(desk_private: bytes, *, bag_id: UUID, digest: bytes, on: date) -> Signed:
    """Made with a key that only whoever holds the desk's key can make."""
    bare = Signed(bag_id, digest, on, b"")
    return Signed(bag_id, digest, on, _signer(desk_private).sign(_said(bare)))


def sign_public(desk_private: bytes) -> bytes:
    """What receipts are checked with."""
    return _signer(desk_private).public_key().public_bytes_raw()


def in_pieces(case_id: UUID, data: bytes) -> list[Piece]:
    """Cut to what fits into slots."""
    parts = [data[at : at + ROOM] for at in range(0, len(data), ROOM)]
    return [Piece(case_id, number, len(parts), part) for number, part in enumerate(parts)]


def close_slot(public: bytes, piece: Piece | None, *, bag_id: UUID, position: int) -> bytes:
    """A slot with a piece, or an empty one: nobody but the province can tell."""
    if piece is None:
        plain = bytes([_EMPTY]).ljust(_PLAIN, b"\0")
    else:
        numbers = (piece.number, 2), (piece.count, 2), (len(piece.data), 4)
        head = bytes([_PIECE]) + piece.case_id.bytes + b"".join(one.to_bytes(size, "big") for one, size in numbers)
        plain = (head + piece.data).ljust(_PLAIN, b"\0")
    return close_box(public, plain, bound_to=_bound(bag_id, position))


def open_slot(private: bytes, sealed: bytes, *, bag_id: UUID, position: int) -> Piece | None:
    """What is in a slot. Raises SealBroken."""
    plain = open_box(private, sealed, bound_to=_bound(bag_id, position))
    if plain[0] != _PIECE:
        return None
    number, count, size = (int.from_bytes(plain[at:end], "big") for at, end in ((17, 19), (19, 21), (21, 25)))
    return Piece(UUID(bytes=plain[1:17]), number, count, plain[_HEAD : _HEAD + size])


def whole(pieces: Iterable[Piece]) -> dict[UUID, bytes]:
    """The cases of which every piece is there."""
    parts: dict[UUID, dict[int, Piece]] = {}
    for piece in pieces:
        parts.setdefault(piece.case_id, {})[piece.number] = piece
    return {
        case_id: b"".join(found[number].data for number in sorted(found))
        for case_id, found in parts.items()
        if len(found) == next(iter(found.values())).count
    }


def slot_size() -> int:
    """How long every closed slot is: version, what HPKE puts before, the words, the seal."""
    return 1 + 32 + _PLAIN + 16


def _bound(bag_id: UUID, position: int) -> bytes:
    return bag_id.bytes + bytes([position])


def _signer(desk_private: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(derive(desk_private, "post-receipts"))


def _said(receipt: Signed) -> bytes:
    return b"\n".join((_RECEIPT_KIND.encode(), receipt.bag_id.bytes, receipt.digest, receipt.on.isoformat().encode()))


def _read_json(data: bytes, kind: str) -> dict[str, Any]:
    try:
        values = json.loads(data)
    except ValueError:
        raise Malformed from None
    if not isinstance(values, dict) or values.get("kind") != kind:
        raise Malformed
    return values
