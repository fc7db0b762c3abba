"""The sealed record for those who may read it; the reports of retaliation at the province's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.protection import services
from feedback.protection.commands import FileTarget
from feedback.protection.enclosing import read_enclosed
from feedback.protection.folding import fold_alarm
from feedback.protection.queries import get_alarm, list_alarms, list_mine
from feedback.protection.record import read_entries
from feedback.protection.states import AlarmAct
from feedback.queries import CaseView, get_case
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.files import confided_response
from web.forms import typed
from web.gates import requires
from web.public.confiding.words import shown_of
from web.staff.petitions.forms import ActForm
from web.staff.proceedings.forms import NamedFields
from web.staff.protection.forms import AlarmForm, OwnMotionForm, WordForm
from web.staff.protection.page import ASK_SLUG, SLUGS, WORD_SLUG, reads_record, record_page, step_form, waiting

bp = Blueprint("staff_protection", __name__, url_prefix="/can-bo")
WORKERS = roles_for(Capability.PETITION_SEE)
RECEIVERS = roles_for(Capability.PETITION_READ_SEALED)
Page = str | Response | tuple[str, int]
Send = Callable[[Context, FileTarget], Any]


@bp.get("/ho-so-kin")
@requires(*WORKERS)
def index() -> str:
    """The viewer's own sealed records and, at the province, reports of retaliation. Nothing is opened for the list."""
    ctx = read_context()
    return render_template(
        "staff/protection/index.html", records=list_mine(ctx, actor()), alarms=list_alarms(ctx, actor()),
        today=local_date(ctx.now),
    )  # fmt: skip


@bp.get("/don-thu/<uuid:petition_id>/ho-so-kin")
@requires(*WORKERS)
def record(petition_id: UUID) -> Page:
    """The record: protection, words both ways, reports of retaliation. Every opening is audited."""
    return _page(_case(petition_id))


@bp.post("/don-thu/<uuid:petition_id>/ho-so-kin/<slug>")
@requires(*WORKERS)
def act(petition_id: UUID, slug: str) -> Page:
    """One step, a request on the office's own motion, or a word."""
    seen = _case(petition_id)
    if slug == WORD_SLUG:
        word = WordForm()
        return _send(seen, slug, word, lambda ctx, target: services.write(ctx, target, typed(word.words)))
    if slug == ASK_SLUG:
        own = OwnMotionForm()
        return _send(seen, slug, own, lambda ctx, target: services.ask(ctx, target, own.command()))
    taken = SLUGS.get(slug)
    if taken is None:
        raise NotFound
    form = step_form(read_context(), taken)
    return _send(seen, slug, form, lambda ctx, target: services.step(ctx, target, form.command(taken)))


@bp.post("/don-thu/<uuid:petition_id>/ho-so-kin/da-xem")
@requires(*WORKERS)
def mark_seen(petition_id: UUID) -> Page:
    """Read, nothing to answer."""
    return _send(_case(petition_id), "da-xem", ActForm(), services.mark_seen)


@bp.get("/don-thu/<uuid:petition_id>/ho-so-kin/tep/<uuid:item_id>")
@requires(*WORKERS)
def enclosed(petition_id: UUID, item_id: UUID) -> Response:
    """What came with a word; every look is audited, small pictures too."""
    seen = _case(petition_id)
    with transaction() as ctx:
        services.note_opened(ctx, FileTarget(seen.id, None))
    return confided_response(*read_enclosed(read_context(), seen.id, item_id, small=bool(request.args.get("nho"))))


@bp.get("/ho-so-kin/bao-tin/<uuid:file_id>/tep/<uuid:item_id>")
@requires(*RECEIVERS)
def alarm_enclosed(file_id: UUID, item_id: UUID) -> Response:
    """What came with a report, for the province; audited."""
    row = get_alarm(read_context(), file_id, viewer=actor())
    with transaction() as ctx:
        services.note_alarm_opened(ctx, file_id)
    return confided_response(*read_enclosed(read_context(), row.id, item_id, small=bool(request.args.get("nho"))))


@bp.route("/ho-so-kin/bao-tin/<uuid:file_id>", methods=["GET", "POST"])
@requires(*RECEIVERS)
def alarm(file_id: UUID) -> Page:
    """A report of retaliation at the province: read (audited), answered, closed."""
    row = get_alarm(read_context(), file_id, viewer=actor())
    form = AlarmForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                services.answer_alarm(ctx, FileTarget(file_id, None), AlarmAct(form.act.data), typed(form.words))
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi."), "success")
            return redirect(url_for(".alarm", file_id=file_id), code=303)
    with transaction() as ctx:
        services.note_alarm_opened(ctx, file_id)
    entries = read_entries(read_context(), row.id)
    first = entries[0].data
    page = render_template(
        "staff/protection/alarm.html", form=form, entries=shown_of(read_context(), row.id, entries), file_id=row.id,
        state=fold_alarm(entries), number=first.get("petition", ""),
        desk=get_card(read_context(), UUID(str(first["agency"]))),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _case(petition_id: UUID) -> CaseView:
    """The petition, for whoever may read its record. Raises NotFound."""
    case = get_case(read_context(), petition_id, viewer=actor())
    if not reads_record(read_context(), case):
        raise NotFound
    return case


def _send(seen: CaseView, slug: str, form: ActForm, send: Send) -> Page:
    """Do what a form asks; what is wrong stands beside it on the page, with all that was typed."""
    filled = (slug, form) if isinstance(form, NamedFields) else None
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                send(ctx, FileTarget(seen.id, form.seen()))
        except (StaleVersion, TransitionNotAllowed):
            return _page(seen, lost=True), 409
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi."), "success")
            return redirect(url_for(".record", petition_id=seen.id), code=303)
    return _page(seen, filled=filled), 422


def _page(seen: CaseView, *, filled: tuple[str, NamedFields] | None = None, lost: bool = False) -> str:
    with transaction() as ctx:
        services.note_opened(ctx, FileTarget(seen.id, None))
    page = record_page(read_context(), seen, filled=filled)
    return render_template(
        "staff/protection/record.html", case=seen, page=page, form=filled[1] if filled else None, lost=lost,
        waiting=waiting(page.folded),
    )  # fmt: skip
