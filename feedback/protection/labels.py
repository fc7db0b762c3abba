"""Vietnamese names of the enumerations of protection."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.protection.catalogue import ENDINGS, FILE_PARTS, MEASURES, REFUSALS, RELATIONS
from feedback.protection.states import (
    Alarm,
    AlarmAct,
    Avenger,
    Danger,
    Deed,
    EntryKind,
    Protection,
    ProtectionAct,
    Voice,
)

LABELS = Labels(
    {
        Protection.NONE: N_("Chưa có đề nghị"),
        Protection.ASKED: N_("Đã đề nghị, chờ xem xét"),
        Protection.CONSIDERING: N_("Đang xem xét"),
        Protection.URGENT: N_("Đã bảo vệ khẩn cấp, chờ quyết định"),
        Protection.APPLIED: N_("Đang được bảo vệ"),
        Protection.CHANGING: N_("Đang xem xét thay đổi"),
        Protection.REFUSED: N_("Không áp dụng"),
        Protection.ENDED: N_("Đã chấm dứt bảo vệ"),
        Protection.TAKEN_BACK: N_("Người đề nghị đã rút"),
    },
    {
        ProtectionAct.ASK: N_("Đề nghị bảo vệ"),
        ProtectionAct.TAKE_UP: N_("Xem xét đề nghị"),
        ProtectionAct.WRITTEN: N_("Nhận văn bản đề nghị có chữ ký"),
        ProtectionAct.CHECKED: N_("Ghi kết quả xác minh đề nghị"),
        ProtectionAct.PROTECT_NOW: N_("Bảo vệ ngay, khẩn cấp"),
        ProtectionAct.CALL_ON: N_("Yêu cầu nơi khác cùng bảo vệ"),
        ProtectionAct.APPLY: N_("Quyết định áp dụng biện pháp"),
        ProtectionAct.REFUSE: N_("Quyết định không áp dụng"),
        ProtectionAct.ASK_CHANGE: N_("Đề nghị thay đổi, bổ sung hoặc chấm dứt"),
        ProtectionAct.CHANGE: N_("Quyết định thay đổi, bổ sung"),
        ProtectionAct.KEEP: N_("Giữ như cũ"),
        ProtectionAct.REPORT: N_("Báo cáo kết quả thực hiện"),
        ProtectionAct.END: N_("Quyết định chấm dứt bảo vệ"),
        ProtectionAct.TAKE_BACK: N_("Rút đề nghị bảo vệ"),
    },
    {member: one.text for member, one in MEASURES.items()},
    {member: one.text for member, one in RELATIONS.items()},
    {member: one.text for member, one in REFUSALS.items()},
    {member: one.text for member, one in ENDINGS.items()},
    {member: one.listed.text for member, one in FILE_PARTS.items()},
    {
        Danger.EXPOSED: N_("Bị lộ danh tính"),
        Danger.JOB: N_("Việc làm, chức vụ, thu nhập"),
        Danger.LIFE: N_("Tính mạng, sức khoẻ"),
        Danger.PROPERTY: N_("Nhà cửa, tài sản"),
        Danger.HONOUR: N_("Danh dự, nhân phẩm"),
    },
    {
        Avenger.LEADER: N_("Lãnh đạo xã, phường"),
        Avenger.HANDLER: N_("Người đang giải quyết đơn này"),
        Avenger.OFFICIAL: N_("Cán bộ khác của xã, phường"),
        Avenger.HAMLET: N_("Trưởng thôn, tổ trưởng dân phố"),
        Avenger.OTHER: N_("Người khác, không làm ở xã, phường"),
        Avenger.UNKNOWN: N_("Không biết chắc là ai"),
    },
    {
        Deed.THREAT: N_("Đe doạ"),
        Deed.HARM: N_("Đánh đập, phá nhà cửa, tài sản"),
        Deed.JOB: N_("Ép việc, kỷ luật, đuổi việc, cắt thu nhập"),
        Deed.HINDERED: N_("Làm khó về giấy tờ, chế độ"),
        Deed.SHAMED: N_("Nói xấu, cô lập"),
        Deed.EXPOSED: N_("Để lộ ai là người tố cáo"),
        Deed.OTHER: N_("Việc khác"),
    },
    {
        Alarm.OPEN: N_("Chờ tỉnh xem"),
        Alarm.ANSWERED: N_("Tỉnh đã trả lời"),
        Alarm.CLOSED: N_("Tỉnh đã kết thúc"),
    },
    {
        AlarmAct.ANSWER: N_("Trả lời người báo"),
        AlarmAct.CLOSE: N_("Kết thúc, kèm lời giải thích"),
        AlarmAct.REOPEN: N_("Người báo viết thêm"),
    },
    {
        EntryKind.MESSAGE: N_("Lời nhắn"),
        EntryKind.SEEN: N_("Đã xem"),
        EntryKind.ACT: N_("Bảo vệ"),
        EntryKind.RETALIATION: N_("Báo bị trả thù"),
        EntryKind.ANSWER: N_("Trả lời của tỉnh"),
    },
    {Voice.SENDER: N_("Người gửi đơn"), Voice.OFFICE: N_("Người giải quyết")},
)
