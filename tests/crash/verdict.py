"""What must hold when the smoke has cleared."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from bootstrap.runtime import Runtime
from casework.models import CaseEvent, CaseHandle
from core import audit
from core.audit import AuditEntry
from core.notices import Notice, NoticeState
from core.outbox import LEASE, OutboxMessage
from feedback.models import Petition, PetitionAnswer
from feedback.states import Happened, PetitionState
from surveys.models import SurveyAnswer
from tests.crash.journey import Promised
from tests.crash.mailbox import Mailbox

STEPS = (
    Happened.SUBMITTED, Happened.TRIAGED, Happened.ASSIGNED, Happened.STARTED, Happened.PROPOSED, Happened.ANSWERED,
)  # fmt: skip
ACTS = ("submit", "triage", "assign", "start", "draft", "propose", "approve")


def two_minutes_later(runtime: Runtime) -> None:
    """Let the lease of everything handed over run out, as it would while one waits."""
    m = OutboxMessage
    with runtime.transaction() as ctx:
        rows = ctx.session.execute(select(m.id, m.handed_at).where(m.done_at.is_(None), m.handed_at.is_not(None))).all()
        for row in rows:
            earlier = row.handed_at - LEASE - timedelta(seconds=1)
            ctx.session.execute(update(m).where(m.id == row.id).values(handed_at=earlier))


def open_messages(runtime: Runtime) -> int:
    """How many messages are not done."""
    with runtime.reading() as ctx:
        query = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.done_at.is_(None))
        return ctx.session.execute(query).scalar_one()


def petitions_hold(runtime: Runtime, promised: Promised) -> None:
    """Each acknowledged petition is there once, under its number; nothing else is."""
    told = [petition.number for petition in promised.petitions]
    with runtime.reading() as ctx:
        numbers = list(ctx.session.execute(select(Petition.number)).scalars())
        handles = list(ctx.session.execute(select(CaseHandle.number)).scalars())
        states = set(ctx.session.execute(select(Petition.state)).scalars())
    assert sorted(numbers) == sorted(told)
    assert sorted(handles) == sorted(told)
    assert len(set(told)) == len(told)
    assert states == {PetitionState.ANSWERED}


def transitions_hold(runtime: Runtime, promised: Promised) -> None:
    """Each act happened exactly once: in the timeline, in the audit log, in the table of answers."""
    with runtime.reading() as ctx:
        cases = list(ctx.session.execute(select(Petition.id)).scalars())
        events = Counter((case, kind) for case, kind in ctx.session.execute(select(CaseEvent.case_id, CaseEvent.kind)))
        entries = ctx.session.execute(select(AuditEntry.subject_id, AuditEntry.action))
        acts = Counter((subject, action) for subject, action in entries)
        answers = Counter(ctx.session.execute(select(PetitionAnswer.petition_id)).scalars())
    wanted: Counter[tuple[UUID, str]] = Counter((case, kind.value) for case in cases for kind in STEPS)
    assert events == wanted
    assert {(case, kind.value) for case, kind in promised.transitions} <= set(events)
    for case in cases:
        counted = {act: acts[(str(case), f"feedback:petition:{act}")] for act in ACTS}
        assert counted == dict.fromkeys(ACTS, 1)
    assert answers == Counter(cases)


def ratings_hold(runtime: Runtime, promised: Promised) -> None:
    """Each acknowledged rating is there once."""
    with runtime.reading() as ctx:
        found = list(ctx.session.execute(select(SurveyAnswer.id)).scalars())
    assert sorted(found) == sorted(promised.ratings)


def chains_hold(runtime: Runtime) -> None:
    """The audit log verifies."""
    with runtime.reading() as ctx:
        assert list(audit.verify(ctx)) == []


def notices_hold(runtime: Runtime, mailbox: Mailbox, *, petitions: int) -> Counter[NoticeState]:
    """No mail went out twice; what was interrupted is unknown, what is called sent was received."""
    with runtime.reading() as ctx:
        notices = ctx.session.execute(select(Notice.id, Notice.state)).all()
    assert len(notices) == 2 * petitions, "one after triage, one with the answer"
    assert set(mailbox.received.values()) <= {1}, "a mail was sent twice"
    for notice in notices:
        got = mailbox.received[f"<{notice.id}@thong-bao>"]
        assert notice.state in (NoticeState.SENT, NoticeState.UNKNOWN)
        assert got == 1 or notice.state is NoticeState.UNKNOWN
    return Counter(notice.state for notice in notices)
