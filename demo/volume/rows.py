"""All rows of one petition, as the services would have left them; shared by `seed volume` and the bench."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from casework.identity import PART as IDENTITY_PART
from casework.identity import tag_phone
from casework.models import CaseEvent, CaseHandle, CaseIdentity, CaseKeyRow
from casework.numbers import PURPOSE as ACCESS_PURPOSE
from casework.sealing import PURPOSE as KEY_PURPOSE
from casework.sealing import fresh_case_key
from core.context import Context
from core.db import Model
from core.ids import ALPHABET
from core.ports import IndexedText
from core.text import words_of
from deadlines.models import Clock
from deadlines.states import ClockState
from demo.volume.chance import Mix, RisingIds
from demo.volume.terms import FIRST_REPLY, SETTLING, Terms
from demo.volume.words import ANSWERS, person, trouble
from feedback.commands import Content
from feedback.machine import OPEN_STATES, SEALED_KINDS
from feedback.models import Petition, PetitionAnswer
from feedback.queries.answers import answer_part
from feedback.search_models import PetitionSearch
from feedback.searching import PHONE_PURPOSE, rank_of, search_row
from feedback.services.moving import NOT_RUNNING
from feedback.services.receiving import seal_content
from feedback.states import AnswerState, Concerns, Happened, Outcome, PetitionKind, PetitionState, Source, Urgency

S, H = PetitionState, Happened
Row = tuple[type[Model], dict[str, Any]]
_SOURCES = Mix({Source.PORTAL: 55, Source.QR: 15, Source.IN_PERSON: 15, Source.HOTLINE: 10, Source.POST: 5})
_OUTCOMES = Mix({Outcome.RESOLVED: 60, Outcome.ADOPTED: 15, Outcome.EXPLAINED: 20, Outcome.UNFOUNDED: 5})
_KINDS = Mix({
    PetitionKind.REPORT: 70, PetitionKind.PROPOSAL: 25, PetitionKind.COMPLAINT_INFO: 3,
    PetitionKind.DENUNCIATION_INFO: 2,
})  # fmt: skip
_ANSWERED = (S.ANSWERED, S.CLOSED, S.REOPENED)
_LEFT_BY = {S.FORWARDED: H.FORWARDED, S.GUIDED: H.GUIDED, S.REFUSED: H.REFUSED, S.WITHDRAWN: H.WITHDRAWN,
            S.FILED: H.FILED}  # fmt: skip
_UNGIVEN = (S.RECEIVED, S.TRIAGED, S.FORWARDED, S.GUIDED, S.REFUSED, S.WITHDRAWN)
_HOURS = [timedelta(hours=hour) for hour in range(12)]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where petitions lie, and who works them there."""

    id: UUID
    code: str
    holders: tuple[UUID, ...]
    leader: UUID | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What is decided of a petition before it is written: its names, when it came, how far it got."""

    id: UUID
    number: str
    received_at: datetime
    state: PetitionState


@dataclass(frozen=True, slots=True)
class Means:
    """What petitions are made with."""

    ctx: Context
    rng: Random
    terms: Terms
    new_id: RisingIds = field(init=False)

    def __post_init__(self) -> None:
        """Ids that rise from now on."""
        object.__setattr__(self, "new_id", RisingIds(self.rng))


class PetitionRows:
    """Rows of one petition."""

    def __init__(self, means: Means, desk: Desk, fate: Fate) -> None:
        self._ctx, self._rng, self._new_id, self._desk = means.ctx, means.rng, means.new_id, desk
        rng, self.id, self.number, self.state = means.rng, fate.id, fate.number, fate.state
        self._open, self._answered = self.state in OPEN_STATES, self.state in _ANSWERED
        self._kind = _KINDS.pick(rng)
        about_someone = self._kind in SEALED_KINDS
        self._concerns = Concerns.COMMUNE_OFFICIAL if about_someone else Concerns.NOBODY
        self._sealed = about_someone or self.state is S.RECEIVED
        received = fate.received_at
        self.received_at = received.replace(minute=0, second=0, microsecond=0) if about_someone else received
        self._term = means.terms.of(FIRST_REPLY if self.state is S.RECEIVED else SETTLING, self.received_at)
        self._done = None if self._open else min(self.received_at + rng.uniform(1, 16) * _DAY, self._ctx.now)
        self._replied = (self._done or self.received_at + 5 * _DAY) if self._answered else None
        self._assignee = None if self.state in _UNGIVEN or not desk.holders else rng.choice(desk.holders)
        self._outcome = _OUTCOMES.pick(rng) if self._answered else None
        self._field, self._title, self._body, self._place = trouble(rng)
        self._key = fresh_case_key(self.id)
        self._phone = f"09{rng.randrange(10**8):08d}" if rng.random() < 0.3 else ""
        self._steps = dict(self._happened())

    @property
    def agency_id(self) -> UUID:
        """Whose desk it lies at."""
        return self._desk.id

    def rows(self) -> Iterator[Row]:
        """Table and values, referenced rows first."""
        keys = self._ctx.keys
        yield CaseKeyRow, {
            "case_id": self.id, "wrapped": keys.seal(KEY_PURPOSE, self._key.key, bound_to=self.id.bytes)
        }  # fmt: skip
        # Nobody was told this code, so it need not be drawn as carefully as those that open something.
        access = f"{self.number}\n{''.join(self._rng.choices(ALPHABET, k=12))}".encode()
        yield CaseHandle, {
            "case_id": self.id, "number": self.number, "case_type": "petition",
            "access_tag": keys.tag(ACCESS_PURPOSE, access),
        }  # fmt: skip
        yield Petition, self._petition()
        if self._phone:
            left = {"name": person(self._rng), "phone": self._phone, "email": "", "address": ""}
            yield CaseIdentity, {"case_id": self.id, "sealed": self._key.seal_json(left, part=IDENTITY_PART)}
        yield Clock, self._clock()
        for hour, (kind, params) in enumerate(self._steps.items()):
            yield CaseEvent, {
                "id": self._new_id(), "case_id": self.id, "at": self.received_at + _HOURS[hour], "kind": kind.value,
                "public": True, "account_id": self._assignee if hour else None, "params": params,
            }  # fmt: skip
        if self._answered:
            yield PetitionAnswer, self._answer()

    def found_by(self) -> tuple[IndexedText, Row] | None:
        """What it is found by; None while it is sealed."""
        if self._sealed:
            return None
        words = words_of(f"{self._title}\n{self._body}\n{self._place}")
        text = IndexedText(rank_of(self.received_at, self.id), self._desk.id, words)
        phone = self._phone and tag_phone(self._ctx, self._phone, purpose=PHONE_PURPOSE, agency_id=self._desk.id)
        return text, (PetitionSearch, search_row(text, self.id, phone or None))

    def _petition(self) -> dict[str, Any]:
        shown, known = not self._sealed, self.state is not S.RECEIVED
        content = Content(self._body, self._concerns, self._field, None, self._place)
        sealed_title = self._title if known and self._sealed else ""
        return {
            "id": self.id, "draft_tag": None, "number": self.number, "agency_id": self._desk.id,
            "home_agency_id": self._desk.id, "about_agency_id": self._desk.id, "source": _SOURCES.pick(self._rng),
            "point_code": "", "state": self.state, "kind": self._kind if known else None,
            "field": self._field if known else None, "urgency": Urgency.ORDINARY if known else None,
            "outcome": self._outcome, "sealed": self._sealed, "protected": False,
            "sealed_content": seal_content(self._key, content, title=sealed_title),
            "title": self._title if shown else "", "body": self._body if shown else "",
            "place": self._place if shown else "", "hamlet_id": None, "assignee_id": self._assignee, "main_id": None,
            "parent_id": None, "received_at": self.received_at,
            "due_at": NOT_RUNNING if self.state is S.AWAITING_INFO else self._term.due_at,
            "answered_at": self._replied, "answer_due_at": self._term.due_at if self._answered else None,
            "closed_at": None if self._open or self.state is S.ANSWERED else self._done,
            "reopened_at": self.received_at + 8 * _DAY if self.state is S.REOPENED else None,
            "rating": self._rng.choice((None, 3, 4, 5)) if self.state is S.CLOSED else None,
            "notice_version": "volume", "contact_consent": bool(self._phone), "version": 1 + len(self._steps),
        }  # fmt: skip

    def _clock(self) -> dict[str, Any]:
        paused, rule = self.state is S.AWAITING_INFO, self._term.rule
        reminder = self._term.reminder if self._open and not paused else None
        return {
            "id": self._new_id(), "subject_type": "petition", "subject_id": self.id, "agency_id": self._desk.id,
            "rule_id": rule.id, "rule_version": rule.version, "length": rule.length, "unit": rule.unit,
            "started_at": self.received_at, "due_at": self._term.due_at,
            "state": ClockState.PAUSED if paused else ClockState.RUNNING if self._open else ClockState.MET,
            "paused_at": self.received_at + _DAY if paused else None, "pause_reason": "", "met_at": self._done,
            "extended_by": 0, "remind_at": reminder.at if reminder else None,
            "remind_stage": reminder.stage if reminder else None, "version": 1,
        }  # fmt: skip

    def _happened(self) -> Iterator[tuple[Happened, dict[str, Any]]]:
        due = {"due_at": self._term.due_at.isoformat()}
        yield H.SUBMITTED, due
        if self.state is not S.RECEIVED:
            yield H.TRIAGED, {
                "petition_kind": self._kind.value, "urgency": "ordinary", "sealed": self._sealed, **due,
            }  # fmt: skip
        if self._assignee is not None:
            yield H.ASSIGNED, {"assignee": str(self._assignee)}
            yield H.STARTED, {}
        if self._outcome is not None:
            yield H.PROPOSED, {"answer": 1}
            yield H.ANSWERED, {"answer": 1, "outcome": self._outcome.value}
        if self.state in _LEFT_BY:
            yield _LEFT_BY[self.state], {}

    def _answer(self) -> dict[str, Any]:
        text = self._rng.choice(ANSWERS)
        public = "" if self._sealed else text
        author = self._assignee or self.id
        return {
            "id": self._new_id(), "petition_id": self.id, "number": 1, "state": AnswerState.APPROVED,
            "outcome": self._outcome, "author_id": author, "written_at": self._replied,
            "sealed_text": self._key.seal_text(text, part=answer_part(1, "text")),
            "sealed_public_text": self._key.seal_text(public, part=answer_part(1, "public")), "public_text": "",
            "decided_by": self._desk.leader or author, "decided_at": self._replied, "sealed_comment": None,
        }  # fmt: skip
