"""A lost access code: who comes is compared with who sent it; where it is delicate a second official agrees.

No official takes over a case in silence: the old code dies, so its holder notices; the timeline says so to whoever
opens the case; the sender is told by the way they left. See docs/adr/0412.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select, update
from sqlalchemy.exc import IntegrityError

from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import get_card, under
from casework import timeline
from casework.locks.closing import new_code_for
from casework.matching import Match, match_sender
from casework.numbers import IssuedCase, reissue_code
from casework.policies import IdentityFacts, can_open_identity
from core import outbox
from core.context import Context
from core.db import insert_row
from core.errors import Forbidden, NotFound
from core.ids import new_access_code, parse_number, random_id
from feedback.desk.errors import CodeAskedBefore, CodeTooLate, PaperNotSeen, SecondIsFirst
from feedback.desk.models import CodeRequest
from feedback.desk.policies import CodeFacts, can_confirm_code
from feedback.desk.states import CodeState
from feedback.events import SenderToBeTold
from feedback.models import Petition
from feedback.routes.queries import family_of
from feedback.services.moving import Locked, lock_petition, record
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import Happened

# The person waits at the desk; a second official may have to be fetched, or asked in the province.
LASTS = timedelta(hours=24)
_OPEN = (CodeState.WAITING, CodeState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class _Kin:
    """What one code opens besides the case: what that was split into or from. `keepers`, `shut`: see `CodeFacts`."""

    delicate: bool
    keepers: frozenset[UUID]
    shut: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A request as the two officials see it: the number, nothing of what it is about or of who sent it."""

    id: UUID
    number: str
    state: CodeState
    asked_at: datetime
    asked_by: UUID
    mine: bool
    may_confirm: bool


def ask_code(ctx: Context, *, number: str, name: str, phone: str, identity_seen: bool) -> UUID | None:
    """Compare who is at the desk with who sent the case. None: it does not fit, or the case is not for this official.

    Only whoever may open the identity may compare it. Two officials are needed when the case or a part of it is sealed
    or protected, or when less than name and phone was left. Call it inside `transaction()` and let it commit: wrong
    tries are counted.
    Raises PaperNotSeen, CodeAskedBefore, TooManyMatches.
    """
    if not identity_seen:
        raise PaperNotSeen
    locked = _find(ctx, number)
    if locked is None or ctx.actor.account_id is None:
        return None
    found = match_sender(ctx, locked.id, name=name, phone=phone)
    if found is Match.NO:
        record(ctx, locked, "code_mismatch")
        return None
    alone = found is Match.FULL and not _kin(ctx, locked.id, locked.agency_id).delicate
    request_id = random_id()
    values = {
        "id": request_id, "petition_id": locked.id, "agency_id": locked.agency_id,
        "state": CodeState.CONFIRMED if alone else CodeState.WAITING, "asked_by": ctx.actor.account_id,
        "asked_at": ctx.now, "second_by": None, "decided_at": None,
    }  # fmt: skip
    _end_old(ctx, locked.id)
    try:
        with ctx.session.begin_nested():
            insert_row(ctx.session, CodeRequest, values)
    except IntegrityError:
        raise CodeAskedBefore from None
    record(ctx, locked, "code_ask", match=found.value, alone=alone)
    return request_id


def decide_code(ctx: Context, request_id: UUID, *, agrees: bool) -> None:
    """The second official agrees or not. Raises NotFound, SecondIsFirst, Forbidden, CodeTooLate."""
    request, locked = _locked(ctx, request_id)
    if request.asked_by == ctx.actor.account_id:
        raise SecondIsFirst
    can_confirm_code(ctx.actor, _facts(ctx, request, get_card(ctx, request.agency_id).path)).demand()
    if request.state is not CodeState.WAITING or _over(ctx, request):
        raise CodeTooLate
    state = CodeState.CONFIRMED if agrees else CodeState.REFUSED
    _set(ctx, request_id, state=state, second_by=ctx.actor.account_id, decided_at=ctx.now)
    record(ctx, locked, "code_confirm" if agrees else "code_refuse")


def issue_code(ctx: Context, request_id: UUID) -> IssuedCase:
    """Give the person a new code, once; the old one opens nothing from now on. Raises NotFound, Forbidden, CodeTooLate.

    By the official who compared, with the person still there.
    """
    request, locked = _locked(ctx, request_id)
    if request.asked_by != ctx.actor.account_id:
        raise NotFound
    if not _may_compare(ctx, locked):
        raise Forbidden  # it went to somebody else meanwhile
    if request.state is not CodeState.CONFIRMED or _over(ctx, request):
        raise CodeTooLate
    code = new_access_code()
    slow = new_code_for(ctx, locked.id, code, parts=family_of(ctx, locked.id))
    issued = reissue_code(ctx, locked.id, code, slow=slow)
    _set(ctx, request_id, state=CodeState.ISSUED)
    timeline.append(ctx, case_id=locked.id, kind=Happened.CODE_REISSUED)
    record(ctx, locked, "code_issue", second=str(request.second_by) if request.second_by else "")
    outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=Happened.CODE_REISSUED.value))
    return issued


def get_code(ctx: Context, request_id: UUID) -> CodeLine:
    """A request, for whoever asked or may confirm. Raises NotFound."""
    line = next((one for one in _listed(ctx, _lines().where(CodeRequest.id == request_id))), None)
    if line is None:
        raise NotFound
    return line


def list_codes(ctx: Context) -> Sequence[CodeLine]:
    """Open requests the actor asked for or may confirm, the newest first."""
    mine = CodeRequest.asked_by == ctx.actor.account_id
    near = [under(Agency.path, path) for path in ctx.actor.paths(Role.INTAKE_CLERK, Role.LEADER)]
    statement = _lines().where(CodeRequest.state.in_(_OPEN), CodeRequest.asked_at > ctx.now - LASTS, or_(mine, *near))
    return _listed(ctx, statement.order_by(CodeRequest.asked_at.desc()).limit(50))


def _lines() -> Select[*tuple[Any, ...]]:
    c, p = CodeRequest, Petition
    columns = (c.id, c.petition_id, p.number, c.state, c.asked_at, c.asked_by, c.agency_id, Agency.path)
    return select(*columns).join(p, p.id == c.petition_id).join(Agency, Agency.id == c.agency_id)


def _listed(ctx: Context, statement: Select[*tuple[Any, ...]]) -> list[CodeLine]:
    lines = []
    for row in ctx.session.execute(statement):
        mine = row.asked_by == ctx.actor.account_id
        may = bool(can_confirm_code(ctx.actor, _facts(ctx, row, row.path)))
        if mine or may:
            waits = row.state is CodeState.WAITING
            lines.append(CodeLine(row.id, row.number, row.state, row.asked_at, row.asked_by, mine, may and waits))
    return lines


def _find(ctx: Context, number: str) -> Locked | None:
    wanted = select(Petition.id).where(Petition.number == (parse_number(number) or ""))
    petition_id = ctx.session.execute(wanted).scalar_one_or_none()
    locked = lock_petition(ctx, petition_id) if petition_id else None
    return locked if locked and _may_compare(ctx, locked) else None


def _may_compare(ctx: Context, locked: Locked) -> bool:
    facts = IdentityFacts(locked.agency_id, locked.assignee_id, locked.sealed, locked.team)
    return not locked.shut and bool(can_open_identity(ctx.actor, facts))


def _locked(ctx: Context, request_id: UUID) -> tuple[CodeRequest, Locked]:
    """First the petition, as `ask_code` does, then the request."""
    c = CodeRequest
    petition_id = ctx.session.execute(select(c.petition_id).where(c.id == request_id)).scalar_one_or_none()
    if petition_id is None:
        raise NotFound
    locked = lock_petition(ctx, petition_id)
    return ctx.session.execute(select(c).where(c.id == request_id).with_for_update()).scalar_one(), locked


def _facts(ctx: Context, request: Any, path: str) -> CodeFacts:
    kin = _kin(ctx, request.petition_id, request.agency_id)
    return CodeFacts(request.agency_id, path, kin.delicate, request.asked_by, kin.keepers, shut=kin.shut)


def _kin(ctx: Context, petition_id: UUID, agency_id: UUID) -> _Kin:
    """Whoever has the code of a petition follows all it was split into, and from a part gets to the others."""
    p = Petition
    family = select(p.agency_id, p.sealed, p.protected, shut_to_me().label("shut"))
    me = {"me": tag_of(ctx, ctx.actor.account_id)}
    rows = ctx.session.execute(family.where(p.id.in_(family_of(ctx, petition_id))), me).all()
    return _Kin(
        any(row.sealed or row.protected for row in rows),
        frozenset(row.agency_id for row in rows if row.protected and row.agency_id != agency_id),
        any(row.shut for row in rows),
    )


def _over(ctx: Context, request: CodeRequest) -> bool:
    return request.asked_at <= ctx.now - LASTS


def _end_old(ctx: Context, petition_id: UUID) -> None:
    c = CodeRequest
    ctx.session.execute(
        update(c)
        .where(c.petition_id == petition_id, c.state.in_(_OPEN), c.asked_at <= ctx.now - LASTS)
        .values(state=CodeState.REFUSED, decided_at=ctx.now)
    )


def _set(ctx: Context, request_id: UUID, **values: Any) -> None:
    ctx.session.execute(update(CodeRequest).where(CodeRequest.id == request_id).values(**values))
