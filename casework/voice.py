"""Voice notes as phones record them. Pure: the container is read for its kind and length, nothing is decoded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from casework.boxes import boxes, number
from casework.errors import NotAVoice, VoiceTooLarge, VoiceTooLong
from casework.voice_tags import without_tags

MAX_BYTES = 4 * 1024 * 1024
MAX_SECONDS = 120
# Recorders stop a moment late, and encoders fill up the last block.
_GRACE = 3
_AMR = b"#!AMR\n"
_AMR_FRAMES = (13, 14, 16, 18, 20, 21, 27, 32, 6)
_AMR_FRAME_SECONDS = 0.02
# kbit/s of layer III by the index of the header: MPEG 1, then MPEG 2 and 2.5.
_MP3_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_MP3_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_PICTURES = re.compile(rb"hdlr.{8}vide", re.DOTALL)  # the handler of a picture track
_MP3_FEWEST = 3  # frames in a row: fewer is chance


@dataclass(frozen=True, slots=True)
class PreparedVoice:
    """A voice note without the notes of the recorder, and what its container says."""

    data: bytes = field(repr=False)
    media_type: str
    seconds: int
    sha256: str


def prepare_voice(data: bytes) -> PreparedVoice:
    """Check by content (never by name). Raises VoiceTooLarge, NotAVoice, VoiceTooLong."""
    if len(data) > MAX_BYTES:
        raise VoiceTooLarge
    media_type, seconds = _measure(data)
    if seconds <= 0:
        raise NotAVoice
    if seconds > MAX_SECONDS + _GRACE:
        raise VoiceTooLong
    kept = _cleaned(data, media_type)
    return PreparedVoice(kept, media_type, max(1, round(seconds)), hashlib.sha256(kept).hexdigest())


def _cleaned(data: bytes, media_type: str) -> bytes:
    try:
        return without_tags(data, media_type)
    except IndexError:
        raise NotAVoice from None


def _measure(data: bytes) -> tuple[str, float]:
    try:
        if data[4:8] == b"ftyp":
            return ("audio/3gpp" if data[8:11] == b"3gp" else "audio/mp4"), _mp4(data)
        if data[:4] == b"OggS":
            return "audio/ogg", _ogg(data)
        if data.startswith(_AMR):
            return "audio/amr", _amr(data)
        return "audio/mpeg", _mp3(data)
    except (IndexError, ZeroDivisionError):
        raise NotAVoice from None


def _mp4(data: bytes) -> float:
    """MP4, M4A, 3GP: the length in the movie header; a picture track makes it a film, which is not taken."""
    for kind, start, end in boxes(data, 0, len(data)):
        if kind != b"moov":
            continue
        if _PICTURES.search(data, start, end):
            raise NotAVoice
        for inner, at, _ in boxes(data, start, end):
            if inner == b"mvhd":
                long = data[at] == 1
                scale = number(data, at + (20 if long else 12), 4)
                return number(data, at + (24 if long else 16), 8 if long else 4) / scale
    raise NotAVoice


def _ogg(data: bytes) -> float:
    """Opus or Vorbis: the position of the last page over the sampling rate."""
    vorbis = data.find(b"\x01vorbis", 0, 128)
    if b"OpusHead" in data[:128]:
        rate = 48000
    elif vorbis >= 0:
        rate = int.from_bytes(data[vorbis + 12 : vorbis + 16], "little")
    else:
        raise NotAVoice
    last = data.rfind(b"OggS")
    return int.from_bytes(data[last + 6 : last + 14], "little", signed=True) / rate


def _amr(data: bytes) -> float:
    at, frames = len(_AMR), 0
    while at < len(data):
        mode = data[at] >> 3 & 15
        at += _AMR_FRAMES[mode] if mode < len(_AMR_FRAMES) else 1
        frames += 1
    return frames * _AMR_FRAME_SECONDS


def _mp3(data: bytes) -> float:
    at = 0
    if data[:3] == b"ID3":
        at = 10 + sum((data[6 + n] & 127) << shift for n, shift in enumerate((21, 14, 7, 0)))
    seconds, frames = 0.0, 0
    while (frame := _mp3_frame(data, at)) is not None:
        at += frame[0]
        seconds += frame[1]
        frames += 1
    if frames < _MP3_FEWEST:
        raise NotAVoice
    return seconds


def _mp3_frame(data: bytes, at: int) -> tuple[int, float] | None:
    """Bytes and seconds of the layer III frame here; None when there is none."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate_index, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in _MP3_SAMPLING or not 0 < rate_index < 15 or sampling == 3:
        return None
    first = version == 3
    hertz = _MP3_SAMPLING[version][sampling]
    rate = _MP3_RATES[0 if first else 1][rate_index] * 1000
    samples = 1152 if first else 576
    return samples // 8 * rate // hertz + (head[2] >> 1 & 1), samples / hertz
