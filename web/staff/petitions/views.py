"""The case, for those who work petitions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.roles import Role
from casework.attachments import ImageSize, read_attachment
from casework.identities.errors import TwoPersonsNeeded
from casework.identity import Identity, open_identity
from casework.locks.demanding import list_desks_without_key
from casework.states import IdentityReason
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.commands import Target
from feedback.policies import acts_for, can_act, can_open, is_assignee
from feedback.queries import CaseView, get_case
from feedback.queries.desk_reads import list_canned, list_remarks, reading_of
from feedback.services import note_gone, note_opening, note_present, note_seen
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.identity import know_home_agency
from web.staff.aftermath.views import followed_panel
from web.staff.petitions import (
    batch_views,
    canned_views,
    file_views,
    filter_views,
    keyboard_views,
    link_views,
    queue_views,
    remark_views,
    review_views,
    search_views,
)
from web.staff.petitions.acts import DOINGS, Doing
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.forms import ActForm, IdentityForm
from web.staff.petitions.going_on import following_url
from web.staff.petitions.page import gather, identity_facts, kept_words, prepare
from web.staff.petitions.remark_views import remark_form
from web.staff.proceedings.page import may_formalise, panel_of
from web.staff.protection.page import reads_record
from web.staff.routes.page import gather_routes

__all__ = ["acting_modules", "bp"]
# They add their views to the same blueprint.
acting_modules = (
    queue_views,
    file_views,
    search_views,
    batch_views,
    filter_views,
    canned_views,
    remark_views,
    keyboard_views,
    link_views,
    review_views,
)

# These are answered by their own pages (404, 403), not by a message beside a field.
_PAGES = (NotFound, Forbidden)
Page = str | BaseResponse | tuple[str, int]


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
        except (StaleVersion, TransitionNotAllowed):
            return _conflict_page(petition_id, doing, form), 409
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(_onward(seen) if request.form.get("tiep") else _after(petition_id), code=303)
    return _case_page(seen, filled=(slug, form)), 422


@bp.post("/<uuid:petition_id>/danh-tinh")
@gate
def identity(petition_id: UUID) -> Page:
    """Show who sent it, once, for a written reason; audited."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    form = IdentityForm()
    if not form.validate_on_submit():
        return _case_page(seen, identity_form=form), 422
    reason = IdentityReason(form.reason.data)
    try:
        with transaction() as ctx:
            found = open_identity(ctx, petition_id, case_type="petition", facts=identity_facts(seen), reason=reason)
    except TwoPersonsNeeded as error:
        flash(gettext(error.text), "info")
        return redirect(url_for("staff_opening.case", petition_id=petition_id), code=303)
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


def _note_reading(seen: CaseView) -> Sequence[str]:
    """Write the opening of a sealed petition down, that it is open here, and that the reader saw what colleagues said;
    gives who else has it open. One transaction, none when there is nothing to write.
    """
    if not can_open(actor(), seen.facts()):
        return []
    reading = reading_of(read_context(), seen.id, viewer=actor())
    here = not reading.fresh and bool(acts_for(actor(), seen.facts()))
    if seen.sealed or here or reading.called:
        with transaction() as ctx:
            if seen.sealed:
                note_opening(ctx, seen.id)
            if reading.called:
                note_seen(ctx, seen.id)
            if here or reading.called:
                note_present(ctx, seen.id)
    return reading.others


def _send(doing: Doing, petition_id: UUID, form: ActForm) -> None:
    with transaction(public=doing.public) as ctx:
        doing.send(ctx, Target(petition_id, form.seen()), form)
        note_gone(ctx, petition_id)


def _after(petition_id: UUID) -> str:
    """Back to the case while it is still ours to see, else to the queue."""
    try:
        get_case(read_context(), petition_id, viewer=actor())
    except NotFound:
        return url_for("staff_petitions.queue")
    return url_for("staff_petitions.case", petition_id=petition_id)


def _onward(seen: CaseView) -> str:
    """To the next petition of the list this one was taken from; says which one is done."""
    address, there_is_one = following_url(read_context(), seen, viewer=actor())
    number = seen.number.split("-")[2]
    flash(
        gettext("Xong đơn %(number)s. Đây là đơn kế tiếp.", number=number) if there_is_one
        else gettext("Xong đơn %(number)s. Mục này không còn đơn nào.", number=number),
        "success",
    )  # fmt: skip
    return address


def _conflict_page(petition_id: UUID, doing: Doing, form: ActForm) -> str:
    """Somebody was faster: the case as it is now, with what was typed, ready to be sent again if it still fits."""
    now = get_case(read_context(), petition_id, viewer=actor())
    form.version.data = str(now.version)
    return _case_page(now, filled=(doing.slug, form), lost=True)


def _case_page(
    seen: CaseView, *, filled: tuple[str, ActForm] | None = None, identity: Identity | None = None,
    identity_form: IdentityForm | None = None, lost: bool = False,
) -> str:  # fmt: skip
    # Here and in `photo`, not in the views: whatever leads to this page, an answer with a gap too, is an opening.
    present = _note_reading(seen)
    ctx = read_context()
    know_home_agency(ctx)
    texts = list_canned(ctx, agencies=[seen.agency_id]) if is_assignee(actor(), seen.facts()) else []
    begun = next((one.body for one in texts if str(one.id) == request.args.get("mau")), "")
    page = gather(ctx, seen, filled=filled, identity=identity, begun=begun)
    form = None if lost else filled[1] if filled else identity_form
    return render_template(
        "staff/petitions/case.html", page=page, case=page.case, form=form,
        identity_form=identity_form or IdentityForm(formdata=None), present=present, texts=texts,
        kept=kept_words(filled[1]) if lost and filled else None,
        remarks=list_remarks(ctx, seen.id) if page.opened and page.has.remarks else [],
        remark_form=remark_form(ctx, seen) if page.opened else None,
        confided=page.opened is not None and reads_record(ctx, seen),
        may_formalise=may_formalise(ctx, seen), proceeding=panel_of(ctx, seen, readable=page.opened is not None),
        unkeyed=seen.sealed and seen.kind is not None and bool(list_desks_without_key(ctx, [seen.agency_id])),
        may_set_key=actor().holds_at(Role.INTAKE_CLERK, seen.agency_id),
        followed=followed_panel(ctx, seen, readable=page.opened is not None),
        routes=gather_routes(ctx, seen, page.opened.content.content if page.opened else None),
    )  # fmt: skip
