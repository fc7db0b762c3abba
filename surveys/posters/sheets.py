"""What stands on a poster, and which sheets can be asked for. Printed matter is Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agencies.queries import ServicePointCard
from core.ports import Poster
from core.text import slug


class Shape(StrEnum):
    """What a sheet is for."""

    POSTER = "poster"  # áp phích, dán tường
    TENT = "tent"  # gấp đôi, dựng trên bàn


class Paper(StrEnum):
    """Its size before folding."""

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"


class FileKind(StrEnum):
    """As what it is made."""

    PDF = "pdf"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of sheet."""

    shape: Shape
    paper: Paper
    form: FileKind

    @property
    def name(self) -> str:
        """As it is kept: ``poster.a4.pdf``."""
        return f"{self.shape.value}.{self.paper.value}.{self.form.value}"


def read_sheet(name: str) -> Sheet:
    """The sheet of its name. Raises ValueError."""
    shape, _, rest = name.partition(".")
    paper, _, form = rest.partition(".")
    return Sheet(Shape(shape), Paper(paper), FileKind(form))


_FILE = {Shape.POSTER: "ap-phich", Shape.TENT: "de-ban"}


def file_stem(sheet: Sheet) -> str:
    """What the file of a sheet is called, without the service point: ``ap-phich-a4``."""
    return f"{_FILE[sheet.shape]}-{sheet.paper.value}"


def folder_of(agency_name: str, point: ServicePointCard) -> str:
    """Where the sheets of a service point lie in the package; its code keeps two of one name apart."""
    return f"{slug(agency_name)}/{slug(window(point))}-{point.code}"


def window(point: ServicePointCard) -> str:
    """Quầy 3: windows are named by number, never by who sits there."""
    digits = point.number.strip().removeprefix("Quầy ")
    return f"Quầy {digits}" if digits.isdigit() else point.number


def poster_of(agency_name: str, point: ServicePointCard, base: str, *, texts_to: str = "") -> Poster:
    """The words of a service point's poster; `base` is the portal's address as its commune gives it, `texts_to` the
    number that text messages go to, where there is one.
    """
    url = f"{base}/ks/{point.code}"
    return Poster(
        agency=agency_name, portal="Cổng Dân chủ cơ sở", place=f"{window(point)} · {point.name}",
        headline="Hôm nay bà con\nđược phục vụ thế nào?",
        steps=("Soi máy ảnh vào mã", "Chạm một khuôn mặt", "Bấm gửi, thế là xong"),
        address=url.partition("://")[2], address_hint="Không quét được thì gõ địa chỉ này",
        promise="Không hỏi tên, không lưu số máy. Lời khen hay lời chê đều được tính như nhau.", url=url,
        texting=f"Hoặc nhắn {point.code} và một số từ 1 đến 5 tới {texts_to}" if texts_to else "",
    )  # fmt: skip


def sheets_of(shapes: Sequence[Shape], papers: Sequence[Paper], forms: Sequence[FileKind]) -> Sequence[Sheet]:
    """Each shape on each paper in each form."""
    return [Sheet(shape, paper, form) for shape in shapes for paper in papers for form in forms]
