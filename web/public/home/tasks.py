"""The tasks of a home page: one card each, in the order people ask for them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from web.public.home.facts import HomeFacts
from web.public.home.links import contact_url, link


@dataclass(frozen=True, slots=True)
class Task:
    """One card."""

    icon: str
    title: str
    text: str
    url: str
    first: bool = False


def tasks_of(card: AgencyCard, facts: HomeFacts) -> tuple[Task, ...]:
    """What people can do with this agency; a task without a page is left out."""
    commune, code = card.kind == AgencyKind.COMMUNE, card.code
    level, survey = ("commune", "surveys.choose") if commune else ("province", "surveys.choose_province")
    place = _(card.subtype.lower())
    found = (
        _task("message", _("Gửi phản ánh, kiến nghị"), _("Khoảng 3 phút, kèm được ảnh"),
              link("petitions.start", code=code), first=True),
        _task("search", _("Tra cứu đơn đã gửi"), _("Bằng số đơn và mã bí mật"), link("petitions.track")),
        _task("smile", _("Đánh giá nơi làm thủ tục"), _("Chọn quầy vừa làm, hai lần chạm"),
              link(survey, code=code)),
        _task("document", _("Xem %(place)s công khai những gì", place=place),
              _("Ngân sách, đất đai, hỗ trợ, bình xét"), link(f"disclosures.{level}_index", code=code)),
        _task("pencil", _("Góp ý dự thảo"), facts.consultation_line, link(f"consultations.{level}_index", code=code)),
        _task("people", _("Đối thoại với Chủ tịch %(place)s", place=place), facts.dialogue_line,
              link(f"dialogues.{level}_index", code=code)),
        _task("eye", _("Giám sát việc đã hứa"), facts.promises_line, link(f"promises.{level}_index", code=code)),
        _task("camera", _("Việc %(place)s báo đã làm xong", place=place),
              _("Ai đã tới xem, bà con hài lòng tới đâu"), link(f"aftermath.{level}_claims", code=code)),
        _task("list", _("Việc đã trả lời"), _("Bà con hỏi gì, trả lời ra sao"),
              link(f"answered.{level}_index", code=code)),
        _task("phone", _("Gọi cho người trực"), card.hotline or _("Số điện thoại và địa chỉ"), contact_url(code)),
    )  # fmt: skip
    return tuple(task for task in found if task)


def _task(icon: str, title: str, text: str, url: str | None, *, first: bool = False) -> Task | None:
    return Task(icon, title, text, url, first) if url else None
