"""What in a Vietnamese text looks like something private: suggestions for whoever covers it, never the last word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.redaction import Reason, Span, joined
from core.text import fold, words_of

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
_NAME = rf"{_WORD}(?:[ \t]+{_WORD}){{0,4}}"
_TITLE = (
    r"(?:ông bà|vợ chồng|ông|bà|anh|chị|cô|chú|bác|cậu|mợ|dì|thím|cụ|cháu|em|thầy|đồng chí|đ/c|"
    r"bí thư|chủ tịch|trưởng thôn|trưởng xóm|tổ trưởng|công chức|cán bộ|tên là|họ tên|họ và tên|hộ|gia đình|nhà)"
)
_TITLED = re.compile(rf"(?<!\w)(?i:{_TITLE})[:\s]+(?:(?i:{_TITLE})[:\s]+)?({_NAME})")
# Two people under one title: "ông An và bà Bình" is two finds, "anh Nam, Hùng" one and its neighbour.
_AND = re.compile(rf"[ \t]*(?:,|và|cùng)[ \t]+({_NAME})")
_SURNAMES = frozenset(
    (  # noqa: SIM905 - read as a list of words
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh truong dinh lam "
        "mai to ha cao luu luong thai chau ta phung quach dam nghiem than giap khong la ninh tong kieu mac nong vi be "
        "trieu ban chu du ma hua lo luc sam thach son kim tang tieu van xa y an au bach"
    ).split()
)
_FULL = re.compile(rf"(?<!\w){_WORD}(?:[ \t]+{_WORD}){{2,4}}(?!\w)")
# What a proper name of this shape belongs to when one of these stands before it: a street, a school, a place.
_PLACE_BEFORE = re.compile(
    r"(?:đường|phố|ngõ|trường|chợ|cầu|tượng đài|công viên|xã|huyện|tỉnh|phường|quận|thành phố|tp\.?|thị trấn|thị xã|"
    r"thôn|xóm|làng|bản|ấp|bệnh viện|tiểu học|trung học|thcs|thpt|mầm non|mẫu giáo|giải|quảng trường|"
    r"sông|hồ|núi|chùa|đền|đình|"
    r"khu|công ty|tnhh|cụm|ga|đê|kênh|mương|bến|nhà máy|nhà thờ|nhà thi đấu|trạm|đại học|cao đẳng|thời|triều|"
    r"hai|phong trào|quỹ|giải thưởng|mang tên|kỷ niệm|tư tưởng)\s+$",
    re.IGNORECASE,
)
# First words that are no person: offices, bodies, weekdays, the country.
_NO_PERSON = frozenset(
    (  # noqa: SIM905 - read as a list of words
        "uy_ban ubnd hdnd mttq ban hoi chi_bo dang_uy cong_an phong so to_dan to_truong truong_thon pho_chu chu_tich "
        "bi_thu truong_ban viet_nam nha_nuoc quoc_hoi chinh_phu thanh_tra mat_tran bo_giao bo_y nha_van toa_an "
        "vien_kiem hop_tac kinh_gui cong_hoa doc_lap thu_tuong trung_tam trung_uong tram van_phong buu_dien dan_quan "
        "doan_thanh luat nghi_dinh thong_tu quyet_dinh nghi_quyet thu_hai thu_ba thu_tu thu_nam thu_sau thu_bay "
        "chu_nhat em_phu phu_nu nong_dan cuu_chien nguoi_cao dien_luc cong_ty ngan_hang giay_chung nha_may khoi tet "
        "bac_ho ho_chi"
    ).split()
)
_NO_PERSON_AFTER = frozenset({"troi", "dat", "nuoc", "ria", "trung", "ho"})

_DIGIT_WORDS = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
_DATE = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_HOUSE = r"\d+[A-Za-z]?(?:[/\-]\d+[A-Za-z]?)*"
_SMALL = r"(?:số\s+)?"
_CUE = r"(?:ở|tại|ngụ|trú|thường trú|tạm trú|sống|quê|quê quán|địa chỉ|hộ khẩu|cư ngụ|nhà)"
_UNIT = r"(?:thôn|xóm|bản|ấp|làng|tổ dân phố|tổ|khu phố|khu|buôn|phum|sóc|đội)"


def _rule(reason: Reason, *parts: str, cased: bool = False) -> tuple[Reason, re.Pattern[str]]:
    return reason, re.compile("".join(parts), re.NOFLAG if cased else re.IGNORECASE)


# What stands first wins where two share a letter. A group in a pattern is what is private of the match.
_PATTERNS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    _rule(Reason.EMAIL, r"[\w.+\-]+\s?(?:@|\(at\)|\[at\]|\ba còng\b)\s?[\w\-]+(?:\.[\w\-]+)+"),
    _rule(
        Reason.BIRTH, r"(?<!\w)(?:sinh(?:\s+(?:ngày|năm))?|(?:ngày|năm)\s+sinh(?:\s+\w+){0,3}?|sn|s\.n\.)[:\s]+",
        rf"({_DATE}|\d{{4}}|\d{{1,2}}[/.\-]\d{{4}})(?!\d)",
    ),
    _rule(
        Reason.ACCOUNT, r"(?<!\w)(?:số\s+tài\s+khoản|tài\s+khoản|stk|số\s+tk|tk)(?:\s+\w+){0,4}?[:\s]+",
        r"((?:\d[\s.\-]?){6,19}(?<=\d))(?!\d)",
    ),
    _rule(
        Reason.IDENTITY, r"(?<!\w)(?:cccd|cmnd|cmt|căn\s+cước(?:\s+công\s+dân)?|",
        r"chứng\s+minh(?:\s+nhân\s+dân|\s+thư)?|định\s+danh(?:\s+cá\s+nhân)?)",
        r"(?:\s*/\s*\w+)?(?:\s+số|\s+của\s+tôi|\s+là|\s+mang\s+số)*[:\s]+((?:\d[\s.]?){9,12}(?<=\d))(?!\d)",
    ),
    _rule(Reason.IDENTITY, r"(?<!\w)hộ\s+chiếu(?:\s+số)?[:\s]+([A-Z]\s?\d{7})(?!\d)"),
    _rule(
        Reason.PHONE, r"(?<![\w.,])\(?(?:\+\s?84|84|[0O])\)?(?:[\s.\-()]{0,2}[\dO]){8,10}(?!\w)(?![.,]\d)", cased=True
    ),
    _rule(Reason.PHONE, rf"(?<!\w)không(?:[\s,.\-]+{_DIGIT_WORDS}){{8,10}}(?!\w)"),
    _rule(
        Reason.IDENTITY, r"(?<![\w.,/\-])(?:\d{12}|\d{9})(?![\w/])(?![.,]\d)(?!\s*(?:đồng|đ|vnđ|m2|m²)\b)", cased=True
    ),
    _rule(
        Reason.PLOT, rf"(?<!\w)(?:thửa(?:\s+đất)?|tờ\s+bản\s+đồ|tờ\s+bđ)\s+{_SMALL}\d+[A-Za-z]?",
        r"(?:\s*\(?[/,]\s*(?:tờ\s+)?\d+\)?)?",
    ),
    _rule(
        Reason.PLOT, r"(?<!\w)(?:sổ\s+(?:đỏ|hồng)|giấy\s+chứng\s+nhận(?:\s+quyền\s+sử\s+dụng\s+đất)?|",
        r"gcn(?:qsdđ)?|số\s+phát\s+hành)(?:\s+số)?[:\s]+([A-Z]{1,2}\s?\d{5,8})(?!\d)",
    ),
    _rule(
        Reason.PLATE, r"(?<![\w\-/.])\d{2}\s?-?\s?[A-Z]{1,2}\d?\s?[-. ]?\s?(?:\d{3}\.?\d{2}|\d{4})",
        r"(?![\w])(?![/\-]\w)", cased=True,
    ),
    _rule(Reason.ADDRESS, rf"(?<!\w)(?:số\s+nhà|nhà\s+số)[:\s]+{_HOUSE}"),
    _rule(
        Reason.ADDRESS, rf"(?<!\w)(?i:số)\s+{_HOUSE},?\s+",
        rf"(?i:đường|phố|ngõ|ngách|hẻm|thôn|xóm|tổ|khu)\s+(?:\d+|{_NAME})", cased=True,
    ),
    _rule(Reason.ADDRESS, rf"(?<!\w)(?:ngách|hẻm|kiệt)\s+{_HOUSE}(?!\w)"),
    _rule(Reason.ADDRESS, rf"(?<!\w){_CUE}[:\s]+ngõ\s+{_HOUSE}"),
    _rule(
        Reason.ADDRESS, rf"(?<!\w)(?i:{_CUE})(?i:\s+tại|\s+ở)?[:\s]+((?i:{_UNIT})\s+(?:\d+[A-Za-z]?|{_NAME})",
        rf"(?:,\s*(?i:xã|phường|thị trấn)\s+{_NAME})?)", cased=True,
    ),
)  # fmt: skip


def suggest(text: str) -> list[Span]:
    """Every place that looks private, in order, none overlapping."""
    found = [span for reason, pattern in _PATTERNS for span in _matches(text, reason, pattern)]
    names = [span for span in _names(text) if not any(span.meets(one) for one in found)]
    return joined([*_settled(found), *names])


def _matches(text: str, reason: Reason, pattern: re.Pattern[str]) -> Iterator[Span]:
    """A pattern's one group, when it has one, is what is private of the match; else all of it."""
    for match in pattern.finditer(text):
        start, end = match.span(1) if pattern.groups and match.group(1) else match.span()
        yield Span(start, end, reason)


def _settled(found: list[Span]) -> list[Span]:
    """Of two that share a letter the one whose pattern stands first in the list."""
    kept: list[Span] = []
    for span in found:
        if not any(span.meets(one) for one in kept):
            kept.append(span)
    return kept


def _names(text: str) -> Iterator[Span]:
    for match in _TITLED.finditer(text):
        if _person(text, match.start(1)) and not _starts_place(text, match):
            yield Span(*match.span(1), Reason.NAME)
            following = _AND.match(text, match.end())
            if following and _person(text, following.start(1)):
                yield Span(*following.span(1), Reason.NAME)
    for match in _FULL.finditer(text):
        first = match.group().split()[0]
        placed = _PLACE_BEFORE.match(f"{first} ") or _PLACE_BEFORE.search(text[: match.start()][-24:])
        if fold(first) in _SURNAMES and _person(text, match.start()) and not placed:
            yield Span(*match.span(), Reason.NAME)


def _person(text: str, start: int) -> bool:
    """Not an office, a body or a day: told by its first two words, the second also when it is no part of the name."""
    words = words_of(text[start : start + 40])
    return words[0] not in _NO_PERSON and "_".join(words[:2]) not in _NO_PERSON and words[0] not in _NO_PERSON_AFTER


def _starts_place(text: str, match: re.Match[str]) -> bool:
    """ "tỉnh Bà Rịa", "đường Hai Bà Trưng": the title itself is part of a name of a place."""
    return match.group()[0].isupper() and bool(_PLACE_BEFORE.search(text[: match.start()][-24:]))
