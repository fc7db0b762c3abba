"""What the handler and the leader do: ask, draft, propose, return, approve."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from casework.sealing import open_case_key
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import uuid7
from core.text import N_
from deadlines.queries import ClockView
from deadlines.services import meet_row, pause_clock, resume_clock
from deadlines.states import ClockState
from feedback.commands import DraftAnswer, Target
from feedback.errors import AnswerMissing, PublicTextOfSealed
from feedback.issuing.errors import AnswerOnPaper
from feedback.issuing.states import AnswerWay
from feedback.issuing.steps import return_answer_papers
from feedback.issuing.ways import answer_way
from feedback.machine import HANDLER_STATES
from feedback.models import Petition, PetitionAnswer
from feedback.policies import can_see, is_assignee
from feedback.queries.answers import Answer, answer_part, latest_answer
from feedback.services.linking import demand_public_text, share
from feedback.services.moving import (
    FIRST_REPLY_ROW,
    SETTLING_ROW,
    SUBJECT,
    Locked,
    begin,
    due_copy,
    lock_petition,
    move,
    open_clocks,
    record,
    told,
    write_note,
)
from feedback.services.releasing import release_if_unheld
from feedback.states import Act, AnswerState, Happened, NoteKind, PetitionState

_WAITING = N_("Chờ người gửi bổ sung thông tin")
_GOING_ON = N_("Tiếp tục giải quyết")
# Which terms wait for the sender. Those of complaints and denunciations stand still only by a signed decision, or not
# at all (law sheet rows 34, 37, 42, 45; Decree 124/2020 art. 28b (new), Denunciation Act art. 34): they run on.
_ASKING_PAUSES = frozenset({FIRST_REPLY_ROW, SETTLING_ROW})


def start(ctx: Context, target: Target) -> None:
    """The handler takes it up. Raises what `begin` raises."""
    move(ctx, begin(ctx, target, Act.START), Act.START, Happened.STARTED)


def ask(ctx: Context, target: Target, question: str) -> None:
    """Ask the sender; a clock that asking may stop stands still until they answer (or the handler goes on without).

    Raises what `begin` raises, and TextMissing.
    """
    text = told(question)
    locked = begin(ctx, target, Act.ASK)
    clocks = [
        pause_clock(ctx, clock.id, reason=_WAITING) if _stands_still(clock, ClockState.RUNNING) else clock
        for clock in open_clocks(ctx, locked.id)
    ]
    move(ctx, locked, Act.ASK, Happened.ASKED, changes={"due_at": due_copy(clocks)}, tell=True)
    write_note(ctx, locked.id, NoteKind.QUESTION, text, public=True)


def resume(ctx: Context, target: Target) -> None:
    """Go on without waiting. Raises what `begin` raises."""
    locked = begin(ctx, target, Act.RESUME)
    move(ctx, locked, Act.RESUME, Happened.RESUMED, changes={"due_at": run_again(ctx, locked)})


def run_again(ctx: Context, locked: Locked) -> Any:
    """Resume the paused clocks; gives the new due date for the queue."""
    clocks = [
        resume_clock(ctx, clock.id, reason=_GOING_ON) if _stands_still(clock, ClockState.PAUSED) else clock
        for clock in open_clocks(ctx, locked.id)
    ]
    return due_copy(clocks)


def save_answer(ctx: Context, target: Target, command: DraftAnswer) -> None:
    """Keep a version of the answer, taking the case up when that has not been done.

    A draft is written over; what was once proposed stays as it was. Raises NotFound, StaleVersion, Forbidden,
    TextMissing, PublicTextOfSealed.
    """
    told(command.text)
    locked = lock_petition(ctx, target.petition_id)
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if target.version != locked.version:
        raise StaleVersion
    if not is_assignee(ctx.actor, locked.facts()):
        raise Forbidden
    if locked.sealed and command.public_text.strip():
        raise PublicTextOfSealed
    if locked.state not in HANDLER_STATES:
        raise Forbidden
    if locked.state is not PetitionState.IN_PROGRESS:
        move(ctx, locked, Act.START, Happened.STARTED)
    else:
        ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(version=locked.version + 1))
    _write_version(ctx, locked, command)
    record(ctx, locked, "draft")


def propose(ctx: Context, target: Target) -> None:
    """Hand the draft to the leader. Raises what `begin` raises, AnswerMissing, PublicTextNeeded."""
    locked = begin(ctx, target, Act.PROPOSE)
    answer = latest_answer(ctx, locked.id)
    if answer is None or answer.state is not AnswerState.DRAFT:
        raise AnswerMissing
    demand_public_text(ctx, locked.id, answer)
    _set_state(ctx, answer.id, AnswerState.PROPOSED)
    move(ctx, locked, Act.PROPOSE, Happened.PROPOSED, answer=answer.number)


def return_answer(ctx: Context, target: Target, comment: str) -> None:
    """The leader gives it back with a comment for the handler, and the paper that carries it too.

    Raises what `begin` raises, TextMissing, AnswerMissing, NumberGiven.
    """
    text = told(comment)
    locked = begin(ctx, target, Act.RETURN)
    return_answer_papers(ctx, locked.id, text)
    return_proposed(ctx, locked, text)


def return_proposed(ctx: Context, locked: Locked, text: str) -> None:
    """Give the proposed answer back. The caller holds the row and has decided. Raises AnswerMissing."""
    answer = latest_answer(ctx, locked.id)
    if answer is None:
        raise AnswerMissing
    key = open_case_key(ctx, locked.id)
    _set_state(
        ctx, answer.id, AnswerState.RETURNED, decided_by=ctx.actor.account_id, decided_at=ctx.now,
        sealed_comment=key.seal_text(text, part=answer_part(answer.number, "comment")),
    )  # fmt: skip
    move(ctx, locked, Act.RETURN, Happened.RETURNED, public=False, answer=answer.number)
    release_if_unheld(ctx, locked.id)


def approve(ctx: Context, target: Target) -> None:
    """The leader approves: the citizen may read it. Those whose petitions were linked to this one are answered
    with it, other people in its redacted version. Nothing is published by it (feedback.publishing).

    Raises what `begin` raises, AnswerMissing, PublicTextNeeded, Forbidden to whoever wrote the answer, whatever they
    are now, and AnswerOnPaper where the province has this kind answered by a signed paper.
    """
    locked = begin(ctx, target, Act.APPROVE)
    if answer_way(ctx, locked.agency_id, locked.kind) is AnswerWay.PAPER:
        raise AnswerOnPaper
    answer = _proposed(ctx, locked)
    _answer_out(ctx, locked, answer, Act.APPROVE, decided_by=ctx.actor.account_id, decided_at=ctx.now)


def sign_off_answer(ctx: Context, locked: Locked, number: int | None) -> None:
    """The answer's paper was approved: the petition waits until it is issued; nobody reads the answer before.

    The caller holds the row and has decided on the paper. Raises AnswerMissing, PublicTextNeeded, Forbidden.
    """
    answer = _proposed(ctx, locked)
    if answer.number != number:
        raise AnswerMissing
    _set_state(ctx, answer.id, AnswerState.PROPOSED, decided_by=ctx.actor.account_id, decided_at=ctx.now)
    move(ctx, locked, Act.SIGN_OFF, Happened.SIGNED_OFF, public=False, answer=answer.number)


def issue_answer(ctx: Context, locked: Locked, number: int | None) -> None:
    """The signed paper was issued: now it is answered, and its term is met. Raises AnswerMissing.

    The caller holds the row and has decided on the paper.
    """
    answer = latest_answer(ctx, locked.id)
    if answer is None or answer.state is not AnswerState.PROPOSED or answer.number != number:
        raise AnswerMissing
    _answer_out(ctx, locked, answer, Act.ISSUE, decided_by=answer.decided_by, decided_at=answer.decided_at)


def _proposed(ctx: Context, locked: Locked) -> Answer:
    answer = latest_answer(ctx, locked.id)
    if answer is None or answer.state is not AnswerState.PROPOSED:
        raise AnswerMissing
    if answer.author_id == ctx.actor.account_id:
        raise Forbidden
    demand_public_text(ctx, locked.id, answer)
    return answer


def _answer_out(ctx: Context, locked: Locked, answer: Answer, act: Act, **decided: Any) -> None:
    _set_state(ctx, answer.id, AnswerState.APPROVED, **decided)
    clock = meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=SETTLING_ROW)
    changes = {
        "answered_at": ctx.now, "answer_due_at": clock.due_at if clock else None, "outcome": answer.outcome,
        "due_at": (clock.due_at if clock else None) or ctx.now,
    }  # fmt: skip
    move(
        ctx, locked, act, Happened.ANSWERED, changes=changes, tell=True, answer=answer.number,
        outcome=answer.outcome,
    )  # fmt: skip
    share(ctx, locked, answer)


def _stands_still(clock: ClockView, state: ClockState) -> bool:
    return clock.state is state and clock.row in _ASKING_PAUSES


def _write_version(ctx: Context, locked: Locked, command: DraftAnswer) -> None:
    a, key = PetitionAnswer, open_case_key(ctx, locked.id)
    last = ctx.session.execute(
        select(a.id, a.number, a.state).where(a.petition_id == locked.id).order_by(a.number.desc()).limit(1)
    ).one_or_none()
    over = last is not None and last.state is AnswerState.DRAFT
    number = (last.number if over else last.number + 1) if last else 1
    values: dict[str, Any] = {
        "outcome": command.outcome, "author_id": ctx.actor.account_id, "written_at": ctx.now,
        "sealed_text": key.seal_text(command.text.strip(), part=answer_part(number, "text")),
        "sealed_public_text": key.seal_text(command.public_text.strip(), part=answer_part(number, "public")),
    }  # fmt: skip
    if last is not None and over:
        ctx.session.execute(update(a).where(a.id == last.id).values(**values))
        return
    ctx.session.execute(
        insert(a).values(
            id=uuid7(), petition_id=locked.id, number=number, state=AnswerState.DRAFT, public_text="", **values
        )
    )


def _set_state(ctx: Context, answer_id: Any, state: AnswerState, **values: Any) -> None:
    ctx.session.execute(update(PetitionAnswer).where(PetitionAnswer.id == answer_id).values(state=state, **values))
