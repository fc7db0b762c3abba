"""Dates, numbers and names as people here write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Any

from flask_babel import gettext

import accounts.labels
import accounts.ties.labels
import agencies.labels
import casework.identities.labels
import casework.labels
import casework.safes.labels
import consultations.labels
import deadlines.labels
import dialogues.labels
import disclosures.labels
import feedback.aftermath.labels
import feedback.bulk.labels
import feedback.claims.labels
import feedback.deleting.labels
import feedback.delivery.labels
import feedback.desk.labels
import feedback.handover.labels
import feedback.hotspots.labels
import feedback.issuing.labels
import feedback.labels
import feedback.letters.labels
import feedback.papers.labels
import feedback.proceedings.labels
import feedback.protection.labels
import feedback.publishing.labels
import feedback.redacting.labels
import feedback.reviewing.labels
import feedback.routes.labels
import oversight.labels
import privacy.labels
import reports.denunciations.labels
import reports.labels
import surveys.labels
from accounts.roles import Role
from core.actor import Actor
from core.clock import local
from web.languages import current_language

_LABELLED: tuple[ModuleType, ...] = (
    feedback.deleting.labels, feedback.handover.labels, feedback.hotspots.labels, casework.identities.labels,
    casework.safes.labels, accounts.ties.labels,
    feedback.redacting.labels,
    accounts.labels, agencies.labels, casework.labels, consultations.labels, deadlines.labels, dialogues.labels,
    disclosures.labels, feedback.labels, feedback.proceedings.labels, feedback.desk.labels, feedback.bulk.labels,
    feedback.delivery.labels, feedback.publishing.labels, feedback.protection.labels,
    feedback.aftermath.labels, feedback.claims.labels, feedback.issuing.labels, feedback.letters.labels,
    feedback.papers.labels, feedback.reviewing.labels, feedback.routes.labels, oversight.labels, reports.labels,
    reports.denunciations.labels, privacy.labels, surveys.labels,
)  # fmt: skip
_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def label(member: StrEnum | None) -> str:
    """The name of an enumeration's member in the reader's language. Keyed by class and value: values repeat."""
    if member is None:
        return ""
    text = _texts().get((type(member), member.value))
    if text is None:
        raise LookupError(f"{type(member).__name__}.{member.name} has no label")
    return str(gettext(text))


@cache
def _texts() -> dict[tuple[type[StrEnum], str], str]:
    return {(type(member), member.value): text for module in _LABELLED for member, text in module.LABELS.items()}


def day(value: date | datetime | None) -> str:
    """07/12/2026."""
    return _local(value).strftime("%d/%m/%Y") if value else ""


def long_day(value: date | datetime | None) -> str:
    """thứ Hai 07/12/2026."""
    if not value:
        return ""
    here = _local(value)
    return f"{_WEEKDAYS[current_language()][here.weekday()]} {here:%d/%m/%Y}"


def short_day(value: date | datetime | None) -> str:
    """07/12."""
    return _local(value).strftime("%d/%m") if value else ""


def moment(value: datetime | None) -> str:
    """19:40 22/11/2026."""
    return _local(value).strftime("%H:%M %d/%m/%Y") if value else ""


def iso(value: date | datetime | None) -> str:
    """For <time datetime>: the day or the moment in Vietnam."""
    return _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else (value or "") and str(value)


def number(value: float | None, decimals: int = 0) -> str:
    """1.234 or 94,1 in Vietnamese; 1,234 or 94.1 in English."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    return text if current_language() == "en" else text.translate(str.maketrans(",.", ".,"))


def percent(value: float | None, decimals: int = 1) -> str:
    """A share (0…1) as 94,1 %."""
    return "–" if value is None else f"{number(value * 100, decimals)} %"


def capitalized(text: str) -> str:
    """First letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def roles_text(actor: Actor) -> str:
    """The names of an official's roles."""
    return ", ".join(label(Role(role)) for role in sorted(actor.roles()))


def _local(value: date | datetime) -> Any:
    return local(value) if isinstance(value, datetime) else value


FILTERS: dict[str, Callable[..., str]] = {
    "label": label, "day": day, "long_day": long_day, "short_day": short_day, "moment": moment, "iso": iso,
    "number": number, "percent": percent, "capitalized": capitalized,
}  # fmt: skip
