"""What waits for the official today: the petitions due first, and where colleagues called."""

from __future__ import annotations

from flask import url_for

from accounts.roles import READS_SEALED, Role
from casework.locks.demanding import list_desks_without_key
from core.clock import local_date
from core.paging import PageRequest
from feedback.policies import can_list
from feedback.queries import list_queue
from feedback.queries.desk_reads import Mention, list_mentions
from feedback.states import View
from web.context import actor, read_context
from web.staff.petitions.rows import row_entry, title_of

SHOWN = 8


def work() -> list[dict[str, object]]:
    """One's own next petitions by due date; empty for those who handle none."""
    ctx, viewer = read_context(), actor()
    if not can_list(viewer):
        return []
    page = list_queue(ctx, viewer=viewer, view=View.MINE, page=PageRequest(SHOWN))
    return [
        row_entry(row, current=False, url=url_for("staff_petitions.case", petition_id=row.id)) for row in page.items
    ]


def desks_without_key() -> list[str]:
    """Open desks that have no key of their own, by name: one's own, and for a province's administrator all of it."""
    viewer = actor()
    own, provinces = viewer.agencies(*READS_SEALED), viewer.agencies(Role.PROVINCE_ADMIN)
    if not own and not provinces:
        return []
    return [name for _, name in list_desks_without_key(read_context(), own, provinces=provinces)]


def mentions() -> list[dict[str, object]]:
    """Remarks that name the reader, newest first, until they have opened the petition."""
    if not can_list(actor()):
        return []
    return [_mention(one) for one in list_mentions(read_context(), viewer=actor())]


def _mention(one: Mention) -> dict[str, object]:
    return {
        "url": url_for("staff_petitions.case", petition_id=one.petition_id) + "#trao-doi", "by": one.by, "at": one.at,
        "title": title_of(one.title, one.state, sealed=one.sealed), "number": one.number.split("-")[2],
        "day": local_date(one.at),
    }  # fmt: skip
