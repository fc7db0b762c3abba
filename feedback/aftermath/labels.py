"""Vietnamese names of the enumerations of what follows an answer."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.aftermath.states import (
    AskAct,
    AskState,
    BoardFinding,
    Doubt,
    Part,
    Way,
    Wish,
    WishAct,
    WishState,
)

LABELS = Labels(
    {
        Doubt.NOT_DONE: N_("Nói đã làm mà chưa làm"),
        Doubt.PARTLY_DONE: N_("Mới làm một phần"),
        Doubt.BACK_AGAIN: N_("Làm rồi lại như cũ"),
        Doubt.FACTS_WRONG: N_("Câu trả lời chưa đúng sự thật"),
        Doubt.NOT_ANSWERED: N_("Chưa trả lời đúng điều đã hỏi"),
        Doubt.NO_REASON: N_("Không nói rõ căn cứ"),
        Doubt.CONDUCT: N_("Cách làm việc, thái độ"),
        Doubt.OTHER: N_("Điều khác"),
    },
    {
        Way.REOPEN: N_("Xem lại, giao cho người khác làm"),
        Way.BOARD: N_("Nhờ Ban Thanh tra nhân dân đi xem"),
        Way.NOTED: N_("Chỉ ghi nhận là tôi chưa đồng ý"),
    },
    {
        AskState.WAITING: N_("Chờ Ban nhận"),
        AskState.TAKEN: N_("Ban đang xem"),
        AskState.FOUND: N_("Ban đã xem và trả lời"),
        AskState.CALLED_OFF: N_("Bà con thôi không nhờ nữa"),
    },
    {
        AskAct.TAKE: N_("Nhận đi xem"),
        AskAct.FIND: N_("Ghi điều đã thấy"),
        AskAct.HAND_BACK: N_("Trả lại để người khác xem"),
        AskAct.CALL_OFF: N_("Thôi không nhờ nữa"),
    },
    {
        BoardFinding.SETTLED: N_("Đã giải quyết đúng như trả lời"),
        BoardFinding.PARTLY: N_("Mới giải quyết một phần"),
        BoardFinding.UNSETTLED: N_("Chưa giải quyết"),
    },
    {
        Wish.SECOND_COMPLAINT: N_("Khiếu nại lần hai"),
        Wish.DENOUNCE_ON: N_("Tố cáo tiếp"),
        Wish.WITHDRAW: N_("Rút khiếu nại, tố cáo"),
        Wish.WITHDRAW_PART: N_("Rút một phần khiếu nại, tố cáo"),
    },
    {
        WishState.OPEN: N_("Chờ bà con ký"),
        WishState.RECORDED: N_("Đã ghi nhận, có chữ ký"),
        WishState.CALLED_OFF: N_("Bà con thôi không làm nữa"),
        WishState.LAPSED: N_("Bà con không tới ký"),
    },
    {
        WishAct.RECORD: N_("Đã ký, đã ghi bước theo luật"),
        WishAct.CALL_OFF: N_("Thôi không làm nữa"),
        WishAct.LAPSE: N_("Khép lại vì không tới ký"),
    },
    {
        Part.ALL: N_("Rút cả đơn"),
        Part.MATTER: N_("Rút một phần nội dung"),
        Part.PEOPLE: N_("Một số người cùng gửi rút, những người còn lại đi tiếp"),
    },
)
