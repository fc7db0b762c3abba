"""Vietnamese names of the enumerations of deleting."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.deleting.states import DeletionAct, DeletionReason, DeletionState, Holding, Material

LABELS = Labels(
    {
        Material.CASE: N_("Toàn bộ nội dung đơn"),
        Material.PHOTO: N_("Một ảnh kèm đơn"),
        Material.FILE: N_("Một tệp kèm đơn"),
        Material.SCENE: N_("Một ảnh hiện trường"),
        Material.NOTE: N_("Một lời ghi trong đơn"),
        Material.MESSAGE: N_("Một lời nhắn kín"),
        Material.ENCLOSED: N_("Một tệp kèm lời nhắn kín"),
    },
    {
        Holding.WORDS: N_("Lời viết trong đơn"),
        Holding.IDENTITY: N_("Tên, cách liên lạc của người gửi"),
        Holding.PHOTOS: N_("Ảnh kèm đơn"),
        Holding.FILES: N_("Tệp kèm đơn"),
        Holding.SCENES: N_("Ảnh hiện trường"),
        Holding.NOTES: N_("Lời ghi, lời bổ sung"),
        Holding.ANSWERS: N_("Bản trả lời"),
        Holding.REMARKS: N_("Trao đổi giữa cán bộ"),
        Holding.STEPS: N_("Bước giải quyết đã ghi"),
        Holding.CONFIDED: N_("Mục trong hồ sơ kín"),
        Holding.PAPERS: N_("Văn bản trong hồ sơ"),
        Holding.COPIES: N_("Bản lược tên"),
    },
    {
        DeletionReason.IDENTITY_CARD: N_("Ảnh căn cước, hộ chiếu: không được giữ"),
        DeletionReason.THIRD_PERSON: N_("Chuyện riêng của người không liên quan"),
        DeletionReason.NOT_PART: N_("Gửi nhầm, không thuộc việc này"),
        DeletionReason.ASKED: N_("Người có thông tin trong đó yêu cầu xoá"),
        DeletionReason.ORDERED: N_("Cơ quan có thẩm quyền yêu cầu bằng văn bản"),
        DeletionReason.TERM_OVER: N_("Đã hết thời hạn lưu"),
    },
    {
        DeletionState.ASKED: N_("Chờ người thứ hai"),
        DeletionState.DONE: N_("Đã xoá"),
        DeletionState.REFUSED: N_("Không đồng ý xoá"),
        DeletionState.WITHDRAWN: N_("Đã rút"),
        DeletionState.LAPSED: N_("Hết hạn, không ai trả lời"),
    },
    {
        DeletionAct.APPROVE: N_("Đồng ý xoá"),
        DeletionAct.REFUSE: N_("Không đồng ý xoá"),
        DeletionAct.WITHDRAW: N_("Rút đề nghị xoá"),
        DeletionAct.LAPSE: N_("Hết hạn"),
    },
)
