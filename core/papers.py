"""What an official document is made of, and the port that writes it as a Word file and as a PDF."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.errors import DomainError
from core.text import N_

MAX_TEMPLATE_BYTES = 512 * 1024
# What stands where nothing is known: văn thư fills it by hand.
BLANK = "…………"
BLANK_LINE = "…" * 30


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's heading: over how many columns and rows it stands."""

    text: str
    span: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table of figures: the first column names the row, the others hold numbers (None: an empty cell).

    `head`: the rows of the heading, each with the cells that begin in it. `strong`: rows that are sums.
    """

    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    strong: frozenset[int] = frozenset()

    @property
    def columns(self) -> int:
        """How many there are."""
        return sum(cell.span for cell in self.head[0])

    @property
    def wide(self) -> bool:
        """Whether it needs the page on its side."""
        return self.columns > 6


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper's words before a case fills them, in the parts of Decree 30/2020 art. 8.

    `{{field}}` stands for a field; a line that begins with `{{?field}}` goes when the field has nothing to say.
    """

    name: str  # tên loại: THÔNG BÁO
    about: str  # trích yếu
    symbol: str  # ký hiệu: TB-UBND
    authority: str = ""  # who decides, in a decision
    to: tuple[str, ...] = ()  # kính gửi
    basis: tuple[str, ...] = ()  # căn cứ
    body: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()  # instead of one signature: who signs side by side (a receipt, a slip)
    recipients: tuple[str, ...] = ()  # nơi nhận
    table: PaperTable | None = None  # between body and notes; a wide one lays the page on its side
    notes: tuple[str, ...] = ()  # below the table


@dataclass(frozen=True, slots=True)
class PaperStamp:
    """What a made file says about itself: its title and the day of the case, never who made it or when."""

    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """An uploaded template, cleaned, with the fields it uses and what its PDF will not show."""

    data: bytes = field(repr=False)
    fields: Sequence[str]
    left_out: Sequence[str] = ()


class PaperMaker(Protocol):
    """Writes official documents."""

    def compose(self, form: PaperForm) -> bytes:
        """The template of a form as .docx, laid out by Decree 30/2020."""

    def check(self, data: bytes, *, known: Collection[str]) -> CheckedTemplate:
        """Clean an uploaded template. Raises TemplateTooLarge, NotATemplate, TemplateUnsafe, UnknownFields."""

    def fill(self, template: bytes, values: Mapping[str, str], stamp: PaperStamp) -> bytes:
        """The filled .docx. A field without a value becomes dots; the same input gives the same bytes."""

    def pdf(self, docx: bytes, stamp: PaperStamp) -> bytes:
        """The same document as PDF. The same input gives the same bytes."""


class TemplateTooLarge(DomainError):
    """More bytes than a letter's template can need."""

    text = N_("Tệp mẫu tối đa 512 kB. Bỏ hình trong mẫu rồi lưu lại.")
    field = "file"


class NotATemplate(DomainError):
    """Not a .docx file."""

    text = N_("Không mở được tệp này. Chọn tệp Word dạng .docx, không phải .doc hay PDF.")
    field = "file"


class TemplateUnsafe(DomainError):
    """It carries something that runs, hides or reaches out."""

    text = N_(
        "Mẫu còn hình ảnh, macro, đối tượng nhúng, liên kết, bình luận hoặc theo dõi thay đổi. Bỏ đi rồi lưu lại."
    )
    field = "file"


class UnknownFields(DomainError):
    """It asks for fields that no case has."""

    text = N_("Mẫu dùng ô chưa có: %(fields)s. Xem danh sách ô dùng được ở dưới rồi sửa lại.")
    field = "file"
