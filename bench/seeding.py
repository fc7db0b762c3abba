"""Many petitions at once, by Core inserts: the shapes and shares of a year, the same for the same seed.

The rows are what the services would have written (keys, numbers, sealed content, clocks, timeline, answers), except the
audit log: no page measured here reads it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from agencies.models import Agency
from casework.models import CaseEvent, CaseHandle, CaseKeyRow
from casework.numbers import PURPOSE as ACCESS_PURPOSE
from casework.sealing import PURPOSE as KEY_PURPOSE
from casework.sealing import CaseKey
from core.context import Context
from core.ids import new_access_code, new_number, normalize_access_code, uuid7
from deadlines.models import Clock, Rule
from deadlines.states import ClockState
from feedback.commands import Content
from feedback.models import Petition, PetitionAnswer
from feedback.queries.answers import answer_part
from feedback.services.moving import NOT_RUNNING
from feedback.services.receiving import seal_content
from feedback.states import (
    OPEN_STATES,
    AnswerState,
    Concerns,
    Field,
    Happened,
    Outcome,
    PetitionKind,
    PetitionState,
    Source,
    Urgency,
)

CHUNK = 2_000
RULE = "55.ordinary"
S = PetitionState
# Of a thousand petitions of a year: most are done, some wait at each desk.
SHARES = {
    S.RECEIVED: 15, S.TRIAGED: 10, S.ASSIGNED: 20, S.IN_PROGRESS: 40, S.AWAITING_INFO: 10, S.AWAITING_APPROVAL: 10,
    S.REOPENED: 5, S.ANSWERED: 60, S.CLOSED: 700, S.GUIDED: 50, S.FORWARDED: 50, S.REFUSED: 20, S.WITHDRAWN: 10,
}  # fmt: skip
# The largest commune has a twelfth of its province, as where a town stands among hamlets.
OWN_SHARE = 0.08
PLACES = ("nhà văn hóa", "cổng trường", "chợ", "trạm y tế", "đầu cầu", "bờ kênh", "ngã ba", "sân bóng")
TROUBLES = (
    "đường sụt lún, trời mưa nước đọng sâu, xe máy đi lại rất nguy hiểm", "cống nghẹt đã ba tuần, nước tràn vào sân",
    "đèn đường hỏng cả dãy, buổi tối các cháu đi học về không thấy lối", "rác đổ thành đống, mùi khó chịu cả xóm",
    "dây điện võng xuống thấp, gió to là chạm mái nhà", "loa đặt sát cửa sổ, năm giờ sáng đã mở",
)  # fmt: skip


def seed(ctx: Context, *, count: int, commune_id: UUID, assignees: Sequence[UUID], number: int = 7) -> None:
    """Write that many petitions. The given commune is the largest."""
    rng = random.Random(f"{number}/{count}")
    places = _places(ctx, commune_id)
    version = ctx.session.execute(select(Rule.version).where(Rule.id == RULE).limit(1)).scalar_one()
    taken: set[str] = set()
    for start in range(0, count, CHUNK):
        rows: dict[Any, list[dict[str, Any]]] = {}
        for _ in range(min(CHUNK, count - start)):
            agency = places[0] if rng.random() < OWN_SHARE else rng.choice(places)
            writer = _Writer(ctx, rng, agency, assignees, version, taken)
            for table, row in writer.rows():
                rows.setdefault(table, []).append(row)
        for table, values in rows.items():
            ctx.session.execute(insert(table), values)


def _places(ctx: Context, commune_id: UUID) -> list[tuple[UUID, str]]:
    """The measured commune first, then the other communes of its province."""
    a = Agency
    province = select(a.province_id).where(a.id == commune_id).scalar_subquery()
    rows = ctx.session.execute(
        select(a.id, a.code).where(a.province_id == province, a.kind == "commune").order_by(a.code)
    )
    found = [(row.id, row.code) for row in rows]
    return sorted(found, key=lambda place: place[0] != commune_id)


def _fresh_number(code: str, year: int, taken: set[str]) -> str:
    while (number := new_number(code, year)) in taken:
        continue
    taken.add(number)
    return number


class _Writer:
    """All rows of one petition."""

    def __init__(
        self,
        ctx: Context,
        rng: random.Random,
        agency: tuple[UUID, str],
        assignees: Sequence[UUID],
        rule_version: int,
        taken: set[str],
    ) -> None:
        self._ctx, self._rng, self._rule_version = ctx, rng, rule_version
        self._agency_id, self._agency_code = agency
        self.id = UUID(bytes=rng.randbytes(16), version=4)
        self.state = rng.choices(list(SHARES), list(SHARES.values()))[0]
        self._open = self.state in OPEN_STATES
        age = rng.uniform(0, 12) if self._open else rng.uniform(15, 365)
        self._received = ctx.now - timedelta(days=age)
        self._due = self._received + timedelta(days=rng.uniform(10, 30))
        self._done: datetime | None = None if self._open else self._received + timedelta(days=rng.uniform(2, 14))
        self._assignee = None if self.state in (S.RECEIVED, S.TRIAGED) else rng.choice(list(assignees))
        self._sealed = self.state is S.RECEIVED
        self._text = f"Ở {rng.choice(PLACES)} thôn {rng.randint(1, 40)}: {rng.choice(TROUBLES)}. " * rng.randint(2, 5)
        self._key = CaseKey(self.id, rng.randbytes(32))
        self._number = _fresh_number(self._agency_code, self._received.year, taken)

    def rows(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Table and values, referenced rows first."""
        wrapped = self._ctx.keys.seal(KEY_PURPOSE, self._key.key, bound_to=self.id.bytes)
        yield CaseKeyRow.__table__, {"case_id": self.id, "wrapped": wrapped}
        access = f"{self._number}\n{normalize_access_code(new_access_code())}".encode()
        yield CaseHandle.__table__, {
            "case_id": self.id, "number": self._number, "case_type": "petition",
            "access_tag": self._ctx.keys.tag(ACCESS_PURPOSE, access),
        }  # fmt: skip
        yield Petition.__table__, self._petition()
        yield Clock.__table__, self._clock()
        yield from ((CaseEvent.__table__, event) for event in self._events())
        if self._has_answer():
            yield PetitionAnswer.__table__, self._answer()

    def _has_answer(self) -> bool:
        return self.state in (S.ANSWERED, S.CLOSED, S.REOPENED)

    def _petition(self) -> dict[str, Any]:
        shown = not self._sealed
        known = self.state is not S.RECEIVED
        due = NOT_RUNNING if self.state is S.AWAITING_INFO else self._due
        content = Content(self._text, Concerns.NOBODY, Field.INFRASTRUCTURE)
        return {
            "id": self.id, "draft_tag": None, "number": self._number, "agency_id": self._agency_id,
            "home_agency_id": self._agency_id, "about_agency_id": self._agency_id,
            "source": self._rng.choice((Source.PORTAL, Source.QR, Source.IN_PERSON)), "point_code": "",
            "state": self.state, "kind": PetitionKind.REPORT if known else None,
            "field": Field.INFRASTRUCTURE if known else None, "urgency": Urgency.ORDINARY if known else None,
            "outcome": Outcome.RESOLVED if self._has_answer() else None, "sealed": self._sealed, "protected": False,
            "sealed_content": seal_content(self._key, content), "title": self._text[:70] if shown else "",
            "body": self._text if shown else "", "place": self._rng.choice(PLACES) if shown else "",
            "hamlet_id": None, "assignee_id": self._assignee, "received_at": self._received, "due_at": due,
            "answered_at": self._done if self._has_answer() else None,
            "answer_due_at": self._due if self._has_answer() else None,
            "closed_at": self._done if self.state is S.CLOSED else None,
            "reopened_at": self._received + timedelta(days=10) if self.state is S.REOPENED else None,
            "rating": self._rng.choice((None, 3, 4, 5)) if self.state is S.CLOSED else None,
            "notice_version": "bench", "contact_consent": False, "version": 4,
        }  # fmt: skip

    def _clock(self) -> dict[str, Any]:
        paused = self.state is S.AWAITING_INFO
        met = not self._open
        return {
            "id": uuid7(), "subject_type": "petition", "subject_id": self.id, "agency_id": self._agency_id,
            "rule_id": RULE, "rule_version": self._rule_version, "length": 10, "unit": "working_days",
            "started_at": self._received, "due_at": self._due,
            "state": ClockState.PAUSED if paused else ClockState.MET if met else ClockState.RUNNING,
            "paused_at": self._received + timedelta(days=1) if paused else None, "pause_reason": "",
            "met_at": self._done if met else None, "extended_by": 0, "version": 1,
        }  # fmt: skip

    def _events(self) -> Iterator[dict[str, Any]]:
        due = {"due_at": self._due.isoformat()}
        steps: dict[Happened, dict[str, Any]] = {Happened.SUBMITTED: due}
        if self.state is not S.RECEIVED:
            steps[Happened.TRIAGED] = {"petition_kind": "report", "urgency": "ordinary", "sealed": False, **due}
        if self._assignee is not None:
            steps |= {Happened.ASSIGNED: {"assignee": str(self._assignee)}, Happened.STARTED: {}}
        if self._has_answer():
            steps |= {Happened.PROPOSED: {"answer": 1}, Happened.ANSWERED: {"answer": 1, "outcome": "resolved"}}
        for hour, (kind, params) in enumerate(steps.items()):
            yield {
                "id": uuid7(), "case_id": self.id, "at": self._received + timedelta(hours=hour), "kind": kind.value,
                "public": True, "account_id": None, "params": params,
            }  # fmt: skip

    def _answer(self) -> dict[str, Any]:
        assert self._assignee is not None
        return {
            "id": uuid7(), "petition_id": self.id, "number": 1, "state": AnswerState.APPROVED,
            "outcome": Outcome.RESOLVED, "author_id": self._assignee, "written_at": self._received,
            "sealed_text": self._key.seal_text("Xã đã cho sửa xong. " * 8, part=answer_part(1, "text")),
            "sealed_public_text": self._key.seal_text("", part=answer_part(1, "public")), "public_text": "",
            "decided_by": self._assignee, "decided_at": self._received, "sealed_comment": None,
        }  # fmt: skip
