"""What the officer is told of each step: what comes next, what a button does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from privacy.states import RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class Doing:
    """What granting does by itself when number and code of a case were shown, and what else is to be done."""

    by_itself: LazyString
    by_hand: LazyString
    button: LazyString
    final: bool = False  # it cannot be undone


NEXT_STEPS: Mapping[RequestState, LazyString] = {
    RequestState.RECEIVED: _l("Báo đã nhận"),
    RequestState.ACKNOWLEDGED: _l("Xem đúng là người ấy không"),
    RequestState.VERIFIED: _l("Làm và trả lời"),
}
_ANSWER = _l("Gửi câu trả lời")
_BY_HAND = _l("Người gửi không đưa số và mã, nên máy không tự làm được. Nhờ nơi giữ đơn làm, rồi trả lời ở đây.")
_STOPS = Doing(
    _l("Bấm xong, những gì của hồ sơ này đang đăng công khai được gỡ xuống ngay, và từ nay không đăng nữa."),
    _BY_HAND, _l("Ngừng dùng và trả lời"),
)  # fmt: skip
_DOING: Mapping[RequestKind, Doing] = {
    RequestKind.ACCESS: Doing(
        _l("Viết rõ đang giữ gì, để làm gì, ai đã xem. Bản sao thì đưa tận tay tại bàn tiếp nhận."),
        _l("Viết rõ đang giữ gì, để làm gì, ai đã xem. Bản sao thì đưa tận tay tại bàn tiếp nhận."), _ANSWER,
    ),
    RequestKind.CORRECT: Doing(
        _l("Bấm xong, máy thay tên, số điện thoại cũ bằng cái người gửi ghi ở trên."), _BY_HAND,
        _l("Sửa và trả lời"),
    ),
    RequestKind.ERASE: Doing(
        _l("Bấm xong, máy xoá ngay tên, cách liên lạc; ý kiến góp ý, câu hỏi thì xoá cả lời. Không lấy lại được."),
        _BY_HAND, _l("Xoá và trả lời"), final=True,
    ),
    RequestKind.WITHDRAW: Doing(
        _l("Bấm xong, máy xoá ngay tên và cách liên lạc. Không lấy lại được."), _BY_HAND, _l("Xoá và trả lời"),
        final=True,
    ),
    RequestKind.RESTRICT: _STOPS,
    RequestKind.OBJECT: _STOPS,
    RequestKind.COMPLAIN: Doing(
        _l("Viết rõ đã xem lại những gì, thấy đúng sai ra sao, sửa thế nào."),
        _l("Viết rõ đã xem lại những gì, thấy đúng sai ra sao, sửa thế nào."), _ANSWER,
    ),
}  # fmt: skip


def doing(kind: RequestKind) -> Doing:
    """What is told before the last button."""
    return _DOING[kind]
