"""Scanned papers made safe: only pixels and pages are left of what a scanner (or anybody else) put into the folder."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import filetype
import pikepdf
from PIL import Image, ImageOps, ImageSequence

from casework.cards import find_card_page, shows_card
from core.pdf import CleanPdf, NotAPdf, PdfLocked, PdfTooLarge
from core.pdf_opening import open_pdf
from core.pdf_pictures import BROKEN, Budget, open_picture, pictures_on, pixels_of
from core.scans import (
    MAX_BYTES,
    MAX_PAGES,
    ReadScan,
    ScanDamaged,
    ScanLocked,
    ScanOfOtherKind,
    ScanShowsCard,
    ScanTooLarge,
    ScanTooLong,
    ScanUnfit,
)
from infra.pdf import clean_pdf

# A sheet of A4 at 240 dots an inch: small print stays readable, a page weighs some hundred kilobytes.
_SIDE, _PICTURE_SIDE, _THUMB_SIDE = 2800, 1600, 320
# A sheet of A4 at 600 dots an inch has 35 million; what unpacks to more is no paper.
MAX_PIXELS = 64_000_000
_A4_INCHES = 11.69
# Of all pages of a PDF: a book of them in colour at 400 dots an inch.
_ALL_PIXELS = 640_000_000
_PDF = "application/pdf"
_FORMATS = {"image/jpeg": "JPEG", "image/tiff": "TIFF"}
_UNFIT: tuple[type[Exception], ...] = (ScanDamaged, ScanTooLarge, *BROKEN)
Read = TypeVar("Read")


def read_scan(data: bytes) -> ReadScan:
    """Check by content (never by name) and make it safe. Raises ScanUnfit."""
    if len(data) > MAX_BYTES:
        raise ScanTooLarge
    kind = filetype.guess(data[:8192])
    media_type = kind.mime if kind else ""
    if media_type != _PDF and media_type not in _FORMATS:
        raise ScanOfOtherKind
    try:
        return _from_pdf(data) if media_type == _PDF else _from_picture(data, _FORMATS[media_type])
    except ScanUnfit:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails in many ways, and must not keep the next one waiting
        raise ScanDamaged from None


def _from_pdf(data: bytes) -> ReadScan:
    try:
        cleaned = clean_pdf(data)
    except PdfLocked:
        raise ScanLocked from None
    except PdfTooLarge:
        raise ScanTooLarge from None
    except NotAPdf:
        raise ScanDamaged from None
    if cleaned.pages > MAX_PAGES:
        raise ScanTooLong
    if find_card_page(cleaned.data) is not None:
        raise ScanShowsCard
    pictures = list(_pictures_of(cleaned))
    return _made(data, cleaned, pictures)


def _from_picture(data: bytes, image_format: str) -> ReadScan:
    sheets = _carefully(lambda: _sheets(data, image_format))
    if any(shows_card(sheet) for sheet in sheets):
        raise ScanShowsCard
    pdf = io.BytesIO()
    dots = max(72.0, max(sheets[0].size) / _A4_INCHES)
    sheets[0].save(pdf, "PDF", save_all=True, append_images=sheets[1:], resolution=dots, quality=80)
    cleaned = clean_pdf(pdf.getvalue())
    return _made(data, cleaned, [_jpeg(sheet, _PICTURE_SIDE) for sheet in sheets])


def _sheets(data: bytes, image_format: str) -> list[Image.Image]:
    found: list[Image.Image] = []
    with Image.open(io.BytesIO(data), formats=[image_format]) as source:
        for frame in ImageSequence.Iterator(source) if image_format == "TIFF" else [source]:
            if len(found) == MAX_PAGES:
                raise ScanTooLong
            found.append(_upright(frame))
    return found


def _upright(picture: Image.Image) -> Image.Image:
    """Pixels only, the right way up, no larger than is needed to read them."""
    if picture.width * picture.height > MAX_PIXELS:
        raise ScanTooLarge
    picture.draft("RGB", (_SIDE, _SIDE))  # a JPEG decodes at a fraction of its size
    turned = ImageOps.exif_transpose(picture)
    plain = _without_transparency(turned)
    plain.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new(plain.mode, plain.size, "white")
    fresh.paste(plain)
    return fresh


def _without_transparency(picture: Image.Image) -> Image.Image:
    if picture.mode in ("1", "L", "I", "I;16"):
        return picture.convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
        return ground.convert("RGB")
    return picture.convert("RGB")


def _pictures_of(cleaned: CleanPdf) -> Iterator[bytes]:
    """What a scanner drew on each page: its largest picture. A page drawn otherwise has none and is read as PDF."""
    budget = Budget(pictures=MAX_PAGES, pixels=_ALL_PIXELS)
    try:
        with open_pdf(cleaned.data) as pdf:
            for page in pdf.pages:
                yield _picture_on(page, budget)
    except BROKEN:
        return


def _picture_on(page: pikepdf.Page, budget: Budget) -> bytes:
    try:
        largest = max(pictures_on(page), key=pixels_of, default=None)
        if largest is None or not budget.spend(largest):
            return b""
        picture = _carefully(lambda: open_picture(largest, mode="RGB", side=_SIDE))
        if picture is None:
            return b""
        upright = _carefully(lambda: _upright(picture))
        turn = int(page.get("/Rotate", 0)) % 360
        return _jpeg(upright.rotate(-turn, expand=True) if turn else upright, _PICTURE_SIDE)
    except _UNFIT:
        return b""


def _made(original: bytes, cleaned: CleanPdf, pictures: Sequence[bytes]) -> ReadScan:
    filled = [*pictures, *[b""] * (cleaned.pages - len(pictures))][: cleaned.pages]
    first = next((picture for picture in filled if picture), b"")
    thumb = _jpeg(Image.open(io.BytesIO(first), formats=["JPEG"]), _THUMB_SIDE) if first else b""
    return ReadScan(cleaned.data, filled, thumb, cleaned.pages, hashlib.sha256(original).hexdigest())


def _jpeg(picture: Image.Image, side: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()


def _carefully(read: Callable[[], Read]) -> Read:
    try:
        with warnings.catch_warnings():
            # Scanners write odd tags, which say nothing of the picture.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return read()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ScanTooLarge from None
    except BROKEN:
        raise ScanDamaged from None
