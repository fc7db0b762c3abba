"""Whom a petition may be about, and who then reads it, in the words of the place: xã, phường, đặc khu or tỉnh."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.text import N_
from feedback.states import Concerns
from web.formatting import capitalized

_UNITS = {
    "xã": N_("xã"), "phường": N_("phường"), "đặc khu": N_("đặc khu"), "tỉnh": N_("tỉnh"),
    "thành phố": N_("thành phố"),
}  # fmt: skip
_ABOUT = {
    Concerns.NOBODY: N_("Không nói về ai cả"),
    Concerns.HAMLET_HEAD: N_("Trưởng thôn, tổ trưởng dân phố"),
    Concerns.COMMUNE_OFFICIAL: N_("Một cán bộ của %(unit)s"),
    Concerns.INTAKE_DESK: N_("Người tiếp nhận đơn, bộ phận một cửa của %(unit)s"),
    Concerns.COMMUNE_LEADER: N_("Lãnh đạo %(unit)s"),
    Concerns.ABOVE: N_("Người hoặc cơ quan cấp trên %(unit)s"),
}
_EVERYDAY = N_("Đường hỏng, rác, đèn, thủ tục… Cán bộ tiếp nhận đọc, rồi giao cho người giải quyết.")
_KEPT = N_("%(Unit)s nhận và giữ kín. Trưởng thôn không đọc được.")
_OFFICIAL = N_(
    "%(Unit)s nhận và giữ kín. Người tiếp nhận, người được giao và lãnh đạo %(unit)s (khi duyệt câu trả lời) đọc được. "
    "Nếu chính họ là người bà con nói tới thì chọn một trong hai câu dưới."
)
_HIGHER = N_("%(Unit)s không đọc được và không biết có đơn này. %(Province)s nhận.")
_ABOVE = N_(
    "Nếu nói về người của cơ quan %(province)s thì đừng gửi ở đây: mang đơn tới hoặc gửi bưu điện "
    "cho Thanh tra %(province)s."
)
_SEALED = N_(
    "Đơn được khoá lại ngay khi gửi. Nói về lãnh đạo %(unit)s hay người tiếp nhận đơn thì %(unit)s không đọc được, "
    "%(province)s nhận."
)
_SEALED_HIGHER = N_("Đơn được khoá lại ngay khi gửi. Nói về người ở xã, phường nào thì nơi ấy không đọc được.")
_AT_PROVINCE = N_("%(Province)s nhận và giữ kín. Nơi bị nói tới không đọc được.")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers: as it is offered, and who reads then."""

    text: str
    hint: str


def unit_word(card: AgencyCard) -> str:
    """What kind of unit it is, as spoken of: xã, phường, đặc khu, tỉnh, thành phố."""
    word = (card.subtype or card.name.removesuffix(card.short_name)).strip().lower()
    return str(gettext(_UNITS.get(word, _UNITS["xã"])))


def choices(card: AgencyCard) -> dict[str, Choice]:
    """The answers for a petition written on this unit's page, by their values."""
    return {member.value: Choice(about(card, member), _hint(card, member)) for member in Concerns}


def about(card: AgencyCard, member: Concerns) -> str:
    """Whom a petition concerns, in the words of the place. A province is told about all its communes."""
    at_province = card.kind == AgencyKind.PROVINCE
    return str(gettext(_ABOUT[member], unit=gettext("xã, phường") if at_province else unit_word(card)))


def sealed_words(card: AgencyCard) -> str:
    """That a petition is sealed, and from whom."""
    text = _SEALED_HIGHER if card.kind == AgencyKind.PROVINCE else _SEALED
    return str(gettext(text, **_words(card)))


def _hint(card: AgencyCard, member: Concerns) -> str:
    words = _words(card)
    if member is Concerns.NOBODY:
        return str(gettext(_EVERYDAY))
    if member is Concerns.ABOVE:
        first = "" if card.kind == AgencyKind.PROVINCE else f"{gettext(_HIGHER, **words)} "
        return f"{first}{gettext(_ABOVE, **words)}"
    if card.kind == AgencyKind.PROVINCE:
        return str(gettext(_AT_PROVINCE, **words))
    text = {Concerns.HAMLET_HEAD: _KEPT, Concerns.COMMUNE_OFFICIAL: _OFFICIAL}.get(member, _HIGHER)
    return str(gettext(text, **words))


def _words(card: AgencyCard) -> dict[str, str]:
    unit, province = unit_word(card), province_word(card)
    return {"unit": unit, "Unit": capitalized(unit), "province": province, "Province": capitalized(province)}


def province_word(card: AgencyCard) -> str:
    """The same of the province above it (or of itself)."""
    word = "thành phố" if card.province_name.lower().startswith("thành phố") else "tỉnh"
    return str(gettext(_UNITS[word]))
