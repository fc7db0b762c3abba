"""Whom a petition concerns, as a clerk asks it, with where it then goes."""

from __future__ import annotations

from flask_babel import gettext

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.text import N_
from feedback.machine import PROVINCE_RECEIVES
from feedback.states import Concerns
from web.formatting import capitalized
from web.public.petitions.concerning import Choice, about, province_word, unit_word
from web.staff.intake.forms import COMPLAINT

_COMPLAINT = N_("Khiếu nại một quyết định, một việc làm hành chính")
_HINTS = {
    Concerns.NOBODY: N_("Đường hỏng, rác, thủ tục, chế độ… Bàn này nhận."),
    Concerns.HAMLET_HEAD: N_("Bàn này nhận và giữ kín."),
    Concerns.COMMUNE_OFFICIAL: N_(
        "Bàn này nhận và giữ kín. Nếu người bị nói tới là chính anh chị, dừng lại và nhờ người khác ghi."
    ),
}
_STAYS = N_(
    "Kể cả quyết định của chủ tịch: nơi ra quyết định giải quyết lần đầu (Luật Khiếu nại, Điều 7). Bàn này nhận."
)
_UP = N_("Đơn chuyển thẳng lên %(province)s. Ghi xong, anh chị và cả %(unit)s không mở lại được.")
_UP_SELF = N_(
    "%(up)s Nếu người bị nói tới là chính anh chị, dừng lại: nhờ người khác ghi, hoặc chỉ bà con nộp ở %(province)s."
)
_AT_PROVINCE = N_("Bàn này nhận và giữ kín. Nơi bị nói tới không đọc được.")


def whom_choices(desk: AgencyCard) -> dict[str, Choice]:
    """The answers at this desk, by their values. A complaint is against an act, not a person: it stays."""
    offered = {member.value: Choice(about(desk, member), _hint(desk, member)) for member in Concerns}
    complaint = {COMPLAINT: Choice(str(gettext(_COMPLAINT)), str(gettext(_STAYS)))}
    first = Concerns.NOBODY.value
    return {first: offered.pop(first), **complaint, **offered}


def _hint(desk: AgencyCard, member: Concerns) -> str:
    province, unit = province_word(desk), unit_word(desk)
    if member not in PROVINCE_RECEIVES:
        at_province = desk.kind == AgencyKind.PROVINCE and member is not Concerns.NOBODY
        return str(gettext(_AT_PROVINCE if at_province else _HINTS[member]))
    if desk.kind == AgencyKind.PROVINCE:
        return str(gettext(_AT_PROVINCE))
    up = str(gettext(_UP, province=province, unit=unit))
    if member is Concerns.ABOVE:
        return up
    return capitalized(str(gettext(_UP_SELF, up=up, province=province)))
