"""Enumerations of consultations, and the states one goes through."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class ConsultationState(StrEnum):
    """Trạng thái cuộc lấy ý kiến (law sheet §9.5)."""

    DRAFT = "draft"  # dự thảo
    OPEN = "open"  # đang lấy ý kiến
    CLOSED = "closed"  # đã đóng, đang tổng hợp
    SUMMARISED = "summarised"  # đã tổng hợp, chờ lãnh đạo duyệt
    PUBLISHED = "published"  # đã công khai kết quả


class ConsultationAct(StrEnum):
    """What can be done to a consultation."""

    EDIT = "edit"
    OPEN = "open_for_opinions"
    EXTEND = "extend"
    CLOSE = "close"
    COMPILE = "compile"
    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"


S, A = ConsultationState, ConsultationAct

CONSULTATION = Machine(
    name="consultation",
    states=S,
    acts=A,
    initial=S.DRAFT,
    final=frozenset({S.PUBLISHED}),
    table={
        (S.DRAFT, A.EDIT): S.DRAFT,
        (S.DRAFT, A.OPEN): S.OPEN,
        (S.OPEN, A.EXTEND): S.OPEN,
        (S.OPEN, A.CLOSE): S.CLOSED,
        (S.CLOSED, A.COMPILE): S.CLOSED,
        (S.CLOSED, A.SUBMIT): S.SUMMARISED,
        (S.SUMMARISED, A.RETURN): S.CLOSED,
        (S.SUMMARISED, A.PUBLISH): S.PUBLISHED,
    },
)

PUBLIC_STATES = (S.OPEN, S.CLOSED, S.SUMMARISED, S.PUBLISHED)


class Topic(StrEnum):
    """Nội dung lấy ý kiến: the nine of Law 10/2022 art. 25, in order."""

    DEVELOPMENT_PLAN = "development_plan"  # 1
    LAND_USE = "land_use"  # 2
    INVESTMENT = "investment"  # 3
    BOUNDARIES = "boundaries"  # 4
    COMMUNITY_DECISION = "community_decision"  # 5
    CONSTRUCTION_PLAN = "construction_plan"  # 6
    DEMOCRACY_RULES = "democracy_rules"  # 7
    OBLIGATIONS = "obligations"  # 8
    OTHER = "other_topic"  # 9


class Form(StrEnum):
    """Hình thức lấy ý kiến: the eight of Law 10/2022 art. 26.1, in order."""

    CONFERENCE = "conference"  # a) hội nghị trao đổi, đối thoại
    COMMUNITY_MEETING = "community_meeting"  # b) họp cộng đồng dân cư
    HOUSEHOLD_SLIPS = "household_slips"  # c) phát phiếu
    BOX_AND_HOTLINE = "box_and_hotline"  # d) hòm thư góp ý, đường dây nóng
    FRONT = "front"  # đ) qua Ban Công tác Mặt trận và các tổ chức
    PORTAL = "portal"  # e) cổng, trang thông tin điện tử
    NETWORKS = "networks"  # g) mạng viễn thông, mạng xã hội
    ADDRESSEES = "addressees"  # h) đối thoại với đối tượng thi hành


class Stance(StrEnum):
    """What someone thinks of a draft."""

    AGREE = "agree"
    PARTLY = "agree_partly"
    DISAGREE = "disagree"
    COMMENT = "comment"


class Response(StrEnum):
    """Tiếp thu, giải trình (law sheet §9.11, 14)."""

    ACCEPTED = "accepted"  # tiếp thu
    IN_PART = "accepted_in_part"  # tiếp thu một phần
    REFUSED = "refused"  # không tiếp thu
    OUT_OF_SCOPE = "out_of_scope"  # ngoài phạm vi
