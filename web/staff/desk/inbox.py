"""What officials are told, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from accounts.inbox import InboxLine, OfficialNoticeKind
from feedback.states import View


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the first page shows it."""

    id: UUID
    title: str
    text: str
    url: str
    at: datetime


def told(line: InboxLine) -> Told:
    """The words of a notice, and where to go."""
    title, text, url = _WORDS[line.kind](line)
    return Told(line.id, title, text, url, line.created_at)


def _returned(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("%(n)s đơn chờ giao lại", n=line.params["count"]),
        gettext(
            "%(agency)s: người giữ đơn không làm tiếp nữa. Giao cho người khác để kịp hạn.", agency=line.agency_name
        ),
        url_for("staff_petitions.queue", muc=View.UNASSIGNED.value),
    )


def _terms(line: InboxLine) -> tuple[str, str, str]:
    return (
        gettext("Có thời hạn sắp hết hoặc đã quá"),
        gettext("%(agency)s: xem từng việc ở trang Nhắc việc.", agency=line.agency_name),
        url_for("staff_reminders.index"),
    )


_WORDS: Mapping[OfficialNoticeKind, Callable[[InboxLine], tuple[str, str, str]]] = {
    OfficialNoticeKind.CASES_RETURNED: _returned,
    OfficialNoticeKind.TERMS_ENDING: _terms,
}
