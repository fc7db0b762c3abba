"""Broken rules of personal data."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NoSuchRule(DomainError):
    """The schedule has no rule of this code, or it is not one the authority sets."""

    text = N_("Thời hạn này không sửa được ở đây.")


class TermFromThePast(DomainError):
    """A term is set for the days to come."""

    text = N_("Chọn ngày bắt đầu từ hôm nay trở đi.")
    field = "valid_from"


class ProofMissing(DomainError):
    """Nothing is shown, changed or erased for somebody who has not proven to be the person."""

    text = N_("Chưa biết chắc người yêu cầu là người có thông tin. Ghi cách chứng minh trước.")
    field = "proof"


class CodeDoesNotFit(DomainError):
    """Number and secret code do not belong together."""

    text = N_("Số đơn và mã bí mật chưa khớp nhau. Xem lại từng ký tự trên biên nhận, hoặc để trống cả hai ô.")
    field = "case_number"


class NoWayToAnswer(DomainError):
    """Neither a case nor a way to reach the person: nobody could tell whose data are meant."""

    text = N_("Ghi số đơn và mã bí mật, hoặc ghi tên và một cách liên lạc, để biết tìm thông tin của ai.")
    field = "name"


class NotOurAgency(DomainError):
    """No open desk of this name."""

    text = N_("Chọn xã, phường hoặc tỉnh đang nhận yêu cầu.")
    field = "unit"


class AnswerMissing(DomainError):
    """Whoever asked gets an answer in words."""

    text = N_("Viết câu trả lời cho người yêu cầu.")
    field = "answer"


class DecisionMissing(DomainError):
    """What cannot be undone is done by a numbered document."""

    text = N_("Ghi số văn bản trả lời.")
    field = "decision_number"


class FoundLater(DomainError):
    """A breach is recorded after it was found."""

    text = N_("Lúc phát hiện không thể ở sau bây giờ.")
    field = "found_at"


class NothingSaid(DomainError):
    """A step says what was done."""

    text = N_("Viết vài câu cho bước này.")
    field = "text"


class NotYours(DomainError):
    """The report to the authority is approved by a leader, not by whoever wrote it."""

    text = N_("Báo cáo gửi cơ quan chuyên trách do lãnh đạo duyệt.")
