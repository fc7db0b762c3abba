"""Names of units: the kind in front, the rest behind, and segments of paths."""

from __future__ import annotations

import uuid
from datetime import date

from core.text import slug

# Unit names always begin with one of these. Longest first: "Thành phố" before anything that begins like it.
PREFIXES = (
    "Thành phố", "Thị trấn", "Thị xã", "Tỉnh", "Đặc khu", "Phường", "Xã", "Quận", "Huyện", "Tổ dân phố", "Khu phố",
    "Thôn", "Ấp", "Bản", "Buôn", "Làng", "Xóm", "Sóc",
)  # fmt: skip
HAMLET_SUBTYPES = ("Thôn", "Tổ dân phố", "Khu phố", "Ấp", "Bản", "Buôn", "Làng", "Xóm", "Sóc")

_NAMESPACE = uuid.UUID("6f4c1a52-6a0e-5b7b-9c3d-2d1f6a1b7c10")


def split_name(name: str) -> tuple[str, str]:
    """The kind and the rest of a name: "Xã Yên Thế" → ("Xã", "Yên Thế"); no known kind → ("", name)."""
    for prefix in PREFIXES:
        if name.startswith(prefix + " "):
            return prefix, name[len(prefix) + 1 :]
    return "", name


def lower_kind(name: str) -> str:
    """A unit's name inside a sentence: "Xã Yên Thế" → "xã Yên Thế"."""
    prefix, rest = split_name(name)
    return f"{prefix.lower()} {rest}" if prefix else name


def stable_id(kind: str, *parts: str | date) -> uuid.UUID:
    """The same id for the same imported unit on every installation, so that importing twice changes nothing."""
    return uuid.uuid5(_NAMESPACE, "|".join([kind, *map(str, parts)]))


def segment(name: str) -> str:
    """A path segment of a name: ASCII, lower case, no dot."""
    return slug(name)[:40].strip("-") or "x"
