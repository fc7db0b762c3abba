"""Rules of moving, splitting and linking that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class SameDesk(DomainError):
    """A petition is not sent to the desk that has it."""

    text = N_("Đơn đang ở chính nơi này. Chọn nơi khác.")
    field = "to"


class DeskClosed(DomainError):
    """Only to a commune or province that takes petitions in here; elsewhere it is forwarded on paper."""

    text = N_("Nơi này chưa nhận đơn trên hệ thống. Chọn nơi khác, hoặc dùng Chuyển nơi khác kèm văn bản giấy.")
    field = "to"


class ProtectedStays(DomainError):
    """What speaks of a commune's desk, its leaders or somebody above lies with provinces only.

    Denunciation Act art. 13; law sheet §2.4: never to the person it is about or their subordinates.
    """

    text = N_("Đơn nói về lãnh đạo, người tiếp nhận của xã hoặc cấp trên chỉ do tỉnh giữ, không chuyển về xã nào.")
    field = "to"


class TransferredOnce(DomainError):
    """TT 05/2021 art. 14; law sheet §2.2: a denunciation is passed on only once for the same content."""

    text = N_("Đơn có nội dung tố cáo đã chuyển một lần, không chuyển nữa. Còn hướng dẫn người gửi hoặc lưu đơn.")
    field = "to"


class TriageFirst(DomainError):
    """What came from another desk is not passed on unread: somebody says what it is first."""

    text = N_("Đơn này do nơi khác chuyển tới. Phân loại trước, rồi mới chuyển tiếp.")
    field = "to"


class RecallTooLate(DomainError):
    """Taking back is for what nobody there has looked at yet."""

    text = N_("Nơi nhận đã mở hoặc phân loại đơn, hoặc đã quá một ngày, nên không lấy lại được nữa.")
