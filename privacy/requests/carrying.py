"""What a granted request changes in what the system holds, in the transaction of the answer."""

from __future__ import annotations

from casework.erasures.holds import refuse_if_held, restrict
from casework.identity import correct_identity, erase_identity
from consultations.services.erasing import erase_opinion
from core.clock import local_date
from core.context import Context
from dialogues.erasing import erase_question
from feedback import searching
from feedback.errors import NothingToErase
from feedback.publishing.hiding import hide_sealed
from feedback.services.erasing import erase_by_decision
from privacy.models import DataRequest
from privacy.requests.commands import Wanted
from privacy.states import RequestKind

_PETITION, _OPINION, _QUESTION = "petition", "opinion", "question"


def carry_out(ctx: Context, request: DataRequest, wanted: Wanted) -> None:
    """Erase, correct or restrict what the request is about; where no case is named, the answer says what was done.

    Raises CaseStillOpen, NothingToErase, CaseHeld, CaseLocked. 91/2025/QH15 art. 4, 14.
    """
    if request.case_id is None:
        return
    if request.kind in (RequestKind.ERASE, RequestKind.WITHDRAW):
        _erase(ctx, request)
    elif request.kind is RequestKind.CORRECT:
        _correct(ctx, request, wanted)
    elif request.kind in (RequestKind.RESTRICT, RequestKind.OBJECT):
        restrict(ctx, request.case_id, request_id=request.id)
        if request.case_type == _PETITION:
            hide_sealed(ctx, request.case_id)  # what is public of it goes at once


def _erase(ctx: Context, request: DataRequest) -> None:
    assert request.case_id is not None
    words = request.kind is RequestKind.ERASE
    if request.case_type == _PETITION:
        erase_by_decision(
            ctx, request.case_id, document_number=request.number, received_on=local_date(request.received_at),
            consent_withdrawn=not words,
        )  # fmt: skip
        return
    refuse_if_held(ctx, request.case_id)
    if request.case_type == _OPINION:
        done = erase_opinion(ctx, request.case_id, words=words)
    elif request.case_type == _QUESTION:
        done = erase_question(ctx, request.case_id, words=words)
    else:
        done = erase_identity(ctx, request.case_id, case_type=request.case_type)
    if not done:
        raise NothingToErase


def _correct(ctx: Context, request: DataRequest, wanted: Wanted) -> None:
    assert request.case_id is not None
    changed = correct_identity(ctx, request.case_id, name=wanted.new_name, phone=wanted.new_phone)
    if changed and request.case_type == _PETITION:
        searching.forget(ctx, request.case_id)
        searching.remember(ctx, request.case_id)
