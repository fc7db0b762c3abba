"""Handing over: what is in somebody's hands, giving it away, the receiver's signature; on paper and as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import Person, names_of
from agencies.queries import AgencyCard, find_card_by_code, get_card
from bootstrap.sheets import make_marked
from core.context import Context
from core.errors import DomainError, NotFound
from core.paging import MAX_SIZE, PageRequest
from core.sheets import Grid
from core.text import slug
from dialogues.queries import CommitmentView, list_commitments
from dialogues.states import CommitmentState
from feedback.commands import Target
from feedback.handover.policies import GIVERS, can_give_at, can_sign
from feedback.handover.queries import get_handover, list_given, list_handovers, list_hands
from feedback.handover.services import HandOver, hand_over, sign_for
from feedback.handover.states import HandoverReason
from feedback.policies import ASSIGNABLE_ROLES
from feedback.queries import list_assignable
from feedback.services.batches import UNDONE_WITHIN
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form, message
from web.gates import requires
from web.staff.handover.forms import HandOverForm
from web.staff.handover.words import Line, due_text, lines_of, promises_of, sheet_rows

bp = Blueprint("staff_handover", __name__, url_prefix="/can-bo/ban-giao")
gate = requires(*roles_for(Capability.PETITION_SEE))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Promises of an agency that are looked through for a name.
_PAGES = 5


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose list at which desk, in words."""

    desk: AgencyCard
    person_id: UUID
    name: str
    lines: Sequence[Line]
    promises: Sequence[CommitmentView]

    @property
    def givable(self) -> list[Line]:
        """What can go to somebody else now."""
        return [line for line in self.lines if line.held.givable]


@bp.get("")
@gate
def index() -> str:
    """Whose hands to look into, and what was handed over."""
    ctx, viewer = read_context(), actor()
    desks = [(get_card(ctx, desk), list_assignable(ctx, desk)) for desk in viewer.agencies(*GIVERS)]
    own = [get_card(ctx, desk) for desk in viewer.agencies(*ASSIGNABLE_ROLES)]
    return render_template(
        "staff/handover/index.html", desks=desks, own=own, me=viewer.account_id,
        handovers=list_handovers(ctx, viewer=viewer),
    )  # fmt: skip


@bp.route("/nguoi/<code>/<uuid:person_id>", methods=["GET", "POST"])
@gate
def hands(code: str, person_id: UUID) -> ResponseReturnValue:
    """Everything open in a person's hands; whoever gives petitions here hands it over."""
    found = _hands(code, person_id)
    giver = bool(can_give_at(actor(), found.desk.id))
    form = HandOverForm()
    form.offer([one for one in _receivers(found.desk.id) if one.account_id != person_id] if giver else [])
    if giver and form.validate_on_submit():
        try:
            handover_id = _give(found.desk.id, person_id, form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã giao. Người nhận sẽ thấy danh sách để ký nhận."), "success")
            return redirect(url_for(".record", handover_id=handover_id), code=303)
    page = render_template("staff/handover/hands.html", hands=found, form=form, giver=giver, due_text=due_text)
    return (page, 422) if form.is_submitted() else page


@bp.get("/nguoi/<code>/<uuid:person_id>/in")
@gate
def hands_on_paper(code: str, person_id: UUID) -> str:
    """The same to print: before anything was given."""
    found = _hands(code, person_id)
    back = url_for(".hands", code=code, person_id=person_id)
    return render_template(
        "staff/handover/print.html", desk=found.desk, lines=found.lines, promises=found.promises, view=None,
        name=found.name, today=runtime().clock(), due_text=due_text, back=back,
    )  # fmt: skip


@bp.get("/nguoi/<code>/<uuid:person_id>/danh-sach.xlsx")
@gate
def hands_sheet(code: str, person_id: UUID) -> Response:
    """The same as a spreadsheet."""
    found = _hands(code, person_id)
    return _sheet(found.lines, found.name)


@bp.get("/<uuid:handover_id>")
@gate
def record(handover_id: UUID) -> str:
    """One handing over: what was given, as it stands now; the receiver signs for it here."""
    ctx, viewer = read_context(), actor()
    view = get_handover(ctx, handover_id, viewer=viewer)
    lines = lines_of(list_given(ctx, view, viewer=viewer))
    fresh = view.made_by == viewer.account_id and runtime().clock() <= view.made_at + UNDONE_WITHIN
    return render_template(
        "staff/handover/record.html", view=view, lines=lines, signs=bool(can_sign(viewer, view.facts())),
        hidden=len(view.petition_ids) - len(lines), due_text=due_text, batches=view.batch_ids if fresh else (),
        moved=[line for line in lines if line.held.assignee_id != view.to_id],
    )  # fmt: skip


@bp.post("/<uuid:handover_id>/ky-nhan")
@gate
def sign(handover_id: UUID) -> ResponseReturnValue:
    """The receiver has looked through the list and has it."""
    try:
        with transaction() as ctx:
            sign_for(ctx, handover_id)
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(gettext("Đã ký nhận bàn giao."), "success")
    return redirect(url_for(".record", handover_id=handover_id), code=303)


@bp.get("/<uuid:handover_id>/in")
@gate
def record_on_paper(handover_id: UUID) -> str:
    """The list that was given, to print and sign on paper too."""
    ctx = read_context()
    view = get_handover(ctx, handover_id, viewer=actor())
    return render_template(
        "staff/handover/print.html", desk=get_card(ctx, view.agency_id), view=view, promises=(),
        lines=lines_of(list_given(ctx, view, viewer=actor())), name=view.from_name, today=runtime().clock(),
        due_text=due_text, back=url_for(".record", handover_id=handover_id),
    )  # fmt: skip


@bp.get("/<uuid:handover_id>/danh-sach.xlsx")
@gate
def record_sheet(handover_id: UUID) -> Response:
    """The same as a spreadsheet."""
    ctx = read_context()
    view = get_handover(ctx, handover_id, viewer=actor())
    return _sheet(lines_of(list_given(ctx, view, viewer=actor())), view.from_name)


def _hands(code: str, person_id: UUID) -> Hands:
    ctx = read_context()
    desk = find_card_by_code(ctx, code)
    name = names_of(ctx, {person_id}).get(person_id)
    if desk is None or name is None:
        raise NotFound
    found = list_hands(ctx, viewer=actor(), agency_id=desk.id, person_id=person_id)
    return Hands(desk, person_id, name, lines_of(found), promises_of(_open_promises(ctx, desk.id), name))


def _open_promises(ctx: Context, agency_id: UUID) -> list[CommitmentView]:
    found: list[CommitmentView] = []
    after: str | None = None
    for _ in range(_PAGES):
        page = list_commitments(ctx, agency_id=agency_id, page=PageRequest(MAX_SIZE, after))
        found += [one for one in page.items if one.state is CommitmentState.OPEN]
        after = page.next_cursor
        if after is None:
            break
    return found


def _receivers(desk_id: UUID) -> Sequence[Person]:
    return list_assignable(read_context(), desk_id)


def _give(desk_id: UUID, person_id: UUID, form: HandOverForm) -> UUID:
    command = HandOver(
        desk_id, person_id, UUID(form.receiver.data), HandoverReason(form.reason.data), _targets()
    )  # fmt: skip
    with transaction() as ctx:
        return hand_over(ctx, command)


def _targets() -> list[Target]:
    """What was ticked, each as it was when the list was shown: `id:version`."""
    found = []
    for value in request.form.getlist("chon"):
        petition_id, _, version = value.partition(":")
        try:
            found.append(Target(UUID(petition_id), int(version[:9])))
        except ValueError:
            continue
    return found


def _sheet(lines: Sequence[Line], name: str) -> Response:
    data = make_marked(Grid(gettext("Bàn giao"), sheet_rows(lines)), (), {})
    response = Response(data, mimetype=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"ban-giao-{slug(name)}.xlsx")
    return response
