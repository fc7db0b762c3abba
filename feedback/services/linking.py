"""Petitions of the same matter: linked to one that is worked, answered together with it, taken apart again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, insert, select

from casework import timeline
from casework.sealing import open_case_key
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from deadlines.services import meet_row
from feedback.commands import Target, Triage
from feedback.errors import ConflictOfInterest
from feedback.models import Petition, PetitionAnswer
from feedback.policies import can_open, can_see
from feedback.queries.answers import Answer, answer_part
from feedback.queries.cases import open_content
from feedback.routes.commands import Link
from feedback.routes.errors import MainElsewhere, PublicTextNeeded
from feedback.routes.models import PetitionLink
from feedback.routes.policies import Linkable, check_link
from feedback.services.moving import (
    FIRST_REPLY_ROW,
    SETTLING_ROW,
    SUBJECT,
    Locked,
    begin,
    follow_main,
    lock_petition,
    move,
    record,
    told,
    write_note,
)
from feedback.services.releasing import keep_apart
from feedback.services.triaging import classify
from feedback.shutting.reads import shut_out_of
from feedback.shutting.refreshing import share_accused
from feedback.states import Act, AnswerState, Concerns, Happened, NoteKind, PetitionState


def link(ctx: Context, target: Target, command: Link) -> None:
    """Let it share the answer of another petition at the same desk. What was new is triaged as that one was.

    Its own clocks run on: its sender is to be answered by their own date, which becomes the other's when it is earlier.
    Raises what `begin` raises, TextMissing, MainElsewhere, ConflictOfInterest, and what `check_link` raises.
    Law sheet §2.2 (đơn trùng).
    """
    text = told(command.text)
    _hold_both(ctx, target.petition_id, command.main_id)
    main = _hold(ctx, command.main_id)
    locked = begin(ctx, target, Act.LINK)
    if main.agency_id != locked.agency_id or not can_open(ctx.actor, main.facts()):
        raise MainElsewhere
    check_link(_linkable(ctx, locked), _linkable(ctx, main), same_sender=command.same_sender)
    _keep_from_all(ctx, locked, main)
    if locked.state is PetitionState.RECEIVED:
        classify(ctx, locked, _as(ctx, main), tell=False)
        locked = lock_petition(ctx, locked.id)
    # With the main one's holder it is not worked twice; taken apart it waits at the desk.
    changes = {"main_id": main.id, "assignee_id": None}
    _keep(ctx, locked.id, command)
    move(ctx, locked, Act.LINK, Happened.LINKED, changes=changes, tell=True)
    write_note(ctx, locked.id, NoteKind.LINKING, f"{main.number}\n{text}", public=False)
    follow_main(ctx, locked.id)
    timeline.append(ctx, case_id=main.id, kind=Happened.LINKED, public=False, petition=locked.id)
    record(ctx, main, "joined", petition=str(locked.id), same_sender=command.same_sender)


def unlink(ctx: Context, target: Target, reason: str) -> None:
    """It is another matter after all: it waits at the desk again, with its own term. Raises what `begin` raises,
    TextMissing.
    """
    text = told(reason)
    locked = begin(ctx, target, Act.UNLINK)
    move(ctx, locked, Act.UNLINK, Happened.UNLINKED, changes={"main_id": None}, tell=True)
    write_note(ctx, locked.id, NoteKind.LINKING, text, public=False)


def demand_public_text(ctx: Context, petition_id: UUID, answer: Answer) -> None:
    """Other people read only the redacted text: with them linked there must be one. Raises PublicTextNeeded."""
    others = count_others(ctx, petition_id)
    if others and not answer.public_text.strip():
        raise PublicTextNeeded(count=others)


def count_others(ctx: Context, petition_id: UUID) -> int:
    """How many petitions of other people wait for this one's answer."""
    t, p = PetitionLink, Petition
    waiting = (t.main_id == petition_id, t.ended_at.is_(None), t.same_sender.is_(False))
    statement = select(func.count()).select_from(t).join(p, p.id == t.petition_id)
    return int(ctx.session.execute(statement.where(*waiting, p.state == PetitionState.LINKED)).scalar_one())


def share(ctx: Context, main: Locked, answer: Answer) -> None:
    """What the leader has just approved goes to everyone whose petition was linked: the whole text to the same sender,
    to other people the redacted one. Each is answered in their own case, and may rate and dispute it there.
    """
    t, p = PetitionLink, Petition
    linked = select(t.petition_id, t.same_sender).join(p, p.id == t.petition_id)
    waiting = (t.main_id == main.id, t.ended_at.is_(None), p.main_id == main.id, p.state == PetitionState.LINKED)
    for petition_id, same_sender in ctx.session.execute(linked.where(*waiting).order_by(t.petition_id)).all():
        _answer(ctx, lock_petition(ctx, petition_id), answer, answer.text if same_sender else answer.public_text)


def _answer(ctx: Context, locked: Locked, answer: Answer, text: str) -> None:
    number = _write(ctx, locked, answer, text)
    meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=FIRST_REPLY_ROW)
    clock = meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=SETTLING_ROW)
    due_at = clock.due_at if clock else None
    changes = {
        "answered_at": ctx.now, "answer_due_at": due_at, "outcome": answer.outcome, "due_at": due_at or ctx.now,
    }  # fmt: skip
    move(
        ctx, locked, Act.SHARE, Happened.ANSWERED, changes=changes, tell=True, answer=number, outcome=answer.outcome
    )  # fmt: skip


def _write(ctx: Context, locked: Locked, answer: Answer, text: str) -> int:
    a, key = PetitionAnswer, open_case_key(ctx, locked.id)
    last = ctx.session.execute(select(func.max(a.number)).where(a.petition_id == locked.id)).scalar_one_or_none() or 0
    number = last + 1
    ctx.session.execute(
        insert(a).values(
            id=random_id(), petition_id=locked.id, number=number, state=AnswerState.APPROVED, outcome=answer.outcome,
            sealed_text=key.seal_text(text, part=answer_part(number, "text")),
            sealed_public_text=key.seal_text("", part=answer_part(number, "public")), public_text="",
            author_id=answer.author_id, written_at=answer.written_at, decided_by=ctx.actor.account_id,
            decided_at=ctx.now, sealed_comment=None,
        )
    )  # fmt: skip
    return number


def _keep_from_all(ctx: Context, locked: Locked, main: Locked) -> None:
    """What is answered together is kept from whoever either of the two is kept from. Raises ConflictOfInterest when
    whoever has the main one is shut out of the other.
    """
    if not (locked.sealed and main.sealed):
        return
    one, other = open_content(ctx, locked.id).apart, open_content(ctx, main.id).apart
    if main.assignee_id in shut_out_of(ctx, locked.id, one):
        raise ConflictOfInterest
    share_accused(ctx, (locked.id, main.id))
    keep_apart(ctx, locked.id, other)
    keep_apart(ctx, main.id, one)


def _hold_both(ctx: Context, petition_id: UUID, main_id: UUID) -> None:
    """Lock the two in one order, whichever is to be worked: linked in opposite directions at once they would wait in a
    circle. In the order of batches, which may hold both.
    """
    for one in sorted({petition_id, main_id}, key=lambda found: found.bytes):
        ctx.session.execute(select(Petition.id).where(Petition.id == one).with_for_update()).all()


def _hold(ctx: Context, main_id: UUID) -> Locked:
    """Lock the main one first. Raises MainElsewhere, also when the official may not know of it."""
    try:
        main = lock_petition(ctx, main_id)
    except NotFound:
        raise MainElsewhere from None
    if not can_see(ctx.actor, main.facts()):
        raise MainElsewhere
    return main


def _linkable(ctx: Context, locked: Locked) -> Linkable:
    """Of a new petition it is not the state that says whether it will stay sealed, but what it speaks of."""
    sealed = locked.sealed
    if locked.state is PetitionState.RECEIVED:
        written = open_content(ctx, locked.id)
        sealed = locked.protected or written.kept or written.content.concerns is not Concerns.NOBODY
    carries = select(Petition.id).where(Petition.main_id == locked.id, Petition.state == PetitionState.LINKED)
    return Linkable(
        id=locked.id, state=locked.state, sealed=sealed, protected=locked.protected,
        carries=ctx.session.execute(carries.limit(1)).first() is not None,
    )  # fmt: skip


def _as(ctx: Context, main: Locked) -> Triage:
    p = Petition
    known = ctx.session.execute(select(p.field, p.title).where(p.id == main.id)).one()
    if main.kind is None or known.field is None or main.urgency is None:
        raise MainElsewhere  # no petition in such a state lacks them
    title = known.title or open_content(ctx, main.id).title
    return Triage(main.kind, known.field, main.urgency, title, keep_sealed=main.sealed)


def _keep(ctx: Context, petition_id: UUID, command: Link) -> None:
    if ctx.actor.account_id is None:
        raise Forbidden
    ctx.session.execute(
        insert(PetitionLink).values(
            id=random_id(), petition_id=petition_id, main_id=command.main_id, same_sender=command.same_sender,
            at=ctx.now, account_id=ctx.actor.account_id, ended_at=None,
        )
    )  # fmt: skip
