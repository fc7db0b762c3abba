"""Boxes: what MPEG-4 and 3GP files are made of. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from casework.errors import NotAVoice


def number(data: bytes | bytearray, start: int, size: int) -> int:
    """A big-endian number. Raises IndexError when the file ends before."""
    if start + size > len(data):
        raise IndexError
    return int.from_bytes(data[start : start + size])


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, beginning and end of what is in each box between two places. Raises NotAVoice."""
    while start + 8 <= end:
        size, head = number(data, start, 4), 8
        if size == 1:
            size, head = number(data, start + 8, 8), 16
        size = size or end - start
        if size < head or start + size > end:
            raise NotAVoice
        yield bytes(data[start + 4 : start + 8]), start + head, start + size
        start += size
