"""Photos: checked by content, turned upright, made small, stripped."""

from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from casework import images
from casework.errors import ImageTooLarge, NotAnImage, TooManyPixels
from casework.images import DISPLAY_SIDE, THUMB_SIDE, prepare_image

register_heif_opener()


def photo(kind: str = "JPEG", size: tuple[int, int] = (2000, 1000), **options: object) -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))  # the left half is red
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_phones_make_becomes_a_small_jpeg(kind: str) -> None:
    prepared = prepare_image(photo(kind))
    display, thumb = opened(prepared.display), opened(prepared.thumb)
    assert (display.format, thumb.format) == ("JPEG", "JPEG")
    assert max(display.size) == DISPLAY_SIDE
    assert max(thumb.size) == THUMB_SIDE
    assert prepared.original == photo(kind)


def test_a_photo_is_turned_upright_and_keeps_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held sideways
    exif[0x010F] = "Hãng máy"
    exif.get_ifd(0x8825)[1] = "N"  # place
    display = opened(prepare_image(photo(exif=exif)).display)
    assert display.size == (DISPLAY_SIDE // 2, DISPLAY_SIDE)
    assert display.getpixel((400, 100))[1] < 60  # the red half is on top now
    assert not display.getexif()
    assert "exif" not in display.info


def test_transparency_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(prepare_image(out.getvalue()).display).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + b"\0" * 50, b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:400]]
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnImage):
        prepare_image(data)


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 100)
    with pytest.raises(ImageTooLarge):
        prepare_image(photo())


def test_a_small_file_that_unpacks_into_gigabytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    for size in ((1200, 1000), (4000, 1000)):
        with pytest.raises(ImageTooLarge):
            prepare_image(photo("PNG", size))


@pytest.mark.parametrize(("kind", "taken"), [("JPEG", True), ("PNG", False), ("WEBP", False), ("HEIF", False)])
def test_only_what_decodes_at_a_fraction_may_have_many_pixels(
    monkeypatch: pytest.MonkeyPatch, kind: str, taken: bool
) -> None:
    monkeypatch.setattr(images, "MAX_DECODED", 4_000_000)
    large = photo(kind, (3400, 3300))
    if taken:
        assert prepare_image(large).width <= DISPLAY_SIDE
    else:
        with pytest.raises(TooManyPixels):
            prepare_image(large)


def test_two_photos_at_a_time_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    busy, most, lock, real = [0], [0], threading.Lock(), images._copies
    full = threading.Barrier(2)

    def counting(data: bytes, media_type: str) -> images.PreparedImage:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        full.wait(timeout=30)  # two are inside together, a third must not be
        try:
            return real(data, media_type)
        finally:
            with lock:
                busy[0] -= 1

    monkeypatch.setattr(images, "_copies", counting)
    data = photo(size=(60, 40))
    with ThreadPoolExecutor(6) as pool:
        assert len(list(pool.map(prepare_image, [data] * 6))) == 6
    assert most == [2]
