"""Voice notes made of headers and silence, as phones would write them."""

from __future__ import annotations


def box(kind: bytes, inside: bytes) -> bytes:
    """A box of an MPEG-4 file."""
    return (len(inside) + 8).to_bytes(4) + kind + inside


def m4a(seconds: int, *, brand: bytes = b"M4A ", long: bool = False, picture: bool = False) -> bytes:
    """MPEG-4: a movie header of that length after the sound, as recorders write it."""
    scale = 1000
    if long:
        header = b"\x01" + bytes(3) + bytes(16) + scale.to_bytes(4) + (seconds * scale).to_bytes(8) + bytes(80)
    else:
        header = bytes(4) + bytes(8) + scale.to_bytes(4) + (seconds * scale).to_bytes(4) + bytes(80)
    handler = box(b"hdlr", bytes(8) + (b"vide" if picture else b"soun") + bytes(13))
    movie = box(b"mvhd", header) + box(b"trak", box(b"mdia", handler))
    return box(b"ftyp", brand + bytes(4)) + box(b"mdat", bytes(256)) + box(b"moov", movie)


def _page(granule: int, inside: bytes) -> bytes:
    return b"OggS\x00\x00" + granule.to_bytes(8, "little", signed=True) + bytes(12) + b"\x01\x13" + inside


def ogg(seconds: int) -> bytes:
    """Opus in Ogg."""
    return _page(0, b"OpusHead" + bytes(11)) + _page(seconds * 48000, bytes(64))


def amr(seconds: int) -> bytes:
    """AMR: fifty frames of silence a second."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * (50 * seconds)


def mp3(seconds: int, *, tagged: bool = False) -> bytes:
    """Layer III at 32 kbit/s, 44.1 kHz."""
    frame = b"\xff\xfb\x10\x00" + bytes(100)
    frames = frame * round(seconds * 44100 / 1152)
    return (b"ID3\x04\x00\x00\x00\x00\x00\x10" + bytes(16) if tagged else b"") + frames
