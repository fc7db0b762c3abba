"""The queue: views, filters that combine, the list by what is due first."""

from __future__ import annotations

from flask import render_template, request, session

from accounts.roles import Role
from core.context import Context
from core.paging import PageRequest
from feedback.machine import FORMAL_KINDS
from feedback.proceedings.queries import stages_of
from feedback.queries import count_queues, list_queue
from feedback.queries.desk_reads import list_filters
from feedback.queries.narrowing import Narrowing
from feedback.queries.queue import count_narrowed
from feedback.reviewing.queries import CAP, count_waiting
from feedback.routes.queries import count_linked
from feedback.states import BatchKind, View
from web.context import actor, read_context
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.filter_views import view_from_address
from web.staff.petitions.glances import chosen
from web.staff.petitions.narrowing import choices, from_address, in_address, in_words, queue_url, saved_links
from web.staff.petitions.rows import capped, queue_entry, view_tabs

PAGE_SIZE = 25
LAST_LIST = "queue"


@bp.get("")
@gate
def queue() -> str:
    """The queue, and a glance at the chosen petition beside it."""
    ctx, viewer, view, narrowed = read_context(), actor(), view_from_address(), from_address()
    request_page = PageRequest(PAGE_SIZE, request.args.get("sau"))
    page = list_queue(ctx, viewer=viewer, view=view, page=request_page, narrowed=narrowed)
    _remember(queue_url(view, narrowed, **({"sau": request_page.after} if request_page.after else {})))
    glance = chosen()
    stages = stages_of(ctx, [row.id for row in page.items if row.kind in FORMAL_KINDS])
    linked = count_linked(ctx, [row.id for row in page.items])
    return render_template(
        "staff/petitions/queue.html", view=view, narrowed=narrowed, address=in_address(narrowed),
        tabs=view_tabs(count_queues(ctx, viewer=viewer), view),
        saved=saved_links(list_filters(ctx, viewer=viewer), view, narrowed),
        choices=choices(ctx, view, narrowed) if request.args.get("loc") else [],
        chosen=in_words(ctx, view, narrowed) if narrowed else [],
        found=_found(ctx, view, narrowed) if narrowed and request_page.after is None else None,
        rows=[queue_entry(row, glance=glance.case.id if glance else None, view=view, narrowed=narrowed,
                          stage=stages.get(row.id), linked=linked.get(row.id)) for row in page.items],
        kinds=_kinds(view), here_url=queue_url(view, narrowed), filter_url=queue_url(view, narrowed, loc=1),
        next_url=queue_url(view, narrowed, sau=page.next_cursor) if page.next_cursor else None,
        page=glance, case_open=glance is not None, held=waiting_text(ctx),
    )  # fmt: skip


def _remember(here: str) -> None:
    """Where the way back from a petition leads; only our own address, built anew from what was understood of it."""
    if session.get(LAST_LIST) != here:
        session[LAST_LIST] = here


def _found(ctx: Context, view: View, narrowed: Narrowing) -> str:
    """How many a narrowed view holds, as far as is counted."""
    return capped(*count_narrowed(ctx, viewer=actor(), view=view, narrowed=narrowed))


def waiting_text(ctx: Context) -> str | None:
    """How many wait for a clerk to look at them first; empty when none does, None for those who are no clerks."""
    if Role.INTAKE_CLERK not in actor().roles():
        return None
    waiting = count_waiting(ctx, viewer=actor())
    return capped(min(waiting, CAP), waiting > CAP) if waiting else ""


def _kinds(view: View) -> list[BatchKind]:
    """What can be done to many at once; nothing to what is over."""
    return [] if view is View.DONE else list(BatchKind)
