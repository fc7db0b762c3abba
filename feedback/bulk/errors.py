"""Rules of taking in by the many that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NothingInSheet(DomainError):
    """No headings that we know, or no rows below them."""

    text = N_("Trong tệp chưa có dòng nào để nhập. Ghi mỗi đơn một dòng dưới hàng tên cột.")
    field = "file"


class HeadingsMissing(DomainError):
    """Columns without which no line can be a petition."""

    text = N_("Trong tệp thiếu cột: %(missing)s. Dùng tệp mẫu, hoặc đặt tên cột như trong mẫu.")
    field = "file"


class HeadingTwice(DomainError):
    """Two columns with one meaning: nobody knows which counts."""

    text = N_("Trong tệp có hai cột %(heading)s. Bỏ một cột.")
    field = "file"


class TooManyLines(DomainError):
    """More lines than one import takes."""

    text = N_("Tệp có %(n)s dòng, mỗi lần nhập tối đa %(most)s dòng. Chia thành nhiều tệp.")
    field = "file"


class FileMissing(DomainError):
    """Nothing was chosen."""

    text = N_("Chọn tệp Excel cần nhập.")
    field = "file"


class ImportNotReady(DomainError):
    """It was begun, finished or dropped before."""

    text = N_("Lần nhập này đã bắt đầu hoặc đã bỏ. Xem lại danh sách các lần nhập.")


class NoGoodLine(DomainError):
    """There is nothing to import."""

    text = N_("Không có dòng nào nhập được. Sửa những ô có lỗi rồi tải tệp lên lại.")


class ReceiptsGone(DomainError):
    """The codes were kept only for a short time."""

    text = N_("Mã bí mật của lần nhập này đã được xoá. Bà con mất mã thì cấp lại tại bàn.")


class ScanTaken(DomainError):
    """A colleague was quicker."""

    text = N_("Giấy này đã có người ghi nhận hoặc bỏ đi rồi.")


class ScanTooLarge(DomainError):
    """More than is read."""

    text = N_("Tệp quét lớn quá 20 MB.")


class BookNumberTaken(DomainError):
    """Another official entered this number between the check and the import."""

    text = N_("Số sổ này vừa được ghi cho một đơn khác.")
    field = "book_number"


class ImportedBefore(DomainError):
    """The very same file was imported at this desk."""

    text = N_("Tệp này đã được nhập ngày %(day)s. Muốn nhập thêm, bỏ những dòng cũ rồi lưu lại.")
    field = "file"


class NotStuck(DomainError):
    """It is still being worked, or it is done."""

    text = N_("Lần nhập này vẫn đang chạy hoặc đã xong.")
