"""Reads of dialogues, questions and commitments."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from dialogues.models import Commitment, CommitmentStep, Dialogue, Question
from dialogues.policies import can_manage, require
from dialogues.states import CommitmentAct, CommitmentState, DialogueForm, DialogueKind, DialogueState, QuestionState

PUBLIC_STATES = (DialogueState.ANNOUNCED, DialogueState.POSTPONED, DialogueState.HELD, DialogueState.CONCLUDED)
COMING_STATES = (DialogueState.ANNOUNCED, DialogueState.POSTPONED)


@dataclass(frozen=True, slots=True)
class DialogueCard:
    """A dialogue in a list."""

    id: uuid.UUID
    agency_id: uuid.UUID
    title: str
    kind: DialogueKind
    form: DialogueForm
    state: DialogueState
    place: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class DialogueView(DialogueCard):
    """A dialogue on its page: the card, and more."""

    topics: str
    how_to_join: str
    host: str
    co_host: str
    announced_at: datetime | None
    postponed_reason: str
    results_due_at: datetime | None
    concluded_at: datetime | None
    conclusions: str
    attendance: int | None
    version: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as pages show it; `text` is None while sealed."""

    id: uuid.UUID
    state: QuestionState
    text: str | None
    answer: str
    received_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class StepView:
    """One word said about a promise."""

    act: CommitmentAct
    note: str
    by_board: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise with everything said about it."""

    id: uuid.UUID
    agency_id: uuid.UUID
    dialogue_id: uuid.UUID | None
    state: CommitmentState
    text: str
    owner: str
    due_on: date
    promised_at: datetime
    settled_at: datetime | None
    version: int
    overdue: bool
    steps: tuple[StepView, ...]

    def last(self, *, by_board: bool) -> StepView | None:
        """The newest word of the officials or of the Board."""
        return next((step for step in reversed(self.steps) if step.by_board is by_board), None)


@dataclass(frozen=True, slots=True)
class CommitmentTally:
    """How an agency's promises fare."""

    total: int
    kept: int
    claimed: int
    overdue: int


CARD_COLUMNS = (
    Dialogue.id, Dialogue.agency_id, Dialogue.title, Dialogue.kind, Dialogue.form, Dialogue.state, Dialogue.place,
    Dialogue.starts_at, Dialogue.ends_at,
)  # fmt: skip
_VIEW = (
    *CARD_COLUMNS, Dialogue.topics, Dialogue.how_to_join, Dialogue.host, Dialogue.co_host, Dialogue.announced_at,
    Dialogue.postponed_reason, Dialogue.results_due_at, Dialogue.concluded_at, Dialogue.conclusions,
    Dialogue.attendance, Dialogue.version,
)  # fmt: skip
_QUESTION = (Question.id, Question.state, Question.text, Question.answer, Question.received_at, Question.version)
COMMITMENT_COLUMNS = (
    Commitment.id, Commitment.agency_id, Commitment.dialogue_id, Commitment.state, Commitment.text, Commitment.owner,
    Commitment.due_on, Commitment.promised_at, Commitment.settled_at, Commitment.version,
)  # fmt: skip


def get_public_dialogue(ctx: Context, dialogue_id: uuid.UUID) -> DialogueView:
    """An announced dialogue. Raises NotFound, for drafts too."""
    row = ctx.session.execute(
        select(*_VIEW).where(Dialogue.id == dialogue_id, Dialogue.state.in_(PUBLIC_STATES))
    ).one_or_none()
    if row is None:
        raise NotFound
    return DialogueView(**row._asdict())


def get_managed_dialogue(ctx: Context, dialogue_id: uuid.UUID) -> DialogueView:
    """A dialogue for those who run it. Raises NotFound, Forbidden."""
    row = ctx.session.execute(select(*_VIEW).where(Dialogue.id == dialogue_id)).one_or_none()
    if row is None:
        raise NotFound
    require(can_manage(ctx.actor, row.agency_id))
    return DialogueView(**row._asdict())


def list_coming(ctx: Context, agency_ids: Sequence[uuid.UUID], *, limit: int = 10) -> list[DialogueCard]:
    """Announced or postponed dialogues from now on, the nearest first."""
    statement = (
        select(*CARD_COLUMNS)
        .where(Dialogue.agency_id.in_(agency_ids), Dialogue.state.in_(COMING_STATES), Dialogue.ends_at >= ctx.now)
        .order_by(Dialogue.starts_at, Dialogue.id)
        .limit(limit)
    )
    return [DialogueCard(*row) for row in ctx.session.execute(statement)]


def list_past(ctx: Context, agency_id: uuid.UUID, page: PageRequest) -> Page[DialogueCard]:
    """Dialogues that took place, the newest first."""
    statement = select(*CARD_COLUMNS).where(Dialogue.agency_id == agency_id, past_condition(ctx))
    rows = ctx.session.execute(keyset(statement, (Dialogue.starts_at, Dialogue.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.starts_at, row.id)).map(lambda row: DialogueCard(*row))


def past_condition(ctx: Context) -> ColumnElement[bool]:
    """That a dialogue took place, written down or not."""
    return or_(
        Dialogue.state.in_((DialogueState.HELD, DialogueState.CONCLUDED)),
        and_(Dialogue.state == DialogueState.ANNOUNCED, Dialogue.ends_at < ctx.now),
    )


def list_managed(ctx: Context, page: PageRequest) -> Page[DialogueCard]:
    """All dialogues of the agencies the viewer runs, the newest first."""
    agencies = ctx.actor.agencies("dialogue_secretary", "leader")
    statement = select(*CARD_COLUMNS).where(Dialogue.agency_id.in_(agencies))
    rows = ctx.session.execute(keyset(statement, (Dialogue.starts_at, Dialogue.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.starts_at, row.id)).map(lambda row: DialogueCard(*row))


def list_public_questions(ctx: Context, dialogue_id: uuid.UUID, *, limit: int = 100) -> list[QuestionView]:
    """The questions taken into a dialogue, with the answers given."""
    states = (QuestionState.ACCEPTED, QuestionState.ANSWERED)
    statement = select(*_QUESTION).where(Question.dialogue_id == dialogue_id, Question.state.in_(states))
    rows = ctx.session.execute(statement.order_by(Question.received_at, Question.id).limit(limit))
    return [QuestionView(*row) for row in rows]


def list_questions(ctx: Context, dialogue: DialogueView, *, limit: int = 200) -> list[QuestionView]:
    """All questions of a dialogue, for those who run it; sealed ones without their text."""
    require(can_manage(ctx.actor, dialogue.agency_id))
    statement = select(*_QUESTION).where(Question.dialogue_id == dialogue.id)
    rows = ctx.session.execute(statement.order_by(Question.received_at, Question.id).limit(limit))
    return [QuestionView(*row) for row in rows]


def get_question(ctx: Context, question_id: uuid.UUID) -> tuple[QuestionView, uuid.UUID]:
    """A question (by its number and code, or for the secretary) and its dialogue. Raises NotFound."""
    statement = select(*_QUESTION, Question.dialogue_id).where(Question.id == question_id)
    row = ctx.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound
    return QuestionView(*row[:-1]), row.dialogue_id


def list_commitments(
    ctx: Context, *, agency_id: uuid.UUID | None = None, dialogue_id: uuid.UUID | None = None, page: PageRequest
) -> Page[CommitmentView]:
    """Promises by due day with everything said about them: two statements, whatever their number."""
    statement = select(*COMMITMENT_COLUMNS)
    if agency_id is not None:
        statement = statement.where(Commitment.agency_id == agency_id)
    if dialogue_id is not None:
        statement = statement.where(Commitment.dialogue_id == dialogue_id)
    found = ctx.session.execute(keyset(statement, (Commitment.due_on, Commitment.id), page)).all()
    kept = take(found, page, lambda row: (row.due_on, row.id))
    return Page(views_of(ctx, kept.items), kept.next_cursor)


def views_of(ctx: Context, rows: Sequence[Sequence[Any]]) -> list[CommitmentView]:
    """Rows of COMMITMENT_COLUMNS with everything said about each promise. One statement."""
    steps = _steps(ctx, [row[0] for row in rows])
    return [_commitment(ctx, row, steps) for row in rows]


def get_commitment(ctx: Context, commitment_id: uuid.UUID) -> CommitmentView:
    """One promise. Raises NotFound."""
    row = ctx.session.execute(select(*COMMITMENT_COLUMNS).where(Commitment.id == commitment_id)).one_or_none()
    if row is None:
        raise NotFound
    return views_of(ctx, [row])[0]


def tally_commitments(ctx: Context, agency_id: uuid.UUID) -> CommitmentTally:
    """How the agency's promises fare, dropped ones left out."""
    c = Commitment
    late = and_(
        c.state.in_((CommitmentState.OPEN, CommitmentState.CLAIMED)),
        c.due_on < local_date(ctx.now),
    )
    statement = select(
        func.count().label("total"),
        _count_if(c.state == CommitmentState.KEPT).label("kept"),
        _count_if(c.state == CommitmentState.CLAIMED).label("claimed"),
        _count_if(late).label("overdue"),
    ).where(c.agency_id == agency_id, c.state != CommitmentState.DROPPED)
    return CommitmentTally(**ctx.session.execute(statement).one()._asdict())


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _steps(ctx: Context, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[StepView]]:
    s = CommitmentStep
    steps: dict[uuid.UUID, list[StepView]] = defaultdict(list)
    if ids:
        statement = select(s.commitment_id, s.act, s.note, s.by_board, s.at).where(s.commitment_id.in_(ids))
        for row in ctx.session.execute(statement.order_by(s.at, s.id)):
            steps[row.commitment_id].append(StepView(row.act, row.note, row.by_board, row.at))
    return steps


def _commitment(ctx: Context, row: Sequence[Any], steps: dict[uuid.UUID, list[StepView]]) -> CommitmentView:
    values = dict(zip((column.key for column in COMMITMENT_COLUMNS), row, strict=True))
    late = values["state"] in (CommitmentState.OPEN, CommitmentState.CLAIMED) and values["due_on"] < local_date(ctx.now)
    return CommitmentView(**values, overdue=late, steps=tuple(steps.get(values["id"], ())))
