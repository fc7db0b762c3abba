"""Many petitions at once: look first, then do, then undo if it was a mistake. And handing over when staff change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.queries import names_of
from casework.decisions import YES, Decision, no
from core.context import Context
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from core.text import N_
from feedback.commands import Target
from feedback.policies import ASSIGNABLE_ROLES, can_act, can_claim
from feedback.queries import CaseView, get_case, list_assignable, list_queue
from feedback.queries.desk_reads import get_batch
from feedback.queries.narrowing import Narrowing
from feedback.routes.commands import Link
from feedback.routes.policies import MAIN_STATES
from feedback.services import run_batch, run_link_batch, undo_batch
from feedback.services.batches import MOST, UNDONE_WITHIN
from feedback.states import Act, BatchKind, View
from web.context import actor, read_context, runtime, transaction
from web.errors import message
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.rows import title_of

Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One petition of the preview: whether it can be done, else why not."""

    case: CaseView
    title: str
    holder: str
    why_not: str


@bp.get("/nhieu-don")
@gate
def batch() -> Page:
    """What would happen to each ticked petition."""
    return _preview(_kind(), _ticked(), back=request.args.get("ve", ""))


@bp.post("/nhieu-don")
@gate
def run() -> Page:
    """Do it to those that still are as they were shown."""
    kind = _kind()
    assignee = _id(request.form.get("nguoi"))
    if kind is BatchKind.LINK:
        return _run_link()
    if kind is BatchKind.ASSIGN and assignee is None:
        lines = [target.petition_id for target in _targets()]
        return _preview(kind, lines, back=request.form.get("ve", ""), error=gettext("Chọn người nhận đơn.")), 422
    try:
        with transaction() as ctx:
            result = run_batch(ctx, kind, _targets(), assignee_id=assignee)
    except DomainError as error:
        flash(message(error), "error")
        return redirect(url_for("staff_petitions.queue"), code=303)
    return redirect(
        url_for("staff_petitions.batch_done", batch_id=result.id, ve=_own(request.form.get("ve"))), code=303
    )


@bp.get("/nhieu-don/<uuid:batch_id>")
@gate
def batch_done(batch_id: UUID) -> str:
    """What was done, and the way to undo it while it is fresh."""
    ctx = read_context()
    done = get_batch(ctx, batch_id, viewer=actor())
    fresh = done.undone_at is None and runtime().clock() <= done.at + UNDONE_WITHIN and bool(done.items)
    return render_template(
        "staff/petitions/batch_done.html", batch=done, fresh=fresh, to=names_of(ctx, {done.assignee_id}).get(
            done.assignee_id, "") if done.assignee_id else "",
        minutes=int(UNDONE_WITHIN.total_seconds() // 60), back=_own(request.args.get("ve")),
    )  # fmt: skip


@bp.post("/nhieu-don/<uuid:batch_id>/hoan-tac")
@gate
def undo(batch_id: UUID) -> Response:
    """Give each petition back to who had it."""
    try:
        with transaction() as ctx:
            result = undo_batch(ctx, batch_id)
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(gettext("Đã hoàn tác %(n)s đơn.", n=result.done), "success")
        if result.refused:
            flash(gettext("%(n)s đơn đã có bước mới nên giữ nguyên.", n=result.refused), "info")
    return redirect(url_for("staff_petitions.batch_done", batch_id=batch_id), code=303)


@bp.get("/ban-giao")
@gate
def hand_over() -> str:
    """Whose petitions go to somebody else: pick the person, then see them all."""
    ctx = read_context()
    people = {p.account_id: p.name for desk in actor().agencies(*ASSIGNABLE_ROLES) for p in list_assignable(ctx, desk)}
    leaving = _id(request.args.get("tu"))
    ids: Sequence[UUID] = []
    if leaving is not None:
        page = PageRequest(MOST)
        held = list_queue(ctx, viewer=actor(), view=View.OPEN, page=page, narrowed=Narrowing(assignee=leaving))
        ids = [row.id for row in held.items]
    lines = _lines(ctx, BatchKind.ASSIGN, ids)
    return render_template(
        "staff/petitions/hand_over.html", people=people, leaving=leaving, lines=lines, kind=BatchKind.ASSIGN,
        name=names_of(ctx, {leaving}).get(leaving, "") if leaving else "", most=MOST,
        receivers={one: name for one, name in people.items() if one != leaving},
    )  # fmt: skip


def _run_link() -> Page:
    """Link what was ticked to the one chosen to be worked."""
    main, text = _id(request.form.get("chinh")), request.form.get("ly-do", "")
    targets = _targets()
    if main is None:
        ids = [target.petition_id for target in targets]
        error = gettext("Chọn đơn chính: đơn sẽ được giải quyết, các đơn kia cùng nhận câu trả lời.")
        return _preview(BatchKind.LINK, ids, back=request.form.get("ve", ""), error=error), 422
    command = Link(main, text, same_sender=request.form.get("mot-nguoi") == "co")
    try:
        with transaction(public=True) as ctx:
            result = run_link_batch(ctx, targets, command)
    except DomainError as error:
        ids = [target.petition_id for target in targets]
        return _preview(BatchKind.LINK, ids, back=request.form.get("ve", ""), error=message(error)), 422
    return redirect(
        url_for("staff_petitions.batch_done", batch_id=result.id, ve=_own(request.form.get("ve"))), code=303
    )


def _preview(kind: BatchKind, ids: Sequence[UUID], *, back: str, error: str = "") -> str:
    ctx = read_context()
    lines = _lines(ctx, kind, ids)
    desks = dict.fromkeys(line.case.agency_id for line in lines)
    people = {p.account_id: p.name for desk in desks for p in list_assignable(ctx, desk)}
    return render_template(
        "staff/petitions/batch.html", kind=kind, lines=lines, people=people if kind is BatchKind.ASSIGN else {},
        ready=[line for line in lines if not line.why_not], back=_own(back), error=error,
        mains=[line.case.id for line in lines if line.case.state in MAIN_STATES and not line.case.sealed],
        typed=request.form,
    )  # fmt: skip


def _lines(ctx: Context, kind: BatchKind, ids: Sequence[UUID]) -> list[Line]:
    cases = []
    for petition_id in ids[:MOST]:
        try:
            cases.append(get_case(ctx, petition_id, viewer=actor()))
        except NotFound:  # not theirs to see: as if it had not been ticked
            continue
    names = names_of(ctx, {case.assignee_id for case in cases})
    return [
        Line(
            case, title_of(case.title, case.state, sealed=case.sealed),
            names.get(case.assignee_id, "") if case.assignee_id else "", _why_not(_decide(kind, case)),
        )
        for case in cases
    ]  # fmt: skip


def _decide(kind: BatchKind, case: CaseView) -> Decision:
    if kind is BatchKind.CLAIM:
        return can_claim(actor(), case.facts())
    if kind is BatchKind.LINK:
        if case.sealed:
            return no(N_("Đơn giữ kín hoặc chưa mở: đọc rồi gộp ở trang của từng đơn."))
        # What others are linked to need not be linkable itself.
        return YES if case.state in MAIN_STATES else can_act(actor(), Act.LINK, case.facts())
    return can_act(actor(), Act.RELEASE if kind is BatchKind.RELEASE else Act.ASSIGN, case.facts())


def _why_not(decision: Decision) -> str:
    return "" if decision else gettext(decision.reason)


def _kind() -> BatchKind:
    try:
        return BatchKind(request.values.get("viec", ""))
    except ValueError:
        raise NotFound from None


def _ticked() -> list[UUID]:
    found = (_id(value) for value in request.args.getlist("chon"))
    return list(dict.fromkeys(one for one in found if one is not None))


def _targets() -> list[Target]:
    """The petitions of the preview, each as it was then: `id:version`."""
    found = []
    for value in request.form.getlist("chon"):
        petition_id, version = _id(value.partition(":")[0]), value.partition(":")[2]
        if petition_id is not None and version.isascii() and version.isdigit():
            found.append(Target(petition_id, int(version[:9])))
    return found


def _id(value: str | None) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def _own(address: str | None) -> str:
    """Where to go back to: the queue, never another site."""
    queue = url_for("staff_petitions.queue")
    return address if address and (address == queue or address.startswith(queue + "?")) else queue
