"""Vietnamese names of the enumerations of disclosures."""

from __future__ import annotations

from enum import StrEnum

from core.text import N_
from disclosures.states import Channel, DisclosureState, PostingRule, Standing, Told

LABELS: dict[StrEnum, str] = {
    DisclosureState.DRAFT: N_("Bản nháp"),
    DisclosureState.PUBLISHED: N_("Đang công khai"),
    DisclosureState.REPLACED: N_("Đã có bản mới"),
    DisclosureState.WITHDRAWN: N_("Đã gỡ xuống"),
    PostingRule.DAYS: N_("Niêm yết ít nhất một số ngày liên tục"),
    PostingRule.PERMANENT: N_("Niêm yết thường xuyên"),
    PostingRule.BY_INSTRUMENT: N_("Theo văn bản quy định riêng"),
    Channel.POSTING: N_("Niêm yết tại trụ sở và nhà văn hoá"),
    Channel.PORTAL: N_("Đăng trên cổng này"),
    Channel.LOUDSPEAKER: N_("Đọc trên loa truyền thanh"),
    Channel.HAMLET_HEAD: N_("Nhờ Trưởng thôn, Tổ trưởng báo tới từng nhà"),
    Channel.LETTER: N_("Gửi văn bản tới người dân"),
    Channel.MEETING: N_("Thông báo tại hội nghị đối thoại"),
    Channel.RECEPTION: N_("Thông báo khi tiếp dân, tiếp xúc cử tri, họp báo"),
    Channel.ORGANIZATIONS: N_("Qua Mặt trận và các đoàn thể"),
    Channel.SOCIAL_NETWORK: N_("Qua điện thoại, mạng xã hội"),
    Channel.OTHER: N_("Cách khác"),
    Told.MEETING: N_("Họp thôn"),
    Told.HOUSEHOLDS: N_("Tới từng nhà, phát giấy"),
    Told.MESSAGE: N_("Nhắn tin cho đại diện từng hộ"),
    Told.GROUP: N_("Nhóm trên mạng mà thôn đã thống nhất"),
    Told.LOUDSPEAKER: N_("Loa của thôn"),
    Told.NOTICE_BOARD: N_("Dán bảng tin nhà văn hoá"),
    Standing.RUNNING: N_("Đang niêm yết"),
    Standing.ALWAYS: N_("Niêm yết thường xuyên"),
    Standing.NO_END: N_("Công khai tới khi có bản mới"),
    Standing.ENDED: N_("Đã hết thời gian niêm yết"),
}
