"""Who sent a petition is erased: by the sender at any time, by the data protection officer on a request on paper."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from accounts.roles import Role
from agencies.queries import get_card
from casework import timeline
from casework.identity import erase_identity, names_somebody
from casework.models import ErasureRequest
from casework.states import ErasureRefusal, ErasureState
from core import audit
from core.clock import VIETNAM, local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import parse_number, random_id
from deadlines.services import meet_row, start_clock
from feedback import searching
from feedback.commands import AskErasure
from feedback.delivery.forgetting import forget_addressees
from feedback.errors import CaseStillOpen, ErasureAskedBefore, NoSuchNumber, NothingToErase, NotYet
from feedback.links.dropping import drop_links
from feedback.machine import PETITION
from feedback.models import Petition
from feedback.policies import can_decide_erasure
from feedback.routes.queries import family_of
from feedback.services.moving import SUBJECT, Locked, lock_petition, record
from feedback.states import Happened

REQUEST = "erasure"
ERASURE_ROW, ERASURE_VARIANT = 57, "erase"
OFFICER = Role.DATA_PROTECTION_OFFICER


def erase_contact(ctx: Context, petition_id: UUID) -> None:
    """The sender takes back name, phone and e-mail, in whatever state the petition is; it goes on as before.

    With it goes who sent the parts it was split into, and what it is a part of: it is one person. The web layer has
    checked the access code. Raises NotFound, NothingToErase. 91/2025/QH15 art. 4, 9: consent may be withdrawn, and that
    is as easy as giving it.
    """
    _erase(ctx, _lock_family(ctx, petition_id), "erase_contact")


def ask_erasure(ctx: Context, command: AskErasure) -> UUID:
    """Write a request on paper into the book; its legal clock starts on the day it came.

    Raises Forbidden, NoSuchNumber, NotYet, ErasureAskedBefore. NĐ 356/2025 art. 5; law sheet row 57.
    """
    if command.received_on > local_date(ctx.now):
        raise NotYet
    p = Petition
    wanted = select(p.id, p.number, p.agency_id).where(p.number == (parse_number(command.number) or ""))
    row = ctx.session.execute(wanted).one_or_none()
    if row is None or not can_decide_erasure(ctx.actor, get_card(ctx, row.agency_id).path):
        raise NoSuchNumber
    values = {
        "case_id": row.id, "case_type": SUBJECT, "number": row.number, "agency_id": row.agency_id,
        "document_number": command.document_number.strip(), "received_on": command.received_on,
    }  # fmt: skip
    return _enter(ctx, values)


def _enter(ctx: Context, asked: dict[str, Any]) -> UUID:
    request_id = random_id()
    values = {
        **asked, "id": request_id, "state": ErasureState.OPEN, "decision_number": "", "created_at": ctx.now,
        "created_by": ctx.actor.account_id,
    }  # fmt: skip
    try:
        with ctx.session.begin_nested():
            ctx.session.execute(insert(ErasureRequest).values(**values))
    except IntegrityError:
        raise ErasureAskedBefore from None
    start_clock(
        ctx, subject_type=REQUEST, subject_id=request_id, agency_id=asked["agency_id"], row=ERASURE_ROW,
        variant=ERASURE_VARIANT, started_at=datetime.combine(asked["received_on"], time(), tzinfo=VIETNAM),
    )  # fmt: skip
    _record(ctx, asked["agency_id"], request_id, "receive", document=asked["document_number"])
    return request_id


def grant_erasure(ctx: Context, request_id: UUID, *, decision_number: str) -> None:
    """Erase who sent a closed petition, where the officer decides; what another agency holds goes into its own book.

    Raises NotFound, Forbidden (decided before), CaseStillOpen, NothingToErase, CaseHeld.
    """
    request = _lock_request(ctx, request_id)
    paper = (request.document_number, request.received_on)
    erase_by_decision(ctx, request.case_id, document_number=paper[0], received_on=paper[1])
    _decide(ctx, request, ErasureState.DONE, decision_number, None)


def erase_by_decision(
    ctx: Context, petition_id: UUID, *, document_number: str, received_on: date, consent_withdrawn: bool = False
) -> None:
    """Erase who sent a closed petition, in all parts of it that lie where the officer decides.

    `consent_withdrawn`: an open one too, as the sender could. What another agency holds (a part that the province took)
    is that agency's to decide: it is neither erased here nor told of, the same paper goes into that agency's book.
    Raises NotFound, CaseStillOpen, NothingToErase, CaseHeld. 91/2025/QH15 art. 4, 14.
    """
    family = _lock_family(ctx, petition_id)
    mine = [one for one in family if can_decide_erasure(ctx.actor, get_card(ctx, one.agency_id).path)]
    if not consent_withdrawn and any(locked.state not in PETITION.final for locked in mine):
        raise CaseStillOpen
    _erase(ctx, mine, "erase_identity")
    _pass_on(ctx, [one for one in family if one not in mine], document_number, received_on)


def erase_again(ctx: Context, petition_id: UUID) -> bool:
    """Erase what a restored backup brought back; gives whether there was anything. The system alone calls it.

    Holds do not matter: it was erased once already. Raises NotFound.
    """
    locked = lock_petition(ctx, petition_id)
    if not erase_identity(ctx, petition_id, case_type=SUBJECT, again=True):
        return False
    _note_erased(ctx, locked, "erase_again")
    return True


def erase_when_due(ctx: Context, petition_id: UUID, *, rule: str) -> bool:
    """The retention schedule says that nobody needs to know any more who sent it. Raises NotFound, CaseHeld."""
    locked = lock_petition(ctx, petition_id)
    if locked.state not in PETITION.final or not erase_identity(ctx, petition_id, case_type=SUBJECT, rule=rule):
        return False
    _note_erased(ctx, locked, "erase_when_due")
    return True


def refuse_erasure(ctx: Context, request_id: UUID, *, decision_number: str, refusal: ErasureRefusal) -> None:
    """Keep it, for a reason the law knows. Raises NotFound, Forbidden (decided before)."""
    request = _lock_request(ctx, request_id)
    if refusal is ErasureRefusal.NOTHING:  # nothing here; what another agency holds is not this officer's to know
        family = _lock_family(ctx, request.case_id)
        beyond = (one for one in family if not can_decide_erasure(ctx.actor, get_card(ctx, one.agency_id).path))
        _pass_on(ctx, list(beyond), request.document_number, request.received_on)
    _decide(ctx, request, ErasureState.REFUSED, decision_number, refusal)


def _lock_family(ctx: Context, petition_id: UUID) -> list[Locked]:
    """The petition with what it was split from and into; a part that was being made meanwhile too."""
    held: dict[UUID, Locked] = {}
    while missing := [one for one in family_of(ctx, petition_id) if one not in held]:
        held |= {one: lock_petition(ctx, one) for one in missing}
    return list(held.values())


def _erase(ctx: Context, family: Sequence[Locked], verb: str) -> None:
    """Raises NothingToErase when nobody can be known by any of them, CaseHeld."""
    left = [locked for locked in family if erase_identity(ctx, locked.id, case_type=SUBJECT)]
    if not left:
        raise NothingToErase
    for locked in left:
        _note_erased(ctx, locked, verb)


def _note_erased(ctx: Context, locked: Locked, verb: str) -> None:
    searching.forget_phone(ctx, locked.id)
    drop_links(ctx, locked.id)
    forget_addressees(ctx, locked.id)
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(contact_consent=False))
    timeline.append(ctx, case_id=locked.id, kind=Happened.CONTACT_ERASED)
    record(ctx, locked, verb)


def _pass_on(ctx: Context, beyond: Sequence[Locked], document_number: str, received_on: date) -> None:
    """The same paper goes into the book of whoever holds the other parts; its term began on the day it came."""
    for one in beyond:
        if names_somebody(ctx, one.id):
            asked = {
                "case_id": one.id, "case_type": SUBJECT, "number": one.number, "agency_id": one.agency_id,
                "document_number": document_number, "received_on": received_on,
            }  # fmt: skip
            with suppress(ErasureAskedBefore):
                _enter(ctx, asked)


def _lock_request(ctx: Context, request_id: UUID) -> ErasureRequest:
    statement = select(ErasureRequest).where(ErasureRequest.id == request_id).with_for_update()
    request = ctx.session.execute(statement).scalar_one_or_none()
    if request is None or not can_decide_erasure(ctx.actor, get_card(ctx, request.agency_id).path):
        raise NotFound
    if request.state is not ErasureState.OPEN:
        raise Forbidden
    return request


def _decide(
    ctx: Context, request: ErasureRequest, state: ErasureState, decision_number: str, refusal: ErasureRefusal | None
) -> None:
    values = {
        "state": state, "decision_number": decision_number.strip(), "refusal": refusal, "decided_at": ctx.now,
        "decided_by": ctx.actor.account_id,
    }  # fmt: skip
    agency_id, request_id = request.agency_id, request.id
    ctx.session.execute(update(ErasureRequest).where(ErasureRequest.id == request_id).values(**values))
    meet_row(ctx, subject_type=REQUEST, subject_id=request_id, row=ERASURE_ROW)
    why = {"refusal": refusal.value} if refusal else {}
    verb = "refuse" if refusal else "approve"
    _record(ctx, agency_id, request_id, verb, document=decision_number.strip(), **why)


def _record(ctx: Context, agency_id: UUID, request_id: UUID, verb: str, **detail: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:erasure:{verb}", subject_type=REQUEST, subject_id=request_id,
        **detail,
    )  # fmt: skip
