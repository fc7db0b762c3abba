"""Voice notes: known by what is in them, measured without decoding."""

from __future__ import annotations

import pytest

from casework.errors import NotAVoice, VoiceTooLarge, VoiceTooLong
from casework.voice import MAX_BYTES, prepare_voice
from tests.support.recordings import amr, box, m4a, mp3, ogg


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(m4a(61), "audio/mp4"), (m4a(61, brand=b"3gp4"), "audio/3gpp"), (m4a(61, long=True), "audio/mp4"),
     (ogg(61), "audio/ogg"), (amr(61), "audio/amr"), (mp3(61), "audio/mpeg"), (mp3(61, tagged=True), "audio/mpeg")],
    ids=["m4a", "3gp", "long-m4a", "opus", "amr", "mp3", "mp3-with-tags"],
)  # fmt: skip
def test_what_phones_record_is_taken_and_measured(data: bytes, media_type: str) -> None:
    voice = prepare_voice(data)
    assert (voice.media_type, voice.seconds, voice.data) == (media_type, 61, data)


@pytest.mark.parametrize("make", [m4a, ogg, amr, mp3])
def test_two_minutes_and_no_more(make: type) -> None:
    assert prepare_voice(make(120)).seconds == 120
    with pytest.raises(VoiceTooLong):
        prepare_voice(make(130))


@pytest.mark.parametrize(
    "data",
    [b"", b"xin ch\xc3\xa0o", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" + bytes(64), b"\xff\xd8\xff\xe0" + bytes(64),
     m4a(61, picture=True), m4a(61)[:20], m4a(0), ogg(0), b"OggS" + bytes(80), b"#!AMR\n", mp3(61)[:200],
     b"RIFF\x00\x00\x00\x00WAVEfmt ", b"\x1aE\xdf\xa3" + bytes(64), b"<script>alert(1)</script>"],
)  # fmt: skip
def test_anything_else_is_not(data: bytes) -> None:
    with pytest.raises(NotAVoice):
        prepare_voice(data)


def test_a_large_file_is_not_even_looked_into() -> None:
    with pytest.raises(VoiceTooLarge):
        prepare_voice(bytes(MAX_BYTES + 1))


def test_where_when_and_by_which_phone_it_was_recorded_is_blanked() -> None:
    """Phones name a recording after the street, and some note coordinates."""
    place, secret = b"+10.7769+106.7009/", "Ngõ 12 Kín Đáo".encode()
    plain = m4a(61)
    moment = (3_800_000_000).to_bytes(4)
    movie = plain.index(b"mvhd")
    dated = plain[: movie + 8] + moment + moment + plain[movie + 16 :]
    told = box(b"udta", box(b"\xa9xyz", place) + box(b"meta", secret))
    head = dated.index(b"moov") - 4
    moov = dated[head + 8 :]
    voice = prepare_voice(dated[:head] + box(b"moov", moov + told) + box(b"uuid", secret))
    for word in (place, secret, moment):
        assert word not in voice.data
    assert (voice.seconds, voice.data.count(b"free")) == (61, 2)
    assert voice.data.startswith(plain[:head])  # the sound is as it was


def test_titles_of_an_mp3_are_blanked() -> None:
    title = b"TIT2 Ngo 12 Kin Dao"
    tagged = b"ID3\x04\x00\x00\x00\x00\x00" + bytes([len(title)]) + title + mp3(61) + b"TAG" + title.ljust(125)
    voice = prepare_voice(tagged)
    assert title not in voice.data
    assert (voice.seconds, voice.data.endswith(mp3(61))) == (61, True)
