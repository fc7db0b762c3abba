"""Requests about one's own data: taken in from anybody, answered by the data protection officer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from agencies.queries import get_card
from casework.numbers import IssuedCase, issue_case
from casework.sealing import new_case_key, open_case_key
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.services import extend_clock, meet_row, start_clock, stop_all, stop_clock
from deadlines.states import CLOCK
from privacy.errors import AnswerMissing, DecisionMissing, NotOurAgency, NoWayToAnswer, ProofMissing
from privacy.models import DataRequest
from privacy.policies import can_work_request
from privacy.queries import find_by_id
from privacy.requests.carrying import carry_out
from privacy.requests.commands import AskAboutData, Extend, Settle, Verify, Wanted
from privacy.requests.terms import ACKNOWLEDGE_ROW, settling
from privacy.states import REQUEST, Proof, RequestAct, RequestState

SUBJECT = "data_request"
WORDS, ANSWER = "wanted", "answer"


def ask_about_data(ctx: Context, command: AskAboutData) -> IssuedCase:
    """Take in a request; its clocks start at once. The web layer has checked number and code of a named case.

    Raises NotOurAgency, NoWayToAnswer. 91/2025/QH15 art. 4; NĐ 356/2025 art. 5; law sheet rows 56, 57.
    """
    placed = find_by_id(ctx, command.case_id) if command.case_id else None
    agency_id = placed.agency_id if placed else command.agency_id
    if agency_id is None or not get_card(ctx, agency_id).is_open:
        raise NotOurAgency
    if placed is None and not (command.wanted.name.strip() and command.wanted.contact.strip()):
        raise NoWayToAnswer
    request_id = random_id()
    key = new_case_key(ctx, request_id)
    issued = issue_case(ctx, agency_code=get_card(ctx, agency_id).code, case_type=SUBJECT, case_id=request_id)
    ctx.session.execute(
        insert(DataRequest).values(
            id=request_id, number=issued.number, agency_id=agency_id, kind=command.kind, about=command.about,
            case_id=placed.case_id if placed else None, case_type=placed.case_type if placed else "",
            proof=Proof.CODE if placed else Proof.NONE, state=RequestState.RECEIVED, decision_number="",
            third_party=False, sealed=key.seal_json(asdict(command.wanted), part=WORDS),
            notice_version=command.notice_version, received_at=ctx.now, version=1,
        )
    )  # fmt: skip
    for row, variant in ((ACKNOWLEDGE_ROW, None), settling(command.kind, third_party=False)):
        start_clock(
            ctx, subject_type=SUBJECT, subject_id=request_id, agency_id=agency_id, row=row, variant=variant,
            started_at=ctx.now,
        )  # fmt: skip
    _record(ctx, agency_id, request_id, "receive", kind=command.kind.value)
    return issued


def acknowledge(ctx: Context, request_id: UUID, *, version: int) -> None:
    """Tell the person that it came (on the page they follow). Raises NotFound, Forbidden, StaleVersion,
    TransitionNotAllowed. NĐ 356/2025 art. 5; law sheet row 56.
    """
    request = _begin(ctx, request_id, RequestAct.ACKNOWLEDGE, version)
    _move(ctx, request, RequestAct.ACKNOWLEDGE, acknowledged_at=ctx.now)
    meet_row(ctx, subject_type=SUBJECT, subject_id=request_id, row=ACKNOWLEDGE_ROW)


def verify(ctx: Context, command: Verify) -> None:
    """Write by what the person is known. A card shown at the desk is looked at and given back: no image is kept.

    When a third party takes part, the longer term of the table counts. Raises what `_begin` raises, ProofMissing.
    """
    request = _begin(ctx, command.request_id, RequestAct.VERIFY, command.version)
    if command.proof is Proof.NONE or (command.proof is Proof.CODE and request.case_id is None):
        raise ProofMissing
    if command.third_party:
        _lengthen(ctx, request)
    proof = Proof.CODE if request.proof is Proof.CODE else command.proof
    _move(ctx, request, RequestAct.VERIFY, proof=proof, third_party=command.third_party)


def extend(ctx: Context, command: Extend) -> None:
    """More time, as far as the table allows, by a document. Raises what `_begin` and `extend_clock` raise."""
    request = _begin(ctx, command.request_id, RequestAct.EXTEND, command.version)
    row = settling(request.kind, third_party=request.third_party)[0]
    clock = next((one for one in _open_clocks(ctx, request.id) if one.row == row), None)
    if clock is None:
        raise TransitionNotAllowed
    extend_clock(ctx, clock.id, length=command.days, reason=command.reason, document_number=command.document_number)
    _move(ctx, request, RequestAct.EXTEND)


def settle(ctx: Context, command: Settle) -> None:
    """Do what was asked, or say why not; either way in words and under a number.

    What the system itself holds is done in the same transaction (`carrying`). Raises as `_begin`, and ProofMissing,
    AnswerMissing, DecisionMissing, CaseHeld, CaseStillOpen, NothingToErase.
    """
    act = RequestAct.REFUSE if command.refusal else RequestAct.GRANT
    request = _begin(ctx, command.request_id, act, command.version)
    if not command.answer.strip():
        raise AnswerMissing
    if not command.decision_number.strip():
        raise DecisionMissing
    key = open_case_key(ctx, request.id)
    if act is RequestAct.GRANT:
        if request.proof is Proof.NONE:
            raise ProofMissing
        carry_out(ctx, request, Wanted(**key.open_json(request.sealed, part=WORDS)))
    row = settling(request.kind, third_party=request.third_party)[0]
    _move(
        ctx, request, act, refusal=command.refusal, decision_number=command.decision_number.strip(),
        sealed_answer=key.seal_text(command.answer.strip(), part=ANSWER), closed_at=ctx.now,
        closed_by=ctx.actor.account_id,
    )  # fmt: skip
    meet_row(ctx, subject_type=SUBJECT, subject_id=request.id, row=row)


def withdraw(ctx: Context, request_id: UUID) -> None:
    """The person takes the request back. The web layer has checked the code. Raises what `_begin` raises."""
    request = _begin(ctx, request_id, RequestAct.WITHDRAW, None)
    _move(ctx, request, RequestAct.WITHDRAW, closed_at=ctx.now)
    stop_all(ctx, subject_type=SUBJECT, subject_id=request_id, reason="người gửi thôi yêu cầu")


def _begin(ctx: Context, request_id: UUID, act: RequestAct, version: int | None) -> DataRequest:
    """Lock and decide. Raises NotFound (also out of reach), Forbidden, StaleVersion, TransitionNotAllowed."""
    found = select(DataRequest).where(DataRequest.id == request_id).with_for_update()
    request = ctx.session.execute(found.execution_options(populate_existing=True)).scalar_one_or_none()
    if request is None:
        raise NotFound
    if not can_work_request(ctx.actor, act, get_card(ctx, request.agency_id).path):
        raise Forbidden if act is RequestAct.WITHDRAW else NotFound
    if version is not None and request.version != version:
        raise StaleVersion
    REQUEST.target(request.state, act)
    return request


def _move(ctx: Context, request: DataRequest, act: RequestAct, **values: Any) -> None:
    state = REQUEST.target(request.state, act)
    request_id, agency_id, version = request.id, request.agency_id, request.version
    ctx.session.execute(
        update(DataRequest)
        .where(DataRequest.id == request_id)
        .values(state=state, version=version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    _record(ctx, agency_id, request_id, act.value, state=state.value)


def _lengthen(ctx: Context, request: DataRequest) -> None:
    """The same request under the longer variant: the clock that ran stops, the other began on the same day."""
    row, variant = settling(request.kind, third_party=True)
    if variant is None:
        return
    for clock in _open_clocks(ctx, request.id):
        if clock.row == row:
            stop_clock(ctx, clock.id, reason="có bên thứ ba: tính theo thời hạn dài hơn")
    start_clock(
        ctx, subject_type=SUBJECT, subject_id=request.id, agency_id=request.agency_id, row=row, variant=variant,
        started_at=request.received_at,
    )  # fmt: skip


def _open_clocks(ctx: Context, request_id: UUID) -> list[Any]:
    return [one for one in list_clocks(ctx, SUBJECT, request_id) if one.state not in CLOCK.final]


def _record(ctx: Context, agency_id: UUID, request_id: UUID, verb: str, **detail: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"privacy:request:{verb}", subject_type=SUBJECT, subject_id=request_id,
        **detail,
    )  # fmt: skip
