"""Vietnamese names of the enumerations of deliveries and postings."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.delivery.states import (
    Basis,
    DeliveryAct,
    DeliveryState,
    Heap,
    PostingAct,
    PostingForm,
    PostingState,
    Recipient,
    Right,
    Way,
)

LABELS = Labels(
    {
        Recipient.SENDER: N_("Người gửi đơn"),
        Recipient.REPRESENTATIVE: N_("Người đại diện, được uỷ quyền"),
        Recipient.RESPONDENT: N_("Người bị khiếu nại, bị tố cáo"),
        Recipient.RELATED: N_("Người có quyền, nghĩa vụ liên quan"),
        Recipient.BODY: N_("Nơi đã chuyển đơn tới"),
        Recipient.SUPERIOR: N_("Cơ quan cấp trên"),
    },
    {
        Way.PAGE: N_("Trang tra cứu"),
        Way.EMAIL: N_("Thư điện tử báo tin"),
        Way.SMS: N_("Tin nhắn báo tin"),
        Way.BY_HAND: N_("Trao tận tay, ký nhận"),
        Way.POST: N_("Bưu điện"),
        Way.HAMLET: N_("Qua trưởng thôn, tổ trưởng"),
    },
    {
        DeliveryState.PLANNED: N_("Chờ gửi"),
        DeliveryState.SENT: N_("Đã gửi"),
        DeliveryState.REACHED: N_("Đã nhận"),
        DeliveryState.REFUSED: N_("Từ chối nhận"),
        DeliveryState.ABSENT: N_("Vắng mặt"),
        DeliveryState.FAILED: N_("Không tới được"),
        DeliveryState.CANCELLED: N_("Thôi cách này"),
    },
    {
        DeliveryAct.SEND: N_("Đã gửi đi"),
        DeliveryAct.REACH: N_("Người nhận đã nhận"),
        DeliveryAct.REFUSE: N_("Người nhận từ chối, có lập biên bản"),
        DeliveryAct.MISS: N_("Tới nơi, người nhận vắng mặt"),
        DeliveryAct.FAIL: N_("Bị trả lại, không tới được"),
        DeliveryAct.CANCEL: N_("Thôi, không gửi cách này"),
    },
    {
        PostingForm.MEETING: N_("Công bố tại cuộc họp"),
        PostingForm.BOARD: N_("Niêm yết tại trụ sở, nơi tiếp công dân"),
        PostingForm.PORTAL: N_("Đăng trên cổng thông tin"),
        PostingForm.MEDIA: N_("Báo trên phương tiện thông tin đại chúng"),
    },
    {
        PostingState.PROPOSED: N_("Chờ duyệt bản đã che"),
        PostingState.RETURNED: N_("Cần che lại"),
        PostingState.APPROVED: N_("Đã duyệt, chờ niêm yết"),
        PostingState.POSTED: N_("Đang niêm yết"),
        PostingState.ENDED: N_("Đã niêm yết đủ ngày"),
        PostingState.REMOVED: N_("Đã gỡ sớm"),
        PostingState.DROPPED: N_("Đã bỏ"),
    },
    {
        PostingAct.PROPOSE: N_("Trình bản đã che"),
        PostingAct.RETURN: N_("Trả lại để che thêm"),
        PostingAct.APPROVE: N_("Duyệt bản đã che"),
        PostingAct.POST: N_("Bắt đầu niêm yết"),
        PostingAct.END: N_("Gỡ, đã đủ ngày"),
        PostingAct.REMOVE: N_("Gỡ sớm"),
        PostingAct.DROP: N_("Bỏ, không niêm yết"),
    },
    {
        Heap.WAITING: N_("Chờ gửi"),
        Heap.UNDER_WAY: N_("Đã gửi, chờ tin"),
        Heap.CAME_BACK: N_("Không tới được"),
        Heap.DONE: N_("Đã tới"),
    },
    {
        Right.LODGE: N_("Khiếu nại lần hai"),
        Right.SUE: N_("Khởi kiện ra toà án"),
        Right.EFFECT: N_("Quyết định có hiệu lực"),
        Right.CONTINUE: N_("Tố cáo tiếp"),
    },
    {
        Basis.RECEIVED: N_("ngày nhận được văn bản"),
        Basis.ISSUED: N_("ngày ban hành văn bản"),
        Basis.ASKED: N_("ngày nơi giải quyết nhận đơn mới"),
    },
)
