"""What a recorder notes beside the sound: place names, coordinates, the phone, the moment. Blanked; the sound stays.

Phones name a recording after the street it was made in. Nothing is moved, so that every offset in the file still holds.
"""

from __future__ import annotations

from casework.boxes import boxes

_INSIDE = frozenset({b"moov", b"trak", b"mdia"})
_NOTES = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_ID3_HEAD, _ID3_OLD = 10, 128


def without_tags(data: bytes, media_type: str) -> bytes:
    """The same recording without notes. Ogg and AMR carry none from phones. Raises NotAVoice, IndexError."""
    if media_type in ("audio/mp4", "audio/3gpp"):
        kept = bytearray(data)
        _blank_boxes(kept, 0, len(kept))
        return bytes(kept)
    return _without_id3(data) if media_type == "audio/mpeg" else data


def _blank_boxes(data: bytearray, start: int, end: int) -> None:
    for kind, first, last in boxes(data, start, end):
        if kind in _INSIDE:
            _blank_boxes(data, first, last)
        elif kind in _NOTES:
            place = data.rindex(kind, start, first)
            data[place : place + 4] = b"free"
            data[first:last] = bytes(last - first)
        elif kind in _DATED:
            size = 16 if data[first] == 1 else 8  # when it was made, and changed
            data[first + 4 : first + 4 + size] = bytes(size)


def _without_id3(data: bytes) -> bytes:
    if data[-_ID3_OLD:][:3] == b"TAG":
        data = data[:-_ID3_OLD]
    if data[:3] != b"ID3":
        return data
    # What is left is a tag of nothing but padding.
    size = sum((data[6 + n] & 127) << shift for n, shift in enumerate((21, 14, 7, 0)))
    return data[:5] + b"\x00" + data[6:_ID3_HEAD] + bytes(size) + data[_ID3_HEAD + size :]
