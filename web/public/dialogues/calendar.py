"""The iCalendar feed of an agency's dialogues (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from flask_babel import gettext

from agencies.queries import AgencyCard
from dialogues.queries import DialogueCard
from dialogues.states import DialogueState
from web.portal.framing import link_base

if TYPE_CHECKING:
    from icalendar import Event

_STATUS = {DialogueState.POSTPONED: "TENTATIVE", DialogueState.CANCELLED: "CANCELLED"}


def calendar_feed(card: AgencyCard, dialogues: Sequence[DialogueCard], now: datetime) -> bytes:
    """The feed; links are absolute when PUBLIC_URL is set."""
    from icalendar import Calendar  # a fifth of a second at the start of every worker, for a page that is kept

    calendar = Calendar()
    calendar.add("prodid", "-//Cong Dan chu co so//doi-thoai//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", gettext("Đối thoại – %(name)s", name=card.name))
    base = link_base(card.id) or None
    for dialogue in dialogues:
        calendar.add_component(_event(dialogue, now, base))
    return bytes(calendar.to_ical())


def _event(dialogue: DialogueCard, now: datetime, base: str | None) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{dialogue.id}@doi-thoai")
    event.add("dtstamp", now)
    event.add("dtstart", dialogue.starts_at)
    event.add("dtend", dialogue.ends_at)
    event.add("summary", dialogue.title)
    event.add("location", dialogue.place)
    event.add("status", _STATUS.get(dialogue.state, "CONFIRMED"))
    if base:
        event.add("url", f"{base}/doi-thoai/{dialogue.id}")
    return event
