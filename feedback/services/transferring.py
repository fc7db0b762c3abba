"""A petition goes to another desk of the system, with its history; and is taken back when that was a slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from casework.locks.closing import is_locked
from casework.locks.demanding import demand_desk_key
from casework.sealing import CaseKey, open_case_key
from core import audit, outbox
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from core.text import N_
from deadlines.queries import list_clocks
from deadlines.services import meet_row, start_clock, stop_all
from deadlines.states import ClockState
from feedback.commands import Target, Triage
from feedback.events import SenderToBeTold
from feedback.machine import FORMAL_KINDS
from feedback.models import Petition
from feedback.proceedings.models import Proceeding
from feedback.proceedings.passing import leave_for_another_desk
from feedback.proceedings.states import Stage, Track
from feedback.queries.cases import OpenContent, open_content
from feedback.routes.commands import Transfer
from feedback.routes.errors import ProtectedStays, UnderWay
from feedback.routes.models import PetitionTransfer
from feedback.routes.policies import Place, can_recall, check_recall, check_transfer, knew_of
from feedback.routes.queries import document_part, past_of, transfer_facts
from feedback.routes.states import TransferReason
from feedback.services.moving import FIRST_REPLY_ROW, SUBJECT, Locked, begin, lock_petition, move, told, write_note
from feedback.services.receiving import seal_content, unplaced
from feedback.services.triaging import classify
from feedback.shutting.reads import accused_of
from feedback.shutting.refreshing import refresh
from feedback.shutting.upward import leads
from feedback.states import Act, Concerns, Happened, NoteKind, PetitionState

_GONE = N_("Đơn đã chuyển tới nơi nhận khác")
_TAKEN_BACK = N_("Nơi chuyển đã lấy lại đơn")
# What the new desk says of it anew; nothing of the old desk's words stands in clear meanwhile.
_UNREAD: dict[str, Any] = {
    "assignee_id": None, "sealed": True, "title": "", "body": "", "place": "", "hamlet_id": None, "kind": None,
    "field": None, "urgency": None,
}  # fmt: skip


def transfer(ctx: Context, target: Target, command: Transfer) -> None:
    """Pass it on to another commune or province; the sender reads where and why, their number and code stay valid.

    The new desk has it as it came: sealed, to be triaged, its own first reply counted from now; with it go the internal
    remarks and the versions of an answer, under the case's key. That it goes is the old desk's reply to the sender
    (Citizen Reception Act art. 28.1). Raises what `begin` raises, TextMissing, what `check_transfer` raises,
    ProtectedStays also where it accuses who leads that commune, and DeskWithoutKey: what people's keys close goes under
    no server's keys on its way.
    Citizen Reception Act art. 26.2; Denunciation Act art. 24.2; law sheet §2.1, §2.2, §9.1.
    """
    text = told(command.text)
    locked = begin(ctx, target, Act.TRANSFER)
    desk = check_target(ctx, locked, command.to_agency_id)
    if locked.state is PetitionState.PROCEEDING:
        leave_for_another_desk(ctx, locked.id, to=desk.name)
    before = _before(ctx, locked)
    reply_from = _reply_from(ctx, locked.id)
    meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=FIRST_REPLY_ROW)
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_GONE)
    clock = _first_reply(ctx, locked.id, desk.id, ctx.now)
    key = open_case_key(ctx, locked.id)
    written = open_content(ctx, locked.id, key=key)
    if is_locked(ctx, locked.id) and _stays_sealed(locked, written):
        demand_desk_key(ctx, desk.id)
    if leads(ctx, desk.id, accused_of(ctx, locked.id, key=key)):
        raise ProtectedStays
    about = desk.id if _speaks_of(desk, command, locked) else written.about
    changes = {
        **_UNREAD, "agency_id": desk.id, **unplaced(desk.id), "due_at": clock,
        "sealed_content": _sealed_again(key, locked, written, about, before.title),
    }  # fmt: skip
    # What it spoke of is kept in clear only where the sender had chosen the wrong place: that one nobody accused.
    was_about = desk.id if about == written.about else written.about
    _keep(ctx, key, locked, command, before, was_about, reply_from)
    move(
        ctx, locked, Act.TRANSFER, Happened.TRANSFERRED, changes=changes, tell=True, source=locked.agency_id,
        to=desk.id,
    )  # fmt: skip
    refresh(ctx, locked.id)
    _arrive(ctx, desk.id, locked, "arrive", source=locked.agency_id)
    write_note(ctx, locked.id, NoteKind.FORWARDING, f"{desk.name}\n{text}", public=True)


def check_target(ctx: Context, locked: Locked, to_agency_id: UUID) -> AgencyCard:
    """The desk it is to go to, if it may. Raises what `check_transfer` raises, UnderWay and NotFound."""
    desk = get_card(ctx, to_agency_id)
    check_under_way(ctx, locked.id, locked.state)
    check_transfer(
        Place(desk.id, desk.kind, desk.is_open), desk_id=locked.agency_id, state=locked.state,
        protected=locked.protected, past=past_of(ctx, locked.id),
    )  # fmt: skip
    return desk


def check_under_way(ctx: Context, petition_id: UUID, state: PetitionState) -> None:
    """What goes by the Complaints or Denunciation Act goes to no other desk, but for a denunciation not accepted yet.

    Raises UnderWay.
    """
    if state is not PetitionState.PROCEEDING:
        return
    p = Proceeding
    begun = select(p.petition_id).where(p.track == Track.DENUNCIATION, p.stage == Stage.INITIAL)
    if ctx.session.execute(begun.where(p.petition_id == petition_id)).first() is None:
        raise UnderWay


def recall(ctx: Context, transfer_id: UUID, reason: str) -> UUID:
    """Take it back from a desk it was sent to by a slip, while nobody there has opened or triaged it.

    The old desk's clocks run on from where they began; what was triaged is so again, and waits to be given to somebody.
    Gives the petition. Raises NotFound, Forbidden, RecallTooLate, TextMissing.
    """
    text = told(reason)
    t = PetitionTransfer
    petition_id = ctx.session.execute(select(t.petition_id).where(t.id == transfer_id)).scalar_one_or_none()
    if petition_id is None:
        raise NotFound
    # The petition first, as every act does; then what stands of the transfer is read again.
    locked = lock_petition(ctx, petition_id)
    row = ctx.session.execute(select(*t.__table__.columns).where(t.id == transfer_id).with_for_update()).one()
    if not knew_of(ctx.actor, agency_id=row.from_agency_id, account_id=row.account_id, sealed=row.sealed):
        raise NotFound
    facts = transfer_facts(row, agency_id=locked.agency_id, state=locked.state)
    can_recall(ctx.actor, facts).demand()
    check_recall(facts, now=ctx.now)
    ended = {"recalled_at": ctx.now, "recalled_by": ctx.actor.account_id}
    ctx.session.execute(update(t).where(t.id == transfer_id).values(**ended))
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_TAKEN_BACK)
    _bring_back(ctx, locked, row)
    write_note(ctx, locked.id, NoteKind.RECALL, text, public=True)
    outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=Act.TRANSFER.value))
    return petition_id


def _bring_back(ctx: Context, locked: Locked, row: Row[Any]) -> None:
    again = row.kind is not None and row.kind not in FORMAL_KINDS and row.state is not PetitionState.RECEIVED
    due_at = None
    if not again:
        due_at = _first_reply(ctx, locked.id, row.from_agency_id, row.reply_from or locked.received_at)
    key = open_case_key(ctx, locked.id)
    written = open_content(ctx, locked.id, key=key)
    about = row.about_agency_id if row.about_agency_id != row.to_agency_id else written.about
    changes = {
        **_UNREAD, "agency_id": row.from_agency_id, **unplaced(row.from_agency_id),
        "sealed_content": _sealed_again(key, locked, written, about, ""), **({"due_at": due_at} if due_at else {}),
    }  # fmt: skip
    move(
        ctx, locked, Act.TRANSFER, Happened.TRANSFERRED, changes=changes, source=locked.agency_id,
        to=row.from_agency_id, recalled=True,
    )  # fmt: skip
    _arrive(ctx, row.from_agency_id, locked, "recall", source=locked.agency_id)
    if again:
        back = Triage(row.kind, row.field, row.urgency, written.title, keep_sealed=row.sealed)
        classify(ctx, lock_petition(ctx, locked.id), back, tell=False)
    refresh(ctx, locked.id)


def _speaks_of(desk: AgencyCard, command: Transfer, locked: Locked) -> bool:
    """Whether it speaks of the new place from now on: the sender had chosen the wrong one."""
    wrong = command.reason is TransferReason.WRONG_PLACE
    return wrong and desk.kind == AgencyKind.COMMUNE and not locked.protected


def _stays_sealed(locked: Locked, written: OpenContent) -> bool:
    """Whether it is sealed for good, and not only until the new desk has said what it is."""
    speaks = locked.accuses or written.content.concerns is not Concerns.NOBODY
    return speaks or written.kept or (locked.sealed and locked.state is not PetitionState.RECEIVED)


def _before(ctx: Context, locked: Locked) -> Row[Any]:
    p = Petition
    columns: tuple[Any, ...] = (p.title, p.field)
    return ctx.session.execute(select(*columns).where(p.id == locked.id)).one()


def _sealed_again(key: CaseKey, locked: Locked, written: OpenContent, about: UUID, title: str) -> bytes:
    """Whatever was kept sealed after it was triaged stays so at the new desk, whatever is made of it there."""
    kept = written.kept or (locked.sealed and locked.state is not PetitionState.RECEIVED)
    content = replace(written.content, about=about)
    return seal_content(key, content, title=title or written.title, apart=written.apart, kept=kept)


def _reply_from(ctx: Context, petition_id: UUID) -> datetime | None:
    ended = (ClockState.MET, ClockState.STOPPED)
    clocks = list_clocks(ctx, SUBJECT, petition_id)
    return next((c.started_at for c in clocks if c.row == FIRST_REPLY_ROW and c.state not in ended), None)


def _first_reply(ctx: Context, petition_id: UUID, agency_id: UUID, started_at: datetime) -> datetime:
    clock = start_clock(
        ctx, subject_type=SUBJECT, subject_id=petition_id, agency_id=agency_id, row=FIRST_REPLY_ROW,
        started_at=started_at,
    )  # fmt: skip
    return clock.due_at or ctx.now


def _keep(
    ctx: Context, key: CaseKey, locked: Locked, command: Transfer, before: Row[Any], was_about: UUID,
    reply_from: datetime | None,
) -> None:  # fmt: skip
    if ctx.actor.account_id is None:
        raise Forbidden
    transfer_id = random_id()
    ctx.session.execute(
        insert(PetitionTransfer).values(
            id=transfer_id, petition_id=locked.id, from_agency_id=locked.agency_id, to_agency_id=command.to_agency_id,
            about_agency_id=was_about, at=ctx.now, account_id=ctx.actor.account_id, reason=command.reason,
            state=locked.state, kind=locked.kind, field=before.field, urgency=locked.urgency, sealed=locked.sealed,
            reply_from=reply_from,
            sealed_document=key.seal_text(command.document_number.strip(), part=document_part(transfer_id)),
            opened_at=None, recalled_at=None, recalled_by=None,
        )
    )  # fmt: skip


def _arrive(ctx: Context, agency_id: UUID, locked: Locked, verb: str, *, source: UUID) -> None:
    """A link in the chain of the desk that gets it: each desk's own chain tells its whole part."""
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:petition:{verb}", subject_type=SUBJECT, subject_id=locked.id,
        source=str(source),
    )  # fmt: skip
