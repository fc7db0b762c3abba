"""Rules of the desk that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class EntryUsedBefore(DomainError):
    """One entry, one petition: this id belongs to another one."""

    text = N_("Bản ghi này đã dùng cho một đơn khác. Mở bản ghi mới.")


class ReceivedTooLongAgo(DomainError):
    """A day so far back is a slip of the pen."""

    text = N_("Ngày nhận quá xa. Xem lại năm: chỉ ghi được đơn nhận trong vòng một năm.")
    field = "received_on"


class ReceivedInTheFuture(DomainError):
    """It was received today at the latest."""

    text = N_("Ngày nhận không thể ở sau hôm nay.")
    field = "received_on"


class SourceUnclear(DomainError):
    """By which way it came decides what is asked and how it is counted."""

    text = N_("Chọn đơn tới bằng cách nào.")
    field = "source"


class NotReadBack(DomainError):
    """Nobody signs what was not read to them. NĐ 154/2026 art. 14."""

    text = N_("Đọc lại cho bà con nghe rồi mới mời ký hoặc điểm chỉ.")
    field = "read_back"


class NothingToSign(DomainError):
    """By telephone nobody signs."""

    text = N_("Qua điện thoại thì không ký được. Chọn “Không ký”.")
    field = "signature"


class TooManyRepresentatives(DomainError):
    """Citizen Reception Act (42/2013) art. 29."""

    text = N_("%(people)s người thì cử nhiều nhất %(most)s người đại diện.")
    field = "representatives"


class NamedAnonymous(DomainError):
    """Either somebody is named or nobody is."""

    text = N_("Đơn không nêu tên thì không ghi tên, địa chỉ. Bỏ những gì đã ghi, hoặc chọn người gửi khác.")
    field = "name"


class NotOfThisPlace(DomainError):
    """The desk takes in what concerns its own place or what lies below it."""

    text = N_("Bàn này chỉ ghi được việc của địa bàn mình. Chuyện ở nơi khác: hướng dẫn bà con tới nơi đó.")
    field = "about"


class VoidTooLate(DomainError):
    """Undoing is for a slip that was just made."""

    text = N_("Đơn đã qua 15 phút hoặc đã có người xử lý, không huỷ được nữa. Chuyển đơn hoặc ghi rõ khi phân loại.")


class ReceiptNotHeld(DomainError):
    """Without a phone the code is the only way back: nobody leaves without it."""

    text = N_("Hỏi bà con đã cầm biên nhận có số đơn và mã chưa, rồi đánh dấu vào ô này.")
    field = "held"


class NotMatched(DomainError):
    """Unknown number, another desk's, or not who sent it: all the same."""

    text = N_("Chưa khớp. Xem lại số đơn, họ tên, số điện thoại. Đơn phải ở bàn này và người gửi có để lại tên.")


class PaperNotSeen(DomainError):
    """Nobody gets a new code on their word alone. NĐ 154/2026 art. 12."""

    text = N_("Xem giấy tờ tuỳ thân của người đến rồi đánh dấu vào ô này.")
    field = "identity_seen"


class CodeAskedBefore(DomainError):
    """One at a time."""

    text = N_("Đơn này đang có một yêu cầu cấp mã chưa xong.")


class SecondIsFirst(DomainError):
    """Two people, or it protects nobody."""

    text = N_("Người xác nhận phải là người khác, không phải người đã đối chiếu.")


class CodeTooLate(DomainError):
    """Confirmed long ago, or issued before: the person is not at the desk any more."""

    text = N_("Yêu cầu này đã cấp mã, đã bị từ chối hoặc đã quá hạn. Đối chiếu lại từ đầu.")
