"""What is over by the schedule, and erasing it: a portion in a transaction, again and again until nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, insert, select, update

from accounts.models import LoginSession
from accounts.portal.models import PortalSession
from casework.erasures.holds import is_held
from casework.erasures.shredding import shred_case
from casework.identity import erase_identity
from casework.locks.models import SessionKey
from casework.models import CaseIdentity, CaseKeyRow, CaseThrottle
from consultations.models import Consultation, Opinion
from consultations.opinion_queries import CASE_TYPE as OPINION
from core.context import Context
from core.ids import random_id
from core.notices import Notice, NoticeState
from dialogues.models import Dialogue, Question
from dialogues.questions import CASE_TYPE as QUESTION
from feedback.machine import PETITION
from feedback.models import Petition
from feedback.services.erasing import erase_when_due
from feedback.services.shredding import shred_petition
from feedback.states import PetitionKind, PetitionState
from privacy.models import DataRequest, RetentionRun
from privacy.retention.rules import BY_CODE
from privacy.retention.schedule import Term

PORTION = 50
_FORMAL = (PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION)
_PASSED_ON = (
    PetitionState.FORWARDED, PetitionState.GUIDED, PetitionState.REFUSED, PetitionState.FILED, PetitionState.WITHDRAWN,
)  # fmt: skip
_FINAL = tuple(PETITION.final)
Found = Callable[[datetime], Select[UUID]]


@dataclass(frozen=True, slots=True)
class Work:
    """What is over before a moment (ids of cases), and how one of it is erased."""

    found: Found
    erase: Callable[[Context, UUID, str], bool]


def _petitions(*conditions: Any, left: Any = CaseKeyRow) -> Found:
    p = Petition

    def found(before: datetime) -> Select[UUID]:
        ids = select(p.id).join(left, left.case_id == p.id).where(p.state.in_(_FINAL), p.closed_at < before)
        return ids.where(*conditions)

    return found


def _opinions(before: datetime) -> Select[UUID]:
    o, c, i = Opinion, Consultation, CaseIdentity
    ids = select(o.id).join(c, c.id == o.consultation_id).join(i, i.case_id == o.id)
    return ids.where(c.result_at < before)


def _questions(before: datetime) -> Select[UUID]:
    q, d, i = Question, Dialogue, CaseIdentity
    return select(q.id).join(d, d.id == q.dialogue_id).join(i, i.case_id == q.id).where(d.concluded_at < before)


def _requests(before: datetime) -> Select[UUID]:
    r, k = DataRequest, CaseKeyRow
    return select(r.id).join(k, k.case_id == r.id).where(r.closed_at < before)


def _identity_of(case_type: str) -> Callable[[Context, UUID, str], bool]:
    return lambda ctx, case_id, rule: erase_identity(ctx, case_id, case_type=case_type, rule=rule)


WORK: dict[str, Work] = {
    "petition.identity": Work(
        _petitions(left=CaseIdentity), lambda ctx, one, rule: erase_when_due(ctx, one, rule=rule)
    ),
    "opinion.identity": Work(_opinions, _identity_of(OPINION)),
    "question.identity": Work(_questions, _identity_of(QUESTION)),
    "petition.formal": Work(
        _petitions(Petition.kind.in_(_FORMAL), Petition.state.not_in(_PASSED_ON)),
        lambda ctx, one, rule: shred_petition(ctx, one, rule=rule),
    ),
    "petition.passed_on": Work(
        _petitions(Petition.state.in_(_PASSED_ON)), lambda ctx, one, rule: shred_petition(ctx, one, rule=rule)
    ),
    "petition.ordinary": Work(
        _petitions(
            Petition.state.not_in(_PASSED_ON), func.coalesce(Petition.kind, PetitionKind.OTHER.value).not_in(_FORMAL)
        ),
        lambda ctx, one, rule: shred_petition(ctx, one, rule=rule),
    ),
    "request.file": Work(
        _requests, lambda ctx, one, rule: shred_case(ctx, one, case_type="data_request", rule=rule)
    ),
}  # fmt: skip


def _told(before: datetime) -> tuple[Any, ...]:
    n = Notice
    over = (NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN)
    return n.created_at < before, n.sealed_to != b"", n.state.in_(over)


def _forget_notices(ctx: Context, before: datetime) -> int:
    """Where notices went and what they said; that one was sent, and when, stays."""
    n = Notice
    old = select(n.id).where(*_told(before))
    ids = list(ctx.session.execute(old.limit(PORTION)).scalars())
    ctx.session.execute(update(n).where(n.id.in_(ids)).values(sealed_to=b"", sealed_text=b""))
    return len(ids)


def _forget_sessions(ctx: Context, before: datetime) -> int:
    s = LoginSession
    ids = list(ctx.session.execute(select(s.id).where(s.last_seen_at < before).limit(PORTION)).scalars())
    for model in (SessionKey, PortalSession):
        ctx.session.execute(delete(model).where(model.session_id.in_(ids)))
    ctx.session.execute(delete(s).where(s.id.in_(ids)))
    return len(ids)


def _forget_tries(ctx: Context, before: datetime) -> int:
    t = CaseThrottle
    keys = list(ctx.session.execute(select(t.bucket).where(t.window_at < before).limit(PORTION)).scalars())
    ctx.session.execute(delete(t).where(t.bucket.in_(keys)))
    return len(keys)


PASSING: dict[str, Callable[[Context, datetime], int]] = {
    "notice.addresses": _forget_notices,
    "session.ended": _forget_sessions,
    "throttle.codes": _forget_tries,
}
_COUNTS: dict[str, Callable[[datetime], Select[int]]] = {
    "notice.addresses": lambda before: select(func.count()).where(*_told(before)),
    "session.ended": lambda before: select(func.count()).where(LoginSession.last_seen_at < before),
    "throttle.codes": lambda before: select(func.count()).where(CaseThrottle.window_at < before),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What the coming night would erase by one rule, and how many cases a hold keeps."""

    due: int = 0
    held: int = 0


def preview(ctx: Context, term: Term) -> Preview:
    """Count it; also for a term that does not act yet. One or two statements."""
    before = term.before(ctx.now)
    if before is None:
        return Preview()
    code = term.rule.code
    if code in _COUNTS:
        return Preview(ctx.session.execute(_COUNTS[code](before)).scalar_one())
    work = WORK.get(code)
    if work is None:
        return Preview()
    ids = work.found(before).subquery()
    held = is_held(ids.c.id)
    counted = select(func.count(), func.count().filter(held)).select_from(ids)
    row = ctx.session.execute(counted).one()
    every, kept = int(row[0]), int(row[1])
    return Preview(every - kept, kept)


@dataclass(frozen=True, slots=True)
class Done:
    """What one portion did. `last`: where the next one begins; None when there is nothing behind it."""

    erased: int
    last: UUID | None = None


def act(ctx: Context, term: Term, *, after: UUID | None = None) -> Done:
    """Erase one portion of what is over. Run again, each in its own transaction, until `last` is None.

    What cannot be erased (it names nobody) stays and is passed by, so that it never stands in the way of the rest.
    """
    before = term.before(ctx.now)
    if before is None or not term.acts:
        return Done(0)
    code = term.rule.code
    if code in PASSING:
        erased = PASSING[code](ctx, before)
        return Done(erased, UUID(int=0) if erased == PORTION else None)
    work = WORK.get(code)
    if work is None:
        return Done(0)
    ids = work.found(before).subquery()
    due = select(ids.c.id).where(~is_held(ids.c.id)).order_by(ids.c.id).limit(PORTION)
    if after is not None:
        due = due.where(ids.c.id > after)
    found = ctx.session.execute(due).scalars().all()
    erased = sum(work.erase(ctx, one, code) for one in found)
    return Done(erased, found[-1] if len(found) == PORTION else None)


def note_run(ctx: Context, results: Sequence[tuple[str, int, int]]) -> None:
    """Write what the night did: a row for each rule that erased or that a hold stopped."""
    rows = [
        {"id": random_id(), "rule": rule, "ran_at": ctx.now, "erased": erased, "held": held}
        for rule, erased, held in results
        if rule in BY_CODE and (erased or held)
    ]
    if rows:
        ctx.session.execute(insert(RetentionRun), rows)
