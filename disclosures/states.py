"""Enumerations of disclosures, and the states an item goes through."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class DisclosureState(StrEnum):
    """Trạng thái mục công khai (law sheet §9.4, the part that concerns one item)."""

    DRAFT = "draft"  # dự thảo
    PUBLISHED = "published"  # đang công khai
    REPLACED = "replaced"  # đã có bản mới
    WITHDRAWN = "withdrawn"  # đã gỡ


class DisclosureAct(StrEnum):
    """What can be done to an item."""

    EDIT = "edit"
    PUBLISH = "publish"
    REPLACE = "replace"
    WITHDRAW = "withdraw"


S, A = DisclosureState, DisclosureAct

DISCLOSURE = Machine(
    name="disclosure",
    states=S,
    acts=A,
    initial=S.DRAFT,
    final=frozenset({S.REPLACED, S.WITHDRAWN}),
    table={
        (S.DRAFT, A.EDIT): S.DRAFT,
        (S.DRAFT, A.PUBLISH): S.PUBLISHED,
        (S.PUBLISHED, A.REPLACE): S.REPLACED,
        (S.PUBLISHED, A.WITHDRAW): S.WITHDRAWN,
    },
)

# What the public may open: what was taken down says so and why, it does not vanish.
PUBLIC_STATES = (S.PUBLISHED, S.REPLACED, S.WITHDRAWN)


class PostingRule(StrEnum):
    """How long an item must stay posted (Law 10/2022 art. 13)."""

    DAYS = "days"  # niêm yết một số ngày liên tục
    PERMANENT = "permanent"  # niêm yết thường xuyên
    BY_INSTRUMENT = "by_instrument"  # theo văn bản quy định riêng


class Channel(StrEnum):
    """Hình thức công khai (Law 10/2022 art. 12.1, in the order of its ten letters)."""

    POSTING = "posting"  # a) niêm yết
    PORTAL = "portal"  # b) cổng, trang thông tin điện tử
    LOUDSPEAKER = "loudspeaker"  # c) hệ thống truyền thanh
    HAMLET_HEAD = "hamlet_head"  # d) qua Trưởng thôn, Tổ trưởng tổ dân phố
    LETTER = "letter"  # đ) gửi văn bản đến công dân
    MEETING = "meeting"  # e) hội nghị trao đổi, đối thoại
    RECEPTION = "reception"  # g) tiếp công dân, tiếp xúc cử tri, họp báo
    ORGANIZATIONS = "organizations"  # h) qua tổ chức chính trị - xã hội, đoàn thể
    SOCIAL_NETWORK = "social_network"  # i) mạng viễn thông, mạng xã hội
    OTHER = "other_way"  # k) hình thức khác


class Told(StrEnum):
    """How a hamlet was told (Law 10/2022 art. 13.3, 13.4)."""

    MEETING = "hamlet_meeting"  # họp thôn
    HOUSEHOLDS = "households"  # báo trực tiếp, gửi giấy tới từng hộ
    MESSAGE = "message"  # nhắn tin cho đại diện hộ
    GROUP = "group"  # nhóm mạng xã hội đã thống nhất
    LOUDSPEAKER = "hamlet_loudspeaker"  # loa của thôn
    NOTICE_BOARD = "notice_board"  # bảng tin nhà văn hoá


class Standing(StrEnum):
    """How a published item looks from a day."""

    RUNNING = "running"  # đang niêm yết
    ALWAYS = "always"  # niêm yết thường xuyên
    NO_END = "no_end"  # không định ngày kết thúc
    ENDED = "ended"  # đã hết thời gian niêm yết
