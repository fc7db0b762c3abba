"""Rules of the portal's frame and addresses, one class each."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class TooManyLines(DomainError):
    """A head is a few short lines."""

    text = N_("Tối đa %(most)s dòng, mỗi dòng tối đa %(longest)s ký tự.")


class TooManyLinks(DomainError):
    """A few links, each with words."""

    text = N_("Tối đa %(most)s liên kết. Mỗi dòng ghi: chữ hiện ra | địa chỉ.")


class NotALink(DomainError):
    """Only plain web addresses."""

    text = N_("Địa chỉ này chưa dùng được: %(url)s. Ghi đủ, ví dụ https://bacninh.gov.vn.")


class NotAColour(DomainError):
    """Six hexadecimal digits."""

    text = N_("Màu ghi bằng dấu thăng và sáu chữ số, ví dụ #0b6151.")


class ColoursTooClose(DomainError):
    """Below WCAG's 4.5 to 1 the words cannot be read by many."""

    text = N_("Hai màu này gần nhau quá, chữ khó đọc: tương phản %(contrast)s, cần ít nhất 4,5. Chọn màu khác.")
    field = "ink"


class NotAnOrigin(DomainError):
    """Where our pages may be shown inside another's."""

    text = N_("Mỗi dòng một địa chỉ dạng https://tên-miền, không có đường dẫn, tối đa %(most)s dòng. %(wrong)s")
    field = "origins"


class LogoNotUsable(DomainError):
    """A small picture, by content and not by name."""

    text = N_("Biểu trưng cần là ảnh PNG, JPEG hoặc WebP, tối đa 512 kB.")
    field = "logo"


class NotAnAddress(DomainError):
    """A name with a dot, with or without a path."""

    text = N_("Ghi tên miền, ví dụ yenthe.bacninh.gov.vn, hoặc kèm đường dẫn, ví dụ bacninh.gov.vn/xa/yen-the.")
    field = "address"


class AddressTaken(DomainError):
    """One address is the site of one unit."""

    text = N_("Địa chỉ này đã gắn với một đơn vị.")
    field = "address"


class NothingToPublish(DomainError):
    """There is no draft."""

    text = N_("Chưa có khung nào đang soạn.")
