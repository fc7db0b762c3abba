"""What the desk does: open, triage, assign, and the exits beside the main road."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import update

from accounts.queries import active_grants, hold_still
from agencies.queries import get_card
from casework.sealing import open_case_key
from core.context import Context
from core.text import N_
from deadlines.services import meet_row, start_clock, stop_all
from feedback.commands import Leave, Target, Triage
from feedback.errors import ConflictOfInterest, NotAHolder, SealedToOneself, TitleMissing
from feedback.machine import SEALED_KINDS
from feedback.policies import Concern, can_be_given, can_open
from feedback.queries.cases import OpenContent, list_assignable, open_content
from feedback.routes.models import PetitionTransfer
from feedback.routes.policies import check_past
from feedback.routes.queries import past_of
from feedback.services.families import hold_family, is_kept_in_family, seal_family
from feedback.services.locking import follow
from feedback.services.moving import (
    FIRST_REPLY_ROW,
    SETTLING_ROW,
    SUBJECT,
    Locked,
    begin,
    lock_petition,
    move,
    record,
    told,
    write_note,
)
from feedback.services.receiving import placed, seal_content, unplaced
from feedback.shutting.reads import shut_out_of
from feedback.shutting.refreshing import refuse_shut_out
from feedback.states import Act, Concerns, Happened, NoteKind, PetitionState

EXITS = {
    Act.FORWARD: (Happened.FORWARDED, NoteKind.FORWARDING),
    Act.GUIDE: (Happened.GUIDED, NoteKind.GUIDANCE),
    Act.REFUSE: (Happened.REFUSED, NoteKind.REFUSAL),
    Act.FILE: (Happened.FILED, NoteKind.FILING),
}
_STOPPED = N_("Đơn đã ra khỏi quy trình giải quyết")


def note_opening(ctx: Context, petition_id: UUID) -> None:
    """Audit that a sealed petition was opened to read, inside the transaction that shows it.

    Whoever sent it here by a slip cannot take it back any more: it has been read.
    """
    locked, t = lock_petition(ctx, petition_id), PetitionTransfer
    if locked.accuses:
        refuse_shut_out(ctx, petition_id)
    record(ctx, locked, "open")
    if locked.state is not PetitionState.RECEIVED:
        return
    came = update(t).where(t.petition_id == locked.id, t.to_agency_id == locked.agency_id, t.recalled_at.is_(None))
    ctx.session.execute(came.where(t.opened_at.is_(None)).values(opened_at=ctx.now))
    follow(ctx, locked.id)


def triage(ctx: Context, target: Target, command: Triage) -> None:
    """Say what it is, which field and how urgent; the settling clock starts, the first reply is thereby given.

    A report or proposal about nobody becomes readable to those who work at the desk. What speaks of someone, or may
    accuse someone, stays sealed whatever the clerk says: the sender was told who reads it.
    Raises what `begin` raises, and TitleMissing. Citizen Reception Act art. 28; law sheet row 55.
    """
    hold_family(ctx, target.petition_id)
    classify(ctx, begin(ctx, target, Act.TRIAGE), command)


def classify(ctx: Context, locked: Locked, command: Triage, *, tell: bool = True) -> None:
    """What triage writes, once it is decided that the actor may. Raises TitleMissing."""
    written = open_content(ctx, locked.id)
    about_someone = locked.protected or locked.accuses or written.kept
    about_someone = about_someone or written.content.concerns is not Concerns.NOBODY
    about_someone = about_someone or is_kept_in_family(ctx, locked.id)
    sealed = about_someone or command.keep_sealed or command.kind in SEALED_KINDS
    title = command.title.strip()
    if not sealed and len(title) < 5:
        raise TitleMissing
    meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=FIRST_REPLY_ROW)
    clock = start_clock(
        ctx, subject_type=SUBJECT, subject_id=locked.id, agency_id=locked.agency_id, row=SETTLING_ROW,
        variant=command.urgency.value, started_at=locked.received_at,
    )  # fmt: skip
    changes: dict[str, Any] = {
        "kind": command.kind, "field": command.field, "urgency": command.urgency, "sealed": sealed,
        "due_at": clock.due_at, **_content(ctx, locked, written, title, sealed=sealed),
    }  # fmt: skip
    move(
        ctx, locked, Act.TRIAGE, Happened.TRIAGED, changes=changes, tell=tell, petition_kind=command.kind,
        urgency=command.urgency, due_at=clock.due_at, sealed=sealed,
    )  # fmt: skip
    if sealed:
        seal_family(ctx, locked.id)


def assign(ctx: Context, target: Target, assignee_id: UUID, *, instruction: str = "") -> None:
    """Give it to someone by name, to oneself too: there is no other way to a case.

    Raises what `begin` raises, NotAHolder, SealedToOneself, ConflictOfInterest. Law sheet §9.1, guards.
    """
    # First the person, as whoever takes their role away does: a case is not given to somebody who is just leaving.
    hold_still(ctx, assignee_id)
    locked = begin(ctx, target, Act.ASSIGN)
    if assignee_id not in {person.account_id for person in list_assignable(ctx, locked.agency_id)}:
        raise NotAHolder
    if assignee_id == ctx.actor.account_id and not can_open(ctx.actor, locked.facts()):
        raise SealedToOneself
    refuse_concerned(ctx, locked, assignee_id)
    move(ctx, locked, Act.ASSIGN, Happened.ASSIGNED, changes={"assignee_id": assignee_id}, assignee=assignee_id)
    if instruction.strip():
        write_note(ctx, locked.id, NoteKind.INSTRUCTION, instruction.strip(), public=False)


def refuse_concerned(ctx: Context, locked: Locked, account_id: UUID) -> None:
    """Nobody works a petition that may speak of them. Raises ConflictOfInterest."""
    written = open_content(ctx, locked.id)
    concern = Concern(
        written.content.concerns, get_card(ctx, written.about).path, get_card(ctx, locked.agency_id).path,
        shut_out_of(ctx, locked.id, written.apart),
    )  # fmt: skip
    if not can_be_given(account_id, active_grants(ctx.session, account_id, now=ctx.now), concern):
        raise ConflictOfInterest


def leave(ctx: Context, target: Target, command: Leave) -> None:
    """Forward, guide, refuse or file; the citizen reads why. Ends every clock.

    Citizen Reception Act art. 26; law sheet §2.2. Raises what `begin` raises, TextMissing, and TransferredOnce when a
    denunciation that was passed on before is to be forwarded.
    """
    text = told(command.text)
    locked = begin(ctx, target, command.act)
    if command.act is Act.FORWARD:
        check_past(past_of(ctx, locked.id))
    meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=FIRST_REPLY_ROW)
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_STOPPED)
    happened, note = EXITS[command.act]
    reason: dict[str, Any] = {"reason": command.reason} if command.reason else {}
    if command.handed_back:
        reason["handed_back"] = True
    move(ctx, locked, command.act, happened, tell=True, **reason)
    write_note(ctx, locked.id, note, f"{command.to.strip()}\n{text}" if command.to.strip() else text, public=True)


def _content(ctx: Context, locked: Locked, content: OpenContent, title: str, *, sealed: bool) -> dict[str, Any]:
    """The written content in clear, or sealed again together with the clerk's title."""
    if not sealed:
        return {
            "title": title, "body": content.content.what, "place": content.content.place,
            "hamlet_id": content.content.hamlet_id, **placed(content.content),
        }  # fmt: skip
    key = open_case_key(ctx, locked.id)
    sealed_again = seal_content(key, content.content, title=title, apart=content.apart, kept=content.kept)
    return {"sealed_content": sealed_again, **unplaced(locked.agency_id)}
