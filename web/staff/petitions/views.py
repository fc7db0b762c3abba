"""The queue and the case, for those who work petitions."""

from __future__ import annotations

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from casework.attachments import ImageSize, read_attachment
from casework.identity import Identity, open_identity
from casework.states import IdentityReason
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from feedback.commands import Target
from feedback.policies import can_act, can_open
from feedback.queries import CaseView, count_queues, get_case, list_queue
from feedback.services import note_opening
from feedback.states import View
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.staff.petitions import search_views
from web.staff.petitions.acts import DOINGS, Doing
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.forms import ActForm, IdentityForm
from web.staff.petitions.glances import chosen as glanced
from web.staff.petitions.page import gather, identity_facts, prepare
from web.staff.petitions.rows import queue_entry, view_tabs

__all__ = ["acting_modules", "bp"]
# They add their views to the same blueprint.
acting_modules = (search_views,)

PAGE_SIZE = 25
# These are answered by their own pages (404, 403, 409), not by a message beside a field.
_PAGES = (NotFound, Forbidden, StaleVersion, TransitionNotAllowed)
Page = str | BaseResponse | tuple[str, int]


@bp.get("")
@gate
def queue() -> str:
    """The queue: views, the list by what is due first, and a glance at the chosen petition."""
    ctx, viewer = read_context(), actor()
    view = _view()
    page = list_queue(ctx, viewer=viewer, view=view, page=PageRequest(PAGE_SIZE, request.args.get("sau")))
    counts = count_queues(ctx, viewer=viewer)
    chosen = glanced()
    return render_template(
        "staff/petitions/queue.html", view=view, tabs=view_tabs(counts, view),
        rows=[queue_entry(row, chosen=chosen.case.id if chosen else None, view=view) for row in page.items],
        next_url=url_for("staff_petitions.queue", muc=view.value, sau=page.next_cursor) if page.next_cursor else None,
        page=chosen, case_open=chosen is not None,
    )  # fmt: skip


@bp.get("/<uuid:petition_id>")
@gate
def case(petition_id: UUID) -> str:
    """The case: content, photos, clocks, timeline, what can be done. Opening a sealed one is audited."""
    return _case_page(get_case(read_context(), petition_id, viewer=actor()))


@bp.post("/<uuid:petition_id>/<slug>")
@gate
def act(petition_id: UUID, slug: str) -> Page:
    """Do one act. What was typed stays on the page when something is missing; a lost race is a 409."""
    doing = DOINGS.get(slug)
    if doing is None:
        raise NotFound
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not (can_open(actor(), seen.facts()) or can_act(actor(), doing.act, seen.facts())):
        raise Forbidden
    form = prepare(read_context(), doing, doing.form(), seen)
    if form.validate_on_submit():
        try:
            _send(doing, petition_id, form)
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(_after(petition_id), code=303)
    return _case_page(seen, filled=(slug, form)), 422


@bp.post("/<uuid:petition_id>/danh-tinh")
@gate
def identity(petition_id: UUID) -> Page:
    """Show who sent it, once, for a written reason; audited."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    form = IdentityForm()
    if not form.validate_on_submit():
        return _case_page(seen, identity_form=form), 422
    with transaction() as ctx:
        found = open_identity(
            ctx, petition_id, case_type="petition", facts=identity_facts(seen), reason=IdentityReason(form.reason.data)
        )
    return _case_page(seen, identity=found)


@bp.get("/<uuid:petition_id>/anh/<uuid:photo_id>")
@gate
def photo(petition_id: UUID, photo_id: UUID) -> Response:
    """A photo, for whoever may read the petition. Of a sealed one each photo shown is audited, small ones too."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not can_open(actor(), seen.facts()):
        raise Forbidden
    _note_if_sealed(seen)
    size = ImageSize.THUMB if request.args.get("nho") else ImageSize.DISPLAY
    return Response(read_attachment(read_context(), petition_id, photo_id, size), mimetype="image/jpeg")


def _note_if_sealed(seen: CaseView) -> None:
    """Write the opening down before anything of a sealed petition is shown."""
    if seen.sealed and can_open(actor(), seen.facts()):
        with transaction() as ctx:
            note_opening(ctx, seen.id)


def _send(doing: Doing, petition_id: UUID, form: ActForm) -> None:
    with transaction(public=doing.public) as ctx:
        doing.send(ctx, Target(petition_id, form.seen_version()), form)


def _after(petition_id: UUID) -> str:
    """Back to the case while it is still ours to see, else to the queue."""
    try:
        get_case(read_context(), petition_id, viewer=actor())
    except NotFound:
        return url_for("staff_petitions.queue")
    return url_for("staff_petitions.case", petition_id=petition_id)


def _case_page(
    seen: CaseView, *, filled: tuple[str, ActForm] | None = None, identity: Identity | None = None,
    identity_form: IdentityForm | None = None,
) -> str:  # fmt: skip
    # Here and in `photo`, not in the views: whatever leads to this page, an answer with a gap too, is an opening.
    _note_if_sealed(seen)
    page = gather(read_context(), seen, filled=filled, identity=identity)
    form = filled[1] if filled else identity_form
    return render_template(
        "staff/petitions/case.html", page=page, case=page.case, form=form,
        identity_form=identity_form or IdentityForm(formdata=None),
    )  # fmt: skip


def _view() -> View:
    try:
        return View(request.args.get("muc", View.MINE.value))
    except ValueError:
        return View.MINE
