"""Which petition comes after one that is done with: the next of the same list that nobody else has open."""

from __future__ import annotations

from flask import url_for

from core.actor import Actor
from core.context import Context
from core.paging import PageRequest, encode_cursor
from feedback.queries import CaseView, QueueRow, list_queue
from feedback.queries.desk_reads import list_present
from feedback.states import PetitionState, View

# The list a petition was taken from, by where it stood then; all else comes from one's own work.
_LISTS = {
    PetitionState.RECEIVED: View.UNTRIAGED, PetitionState.TRIAGED: View.UNASSIGNED,
    PetitionState.AWAITING_APPROVAL: View.APPROVAL,
}  # fmt: skip
# So many are looked at for one that no colleague is reading just now.
_LOOKED_AT = 5


def following_url(ctx: Context, seen: CaseView, *, viewer: Actor) -> tuple[str, bool]:
    """The address of the petition after this one (seen before the act), and whether there is one; else of the list."""
    view = _LISTS.get(seen.state, View.MINE)
    # On from where one is, so that what was left open on purpose does not come up again at once; then from the start.
    for cursor in (encode_cursor([seen.due_at, seen.id]), None):
        rows = list_queue(ctx, viewer=viewer, view=view, page=PageRequest(_LOOKED_AT, cursor)).items
        others = [row for row in rows if row.id != seen.id]
        if others:
            return url_for("staff_petitions.case", petition_id=_free(ctx, others, viewer).id), True
    return url_for("staff_petitions.queue", muc=view.value), False


def _free(ctx: Context, rows: list[QueueRow], viewer: Actor) -> QueueRow:
    return next((row for row in rows if not list_present(ctx, row.id, viewer=viewer)), rows[0])
