"""Vietnamese names of the enumerations of hot spots."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.hotspots.states import Flag, Limit, Reason

LABELS = Labels(
    {
        Flag.MANY: N_("Đông người"),
        Flag.LONG: N_("Kéo dài"),
        Flag.ABOVE: N_("Vượt cấp"),
        Flag.REPEATED: N_("Lặp lại"),
    },
    {
        Reason.SIGNERS: N_("Nhiều người cùng đứng đơn"),
        Reason.SENDERS: N_("Nhiều người gửi cùng một việc"),
        Reason.DAYS: N_("Mở đã lâu"),
        Reason.SECOND_INSTANCE: N_("Khiếu nại lần hai"),
        Reason.HANDED_DOWN: N_("Đã gửi cả nơi khác, được chuyển về đây"),
        Reason.PASSED_UP: N_("Cấp dưới chuyển lên"),
        Reason.NEIGHBOURS: N_("Nhiều đơn cùng nơi, cùng lĩnh vực"),
        Reason.SAME_SENDER: N_("Một người gửi nhiều lần"),
        Reason.REOPENED: N_("Mở lại vì người gửi chưa đồng ý"),
    },
    {
        Limit.PEOPLE: N_("Đông người: từ bao nhiêu người"),
        Limit.DAYS_OPEN: N_("Kéo dài: mở từ bao nhiêu ngày"),
        Limit.NEIGHBOURS: N_("Lặp lại: từ bao nhiêu đơn cùng nơi, cùng lĩnh vực"),
        Limit.WEEKS: N_("Lặp lại: đếm trong bao nhiêu tuần gần đây"),
        Limit.TIMES: N_("Lặp lại: một người gửi từ bao nhiêu lần"),
    },
)
