"""The sender does not agree: looked at once more by somebody else, shown to the Board, or noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import insert

from accounts.queries import list_holders
from accounts.roles import Role
from agencies.queries import get_card
from casework.sealing import CaseKey, open_case_key
from core import outbox
from core.context import Context
from core.ids import random_id
from deadlines.services import start_clock
from feedback.aftermath.commands import Disagree
from feedback.aftermath.errors import BoardAskedBefore, BoardMayNotRead, DoubtMissing, NoBoardHere, StarsTooMany
from feedback.aftermath.models import Dispute
from feedback.aftermath.queries import open_ask_of
from feedback.aftermath.services import asking
from feedback.aftermath.states import Way
from feedback.claims.errors import TooManyScenes
from feedback.claims.scenes import MOST, keep_scenes
from feedback.commands import Target
from feedback.errors import AlreadyReopened, DisputeReasonMissing
from feedback.events import CasesReturned
from feedback.queries.answers import Answer, approved_answer
from feedback.services.moving import (
    SETTLING_ROW,
    SHORTEST_TEXT,
    SUBJECT,
    Locked,
    begin,
    lock_petition,
    move,
    record,
    write_note,
)
from feedback.services.releasing import keep_apart
from feedback.states import Act, Happened, NoteKind, Urgency

UNSATISFIED = 2


def disagree(ctx: Context, petition_id: UUID, command: Disagree) -> None:
    """Say why one does not agree, in choices and words, with photos, and what should happen now.

    Raises what `begin` raises, StarsTooMany, DoubtMissing, DisputeReasonMissing, TooManyScenes, AlreadyReopened,
    BoardMayNotRead, BoardAskedBefore, NoBoardHere. Law sheet §9.1, §1.f.
    """
    if not 1 <= command.stars <= UNSATISFIED:
        raise StarsTooMany
    if not command.doubts:
        raise DoubtMissing
    if len(command.scenes) > MOST:
        raise TooManyScenes(most=MOST)
    dispute(ctx, petition_id, command)


def dispute(ctx: Context, petition_id: UUID, command: Disagree) -> None:
    """The same without the form's choices: by text message, or by a low mark with a word. Raises as above."""
    if len(command.text.strip()) < SHORTEST_TEXT:
        raise DisputeReasonMissing
    locked = lock_petition(ctx, petition_id)
    key, answer = open_case_key(ctx, petition_id), approved_answer(ctx, petition_id)
    _WAYS[command.way](ctx, locked, command, key, answer)
    _keep(ctx, locked, command, key, answer.number if answer else 0)


def _reopen(ctx: Context, locked: Locked, command: Disagree, key: CaseKey, answer: Answer | None) -> None:  # noqa: ARG001
    if locked.reopened_at is not None:
        raise AlreadyReopened
    locked = begin(ctx, Target(locked.id, None), Act.DISPUTE)
    # Never whoever answered: a second look by the same eyes is none.
    keep_apart(ctx, locked.id, {one for one in (answer.author_id if answer else None, locked.assignee_id) if one})
    clock = start_clock(
        ctx, subject_type=SUBJECT, subject_id=locked.id, agency_id=locked.agency_id, row=SETTLING_ROW,
        variant=(locked.urgency or Urgency.ORDINARY).value, started_at=ctx.now,
    )  # fmt: skip
    changes = {"rating": command.stars, "reopened_at": ctx.now, "due_at": clock.due_at, "assignee_id": None}
    move(ctx, locked, Act.DISPUTE, Happened.DISPUTED, changes=changes, rating=command.stars, due_at=clock.due_at)
    write_note(ctx, locked.id, NoteKind.DISPUTE, command.text.strip(), public=True)
    outbox.publish(ctx, CasesReturned(agency_id=locked.agency_id, count=1, sealed=int(locked.sealed)))


def _board(ctx: Context, locked: Locked, command: Disagree, key: CaseKey, answer: Answer | None) -> None:  # noqa: ARG001
    if locked.sealed or locked.protected:
        raise BoardMayNotRead
    if open_ask_of(ctx, locked.id) is not None:
        raise BoardAskedBefore
    if not board_sits(ctx, locked.agency_id):
        raise NoBoardHere
    # The answer waits on: its sender has spoken, the Board has not.
    begin(ctx, Target(locked.id, None), Act.ACCEPT)
    asking.ask_board(ctx, locked, text=command.text, contact=command.contact, stars=command.stars, key=key)


def _note(ctx: Context, locked: Locked, command: Disagree, key: CaseKey, answer: Answer | None) -> None:  # noqa: ARG001
    locked = begin(ctx, Target(locked.id, None), Act.ACCEPT)
    changes = {"rating": command.stars}
    move(ctx, locked, Act.ACCEPT, Happened.ACCEPTED, changes=changes, rating=command.stars)
    write_note(ctx, locked.id, NoteKind.RATING, command.text.strip(), public=True)


_Do = Callable[[Context, Locked, Disagree, CaseKey, Answer | None], None]
_WAYS: Mapping[Way, _Do] = {Way.REOPEN: _reopen, Way.BOARD: _board, Way.NOTED: _note}


def board_sits(ctx: Context, agency_id: UUID) -> bool:
    """Whether the place, or the commune an office belongs to, has somebody of the Board on the portal."""
    card = get_card(ctx, agency_id)
    places = [card.id, *([card.parent_id] if card.parent_id else [])]
    return any(list_holders(ctx, role=Role.BOARD_MEMBER, agency_id=place) for place in places)


def _keep(ctx: Context, locked: Locked, command: Disagree, key: CaseKey, answer_number: int) -> None:
    dispute_id = random_id()
    why = {"doubts": [one.value for one in command.doubts], "text": command.text.strip()}
    ctx.session.execute(
        insert(Dispute).values(
            id=dispute_id, petition_id=locked.id, at=ctx.now, way=command.way, answer_number=answer_number,
            sealed=key.seal_json(why, part=f"dispute:{dispute_id.hex}"),
        )
    )  # fmt: skip
    keep_scenes(ctx, key, dispute_id, command.scenes)
    record(ctx, locked, "disagree", way=command.way.value)
