"""All rows of one petition, as the services would have left them; shared by `seed volume` and the bench."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from casework.identity import PART as IDENTITY_PART
from casework.identity import tag_phone
from casework.models import CaseEvent, CaseHandle, CaseIdentity, CaseKeyRow
from casework.numbers import PURPOSE as ACCESS_PURPOSE
from casework.sealing import PURPOSE as KEY_PURPOSE
from casework.sealing import CaseKey
from core.context import Context
from core.db import Model
from core.ids import new_access_code, new_number, normalize_access_code, uuid7
from core.ports import IndexedText
from core.text import words_of
from deadlines.models import Clock
from deadlines.states import ClockState
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

S = PetitionState
Row = tuple[type[Model], dict[str, Any]]
FIRST_REPLY, SETTLING = "28", "55.ordinary"
_SOURCES = (Source.PORTAL, Source.QR, Source.IN_PERSON, Source.HOTLINE, Source.POST)
_OUTCOMES = (Outcome.RESOLVED, Outcome.ADOPTED, Outcome.EXPLAINED, Outcome.UNFOUNDED)
_KINDS = (PetitionKind.REPORT, PetitionKind.PROPOSAL, PetitionKind.COMPLAINT_INFO, PetitionKind.DENUNCIATION_INFO)
_LEFT_BY = {S.FORWARDED: Happened.FORWARDED, S.GUIDED: Happened.GUIDED, S.REFUSED: Happened.REFUSED,
            S.WITHDRAWN: Happened.WITHDRAWN, S.FILED: Happened.FILED}  # fmt: skip
_UNGIVEN = (S.RECEIVED, S.TRIAGED, S.FORWARDED, S.GUIDED, S.REFUSED, S.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where petitions lie, and who works them there."""

    id: UUID
    code: str
    holders: tuple[UUID, ...]
    leader: UUID | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What is decided of a petition before it is written: when it came, how far it got, until when it was due."""

    id: UUID
    number: str
    received_at: datetime
    due_at: datetime
    state: PetitionState


def fresh_number(code: str, year: int, taken: set[str]) -> str:
    """A public number that nothing has yet. Among tens of thousands of a desk and year two are alike soon enough."""
    while (number := new_number(code, year)) in taken:
        continue
    taken.add(number)
    return number


class PetitionRows:
    """Rows of one petition. `versions` are those of the rules its clocks run under."""

    def __init__(self, ctx: Context, rng: Random, desk: Desk, fate: Fate, versions: Mapping[str, int]) -> None:
        self._ctx, self._rng, self._desk, self._versions = ctx, rng, desk, versions
        self.id, self.state, self._received, self._due = fate.id, fate.state, fate.received_at, fate.due_at
        self._open = self.state in OPEN_STATES
        self._kind = rng.choices(_KINDS, (70, 25, 3, 2))[0]
        self._about_someone = self._kind in SEALED_KINDS
        self._sealed = self._about_someone or self.state is S.RECEIVED
        if self._about_someone:
            self._received = self._received.replace(minute=0, second=0, microsecond=0)
        self._done = None if self._open else min(self._received + timedelta(days=rng.uniform(1, 16)), ctx.now)
        self._assignee = None if self.state in _UNGIVEN or not desk.holders else rng.choice(desk.holders)
        self._field, self._title, self._body, self._place = trouble(rng)
        self._key = CaseKey(self.id, rng.randbytes(32))
        self._phone = f"09{rng.randrange(10**8):08d}" if rng.random() < 0.3 else ""
        self.number = fate.number

    @property
    def agency_id(self) -> UUID:
        """Whose desk it lies at."""
        return self._desk.id

    @property
    def received_at(self) -> datetime:
        """When it came."""
        return self._received

    def rows(self) -> Iterator[Row]:
        """Table and values, referenced rows first."""
        wrapped = self._ctx.keys.seal(KEY_PURPOSE, self._key.key, bound_to=self.id.bytes)
        yield CaseKeyRow, {"case_id": self.id, "wrapped": wrapped}
        access = f"{self.number}\n{normalize_access_code(new_access_code())}".encode()
        tag = self._ctx.keys.tag(ACCESS_PURPOSE, access)
        yield CaseHandle, {"case_id": self.id, "number": self.number, "case_type": "petition", "access_tag": tag}
        yield Petition, self._petition()
        if self._phone:
            left = {"name": person(self._rng), "phone": self._phone, "email": "", "address": ""}
            yield CaseIdentity, {"case_id": self.id, "sealed": self._key.seal_json(left, part=IDENTITY_PART)}
        yield Clock, self._clock()
        yield from ((CaseEvent, event) for event in self._events())
        if self._answered():
            yield PetitionAnswer, self._answer()

    def found_by(self) -> tuple[IndexedText, Row] | None:
        """What it is found by; None while it is sealed."""
        if self._sealed:
            return None
        words = words_of(f"{self._title}\n{self._body}\n{self._place}")
        text = IndexedText(rank_of(self._received, self.id), self._desk.id, words)
        phone = self._phone and tag_phone(self._ctx, self._phone, purpose=PHONE_PURPOSE, agency_id=self._desk.id)
        return text, (PetitionSearch, search_row(text, self.id, phone or None))

    def _answered(self) -> bool:
        return self.state in (S.ANSWERED, S.CLOSED, S.REOPENED)

    def _petition(self) -> dict[str, Any]:
        shown, known = not self._sealed, self.state is not S.RECEIVED
        concerns = Concerns.COMMUNE_OFFICIAL if self._about_someone else Concerns.NOBODY
        content = Content(self._body, concerns, self._field, None, self._place)
        answered_at = (self._done or self._received + timedelta(days=5)) if self._answered() else None
        sealed_title = self._title if known and self._sealed else ""
        return {
            "id": self.id, "draft_tag": None, "number": self.number, "agency_id": self._desk.id,
            "home_agency_id": self._desk.id, "about_agency_id": self._desk.id,
            "source": self._rng.choices(_SOURCES, (55, 15, 15, 10, 5))[0], "point_code": "", "state": self.state,
            "kind": self._kind if known else None, "field": self._field if known else None,
            "urgency": Urgency.ORDINARY if known else None,
            "outcome": self._rng.choices(_OUTCOMES, (60, 15, 20, 5))[0] if self._answered() else None,
            "sealed": self._sealed, "protected": False,
            "sealed_content": seal_content(self._key, content, title=sealed_title),
            "title": self._title if shown else "", "body": self._body if shown else "",
            "place": self._place if shown else "", "hamlet_id": None, "assignee_id": self._assignee, "main_id": None,
            "parent_id": None,
            "received_at": self._received, "due_at": NOT_RUNNING if self.state is S.AWAITING_INFO else self._due,
            "answered_at": answered_at, "answer_due_at": self._due if self._answered() else None,
            "closed_at": None if self._open or self.state is S.ANSWERED else self._done,
            "reopened_at": self._received + timedelta(days=8) if self.state is S.REOPENED else None,
            "rating": self._rng.choice((None, 3, 4, 5)) if self.state is S.CLOSED else None,
            "notice_version": "volume", "contact_consent": bool(self._phone), "version": 1 + len(self._steps()),
        }  # fmt: skip

    def _clock(self) -> dict[str, Any]:
        paused, met = self.state is S.AWAITING_INFO, not self._open
        rule = FIRST_REPLY if self.state is S.RECEIVED else SETTLING
        return {
            "id": uuid7(), "subject_type": "petition", "subject_id": self.id, "agency_id": self._desk.id,
            "rule_id": rule, "rule_version": self._versions[rule], "length": 10, "unit": "working_days",
            "started_at": self._received, "due_at": self._due,
            "state": ClockState.PAUSED if paused else ClockState.MET if met else ClockState.RUNNING,
            "paused_at": self._received + timedelta(days=1) if paused else None, "pause_reason": "",
            "met_at": self._done if met else None, "extended_by": 0, "remind_at": None, "remind_stage": None,
            "version": 1,
        }  # fmt: skip

    def _steps(self) -> dict[Happened, dict[str, Any]]:
        due = {"due_at": self._due.isoformat()}
        steps: dict[Happened, dict[str, Any]] = {Happened.SUBMITTED: due}
        if self.state is not S.RECEIVED:
            steps[Happened.TRIAGED] = {
                "petition_kind": self._kind.value, "urgency": "ordinary", "sealed": self._sealed, **due,
            }  # fmt: skip
        if self._assignee is not None:
            steps |= {Happened.ASSIGNED: {"assignee": str(self._assignee)}, Happened.STARTED: {}}
        if self._answered():
            steps |= {Happened.PROPOSED: {"answer": 1}, Happened.ANSWERED: {"answer": 1, "outcome": "resolved"}}
        if self.state in _LEFT_BY:
            steps[_LEFT_BY[self.state]] = {}
        return steps

    def _events(self) -> Iterator[dict[str, Any]]:
        for hour, (kind, params) in enumerate(self._steps().items()):
            yield {
                "id": uuid7(), "case_id": self.id, "at": self._received + timedelta(hours=hour), "kind": kind.value,
                "public": True, "account_id": None if hour == 0 else self._assignee, "params": params,
            }  # fmt: skip

    def _answer(self) -> dict[str, Any]:
        text, at = self._rng.choice(ANSWERS), self._done or self._received + timedelta(days=5)
        public = "" if self._sealed else text
        author = self._assignee or self.id
        return {
            "id": uuid7(), "petition_id": self.id, "number": 1, "state": AnswerState.APPROVED,
            "outcome": Outcome.RESOLVED, "author_id": author, "written_at": at,
            "sealed_text": self._key.seal_text(text, part=answer_part(1, "text")),
            "sealed_public_text": self._key.seal_text(public, part=answer_part(1, "public")), "public_text": public,
            "decided_by": self._desk.leader or author, "decided_at": at, "sealed_comment": None,
        }  # fmt: skip
