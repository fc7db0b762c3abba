"""The pages of the handbook: `docs/so-tay/<part>/<order>-<name>.md`, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from core.errors import NotFound
from core.text import N_
from web.staff.handbook.text import Text, read

_TOP = Path(__file__).resolve().parents[3]
FOLDER = _TOP / "docs" / "so-tay"
# Made by `make handbook`, never kept in git.
MADE = _TOP / "var" / "so-tay"
# Dots of a picture for one of the screen: it is printed.
SHARPNESS = 2
PARTS: Mapping[str, str] = {
    "chung": N_("Dùng chung"), "tiep-nhan": N_("Cán bộ tiếp nhận"), "xu-ly": N_("Cán bộ xử lý"),
    "lanh-dao": N_("Lãnh đạo"), "van-thu": N_("Văn thư"), "don-kin": N_("Đơn giữ kín"),
    "du-lieu": N_("Người bảo vệ dữ liệu"), "khao-sat": N_("Người phụ trách khảo sát"),
}  # fmt: skip
_FILE = re.compile(r"\d\d-(?P<name>[a-z0-9-]+)\.md")
_PICTURE = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Page:
    """One task of the handbook. `address` is what links in the text say: `tiep-nhan/phan-loai`."""

    part: str
    name: str
    text: Text

    @property
    def address(self) -> str:
        """Part and name."""
        return f"{self.part}/{self.name}"


@cache
def list_pages() -> Sequence[Page]:
    """Every page in the order of reading; read once per process. Raises BadText."""
    return tuple(
        Page(part, found["name"], read(path.read_text(encoding="utf-8")))
        for part in PARTS
        for path in sorted((FOLDER / part).glob("*.md"))
        if (found := _FILE.fullmatch(path.name))
    )


def get_page(part: str, name: str) -> Page:
    """One page. Raises NotFound."""
    for page in list_pages():
        if (page.part, page.name) == (part, name):
            return page
    raise NotFound


def named_pictures() -> list[str]:
    """The pictures that the text shows, in its order."""
    return [name for page in list_pages() for name in page.text.pictures()]


def picture_file(name: str, folder: Path | None = None) -> Path | None:
    """The picture, when it was made on this machine."""
    path = (folder or MADE / "anh") / f"{name}.png"
    return path if _PICTURE.fullmatch(name) and path.is_file() else None


def sizes_of(names: Iterable[str], folder: Path | None = None) -> dict[str, tuple[int, int]]:
    """Width and height, as they stood on the screen, of those pictures that were made."""
    found = {name: path for name in names if (path := picture_file(name, folder))}
    return {name: _size(path) for name, path in found.items()}


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.width // SHARPNESS, picture.height // SHARPNESS
