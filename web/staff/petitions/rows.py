"""The lines and tabs of the queue."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from feedback.machine import DONE_STATES
from feedback.proceedings.states import Stage
from feedback.queries import QueueCount, QueueRow
from feedback.queries.narrowing import NOTHING, Narrowing
from feedback.routes.queries import Linked
from feedback.states import PetitionState, View
from web.formatting import label, number, short_day
from web.public.petitions.words import standing_chip
from web.staff.petitions.narrowing import in_address


def capped(count: int, more: bool) -> str:
    """A number that was not counted further than its cap."""
    return number(count) + ("+" if more else "")


def view_tabs(counts: Sequence[QueueCount], current: View) -> list[dict[str, object]]:
    """The views with how many each holds."""
    known = {count.view: capped(count.count, count.capped) for count in counts}
    return [
        {
            "text": label(view), "url": url_for("staff_petitions.queue", muc=view.value), "current": view is current,
            "count": known.get(view),
        }
        for view in View
    ]  # fmt: skip


def queue_entry(
    row: QueueRow, *, glance: UUID | None, view: View, narrowed: Narrowing = NOTHING, stage: Stage | None = None,
    linked: Linked | None = None,
) -> dict[str, object]:  # fmt: skip
    """A line of a view, leading to the glance beside it; of what is open, one that can be ticked.

    `linked`: how many wait for its answer.
    """
    url = url_for("staff_petitions.queue", muc=view.value, **in_address(narrowed), xem=row.id)
    entry = row_entry(row, current=row.id == glance, url=url, done=view is View.DONE, stage=stage)
    if linked is not None and linked.senders > 1:
        entry["meta"] = f"{entry['meta']} · {_('%(n)s người cùng phản ánh', n=linked.senders)}"
    entry["case_url"] = url_for("staff_petitions.case", petition_id=row.id)
    return entry if view is View.DONE else {**entry, "tick": row.id}


def row_entry(
    row: QueueRow, *, current: bool, url: str, done: bool = False, stage: Stage | None = None
) -> dict[str, object]:
    """A line: number, title, kind and field, who, and how long is left; of what is done how it ended.

    `stage`: how far a complaint or denunciation is.
    """
    answered = row.state in (PetitionState.ANSWERED, PetitionState.CLOSED)
    chip = ("ok", label(row.state)) if answered else standing_chip(row.standing)
    if done or row.state in DONE_STATES:
        chip = ("ok" if answered else "mute", label(row.state))
    parts = [
        label(row.kind) or _("Chưa phân loại"),
        label(stage),
        label(row.field),
        _("nhận %(day)s", day=short_day(row.received_at)),
    ]
    return {
        "number": row.number.split("-")[2], "title": title_of(row.title, row.state, sealed=row.sealed),
        "meta": " · ".join(part for part in parts if part), "who": row.assignee or label(row.state), "chip": chip,
        "url": url, "current": current,
        "unread": row.state is PetitionState.RECEIVED,
    }  # fmt: skip


def title_of(title: str, state: PetitionState, *, sealed: bool) -> str:
    """What a list calls a petition: its title, or that it is new or sealed."""
    if title:
        return title
    if state is PetitionState.RECEIVED:
        return str(_("Đơn mới, chưa mở"))
    return str(_("Đơn được giữ kín")) if sealed else str(_("Đơn chưa đặt tên"))
