"""Formal complaints and denunciations: recording the signature, each step, the second complaint, who is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from agencies.states import AgencyKind
from casework.enclosures import StoredFile, discard_files
from casework.sealing import open_case_key
from casework.states import Enclosed
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.commands import Target
from feedback.policies import can_open, can_see
from feedback.proceedings import services
from feedback.proceedings.queries import find_proceeding
from feedback.proceedings.states import Track
from feedback.queries import CaseView, get_case, list_assignable
from feedback.services import note_opening
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.gates import requires
from web.public.petitions.enclosing import store_enclosed
from web.staff.petitions.forms import ActForm
from web.staff.proceedings.forms import FormaliseForm, LodgeForm, NamedFields, NameForm, StepForm
from web.staff.proceedings.page import (
    DECIDER_SLUG,
    LODGE_SLUG,
    MEMBER_SLUG,
    fitted,
    leaders_of,
    may_formalise,
    panel_of,
)
from web.staff.proceedings.words import SLUGS

bp = Blueprint("staff_proceedings", __name__, url_prefix="/can-bo/don-thu/<uuid:petition_id>/giai-quyet")
WORKERS = roles_for(Capability.PETITION_SEE)
# These are answered by their own pages (404, 403), not by a message beside a field.
_PAGES = (NotFound, Forbidden)
Send = Callable[[Context, Target], Any]


@bp.get("")
@requires(*WORKERS)
def index(petition_id: UUID) -> str:
    """How far it is, what comes next, what was recorded. Opening a sealed one is audited."""
    return _page(get_case(read_context(), petition_id, viewer=actor()))


@bp.route("/chu-ky", methods=["GET", "POST"])
@requires(*WORKERS)
def formalise(petition_id: UUID) -> ResponseReturnValue:
    """Record the signed paper: from then on the terms of the law run."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not may_formalise(read_context(), seen):
        raise Forbidden
    form = FormaliseForm(data=_begun(seen))
    form.offer(_tracks(seen), leaders_of(read_context(), seen.agency_id))
    if form.validate_on_submit():
        done = _formalise(seen, form)
        if done is not None:
            return done
    page = render_template("staff/proceedings/formalise.html", case=seen, form=form)
    return (page, 422) if form.is_submitted() else page


@bp.post("/<slug>")
@requires(*WORKERS)
def step(petition_id: UUID, slug: str) -> ResponseReturnValue:
    """Take a step. What was typed stays on the page when something is missing; a lost race says so."""
    taken, seen = SLUGS.get(slug), get_case(read_context(), petition_id, viewer=actor())
    view = find_proceeding(read_context(), petition_id)
    if taken is None or view is None:
        raise NotFound
    try:
        form = fitted(StepForm(), taken, view)
    except (KeyError, TransitionNotAllowed):  # it went on meanwhile, or is of another track
        return _page(seen, lost=True), 409
    return _send(seen, slug, form, lambda ctx, target: services.take(ctx, target, form.command(taken)))


@bp.post(f"/{LODGE_SLUG}")
@requires(*WORKERS)
def lodge(petition_id: UUID) -> ResponseReturnValue:
    """The second complaint. Its number and code are on this page once, and nowhere else."""
    form, seen, made = LodgeForm(), get_case(read_context(), petition_id, viewer=actor()), []

    def send(ctx: Context, target: Target) -> None:
        made.append(services.lodge_second(ctx, target, form.command()))

    answer = _send(seen, LODGE_SLUG, form, send)
    if not made:
        return answer
    card = get_card(read_context(), get_card(read_context(), seen.agency_id).province_id)
    return render_template("staff/proceedings/lodged.html", case=seen, lodged=made[-1], province=card)


@bp.post(f"/{DECIDER_SLUG}")
@requires(*WORKERS)
def name_decider(petition_id: UUID) -> ResponseReturnValue:
    """Name who settles it."""
    form, seen = NameForm(), get_case(read_context(), petition_id, viewer=actor())
    form.offer(leaders_of(read_context(), seen.agency_id))
    return _send(
        seen, DECIDER_SLUG, form,
        lambda ctx, target: services.name_decider(ctx, target, UUID(form.account.data)),
    )  # fmt: skip


@bp.post(f"/{MEMBER_SLUG}")
@requires(*WORKERS)
def name_member(petition_id: UUID) -> ResponseReturnValue:
    """Add somebody to the team."""
    form, seen = NameForm(), get_case(read_context(), petition_id, viewer=actor())
    form.offer(list_assignable(read_context(), seen.agency_id))
    return _send(
        seen, MEMBER_SLUG, form, lambda ctx, target: services.name_member(ctx, target, UUID(form.account.data))
    )


@bp.post("/bot-nguoi/<uuid:account_id>")
@requires(*WORKERS)
def drop_member(petition_id: UUID, account_id: UUID) -> ResponseReturnValue:
    """Take somebody off the team."""
    form, seen = NamedFields(), get_case(read_context(), petition_id, viewer=actor())
    return _send(seen, "bot-nguoi", form, lambda ctx, target: services.drop_member(ctx, target, account_id))


def _send(seen: CaseView, slug: str, form: ActForm, send: Send) -> ResponseReturnValue:
    """Do what a form asks; what is wrong stands beside it on the page, with all that was typed."""
    filled = form if isinstance(form, NamedFields) else None
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                send(ctx, Target(seen.id, form.seen()))
        except (StaleVersion, TransitionNotAllowed):
            return _page(get_case(read_context(), seen.id, viewer=actor()), lost=True), 409
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(_after(seen.id), code=303)
    return _page(seen, filled=(slug, filled) if filled else None), 422


def _after(petition_id: UUID) -> str:
    """Back to the case while it is still ours to see, else to the queue."""
    flash(gettext("Đã ghi."), "success")
    try:
        get_case(read_context(), petition_id, viewer=actor())
    except NotFound:
        return url_for("staff_petitions.queue")
    return url_for("staff_petitions.case", petition_id=petition_id, _anchor="giai-quyet")


def _page(seen: CaseView, *, filled: tuple[str, NamedFields] | None = None, lost: bool = False) -> str:
    readable = bool(can_open(actor(), seen.facts()))
    if seen.sealed and readable:
        with transaction() as ctx:
            note_opening(ctx, seen.id)
    panel = panel_of(read_context(), seen, readable=readable, filled=filled)
    if panel is None:
        raise NotFound
    return render_template(
        "staff/proceedings/index.html", case=seen, proceeding=panel, form=filled[1] if filled else None, lost=lost
    )


def _tracks(seen: CaseView) -> list[Track]:
    """What a desk may record: the second instance is the province's."""
    province = get_card(read_context(), seen.agency_id).kind == AgencyKind.PROVINCE
    return [track for track in Track if province or track is not Track.COMPLAINT_SECOND]


def _begun(seen: CaseView) -> dict[str, object]:
    return {
        "version": str(seen.version), "field": seen.field.value if seen.field else "", "title": seen.title,
        "obstacle_days": 0,
    }  # fmt: skip


def _formalise(seen: CaseView, form: FormaliseForm) -> ResponseReturnValue | None:
    """Store the scan, then write; None when something is missing, which the form then says."""
    files: tuple[StoredFile, ...] = ()
    try:
        files = _scan(seen.id, form)
        assert form.received_on.data is not None  # required
        command = form.command(files, form.received_on.data)
        with transaction(public=True) as ctx:
            services.formalise(ctx, Target(seen.id, form.seen()), command)
    except _PAGES:
        raise
    except DomainError as error:
        discard_files(runtime().files, files)
        add_to_form(form, error)
        return None
    flash(gettext("Đã ghi nhận. Thời hạn theo luật tính từ ngày nhận đơn có chữ ký."), "success")
    found = can_see(actor(), get_case(read_context(), seen.id, viewer=actor()).facts())
    where = url_for("staff_petitions.case", petition_id=seen.id, _anchor="giai-quyet")
    return redirect(where if found else url_for("staff_petitions.queue"), code=303)


def _scan(petition_id: UUID, form: FormaliseForm) -> tuple[StoredFile, ...]:
    upload = form.scan.data
    if not upload or not upload.filename:
        return ()
    return (store_enclosed(open_case_key(read_context(), petition_id), Enclosed.PDF, upload),)
