"""Taking in an opinion: sealed, numbered, acknowledged once however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import insert, select

from agencies.queries import get_card
from casework.identity import Identity, keep_identity
from casework.numbers import find_number, issue_case
from casework.sealing import new_case_key
from consultations.commands import GiveOpinion
from consultations.errors import OpinionTextMissing, OpinionTooLong, PeriodOver
from consultations.models import Opinion
from consultations.opinion_queries import CASE_TYPE, PART
from consultations.queries import lock_consultation
from consultations.services.changing import record
from consultations.states import ConsultationState, Stance
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.ids import random_id

MOST = 5000
_TICKET = "opinion-ticket"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person keeps: shown once."""

    number: str
    access_code: str = field(repr=False)


def give_opinion(ctx: Context, command: GiveOpinion) -> Receipt:
    """Take in an opinion from anybody, named or not. The same ticket again gives the same receipt.

    Raises NotFound, PeriodOver, OpinionTextMissing, OpinionTooLong. Law 10/2022 art. 6, 26.1.e.
    """
    tag = ctx.keys.tag(_TICKET, command.ticket.encode())
    # The lock orders opinions with the act that closes the consultation: none slips in behind it.
    row = lock_consultation(ctx, command.consultation_id)
    number = _already_given(ctx, tag)
    if number is not None:
        return Receipt(number, command.access_code)
    if row.state is ConsultationState.DRAFT:
        raise NotFound
    if row.state is not ConsultationState.OPEN or local_date(ctx.now) > row.closes_on:
        raise PeriodOver
    _check_text(command)
    opinion_id = _keep(ctx, command, tag)
    agency = get_card(ctx, row.agency_id)
    issued = issue_case(
        ctx, agency_code=agency.code, case_type=CASE_TYPE, case_id=opinion_id, access_code=command.access_code
    )
    record(ctx, row.agency_id, row.id, "opinion:receive")
    return Receipt(issued.number, issued.access_code)


def _already_given(ctx: Context, tag: bytes) -> str | None:
    known: UUID | None = ctx.session.execute(select(Opinion.id).where(Opinion.ticket_tag == tag)).scalar_one_or_none()
    return find_number(ctx, known) if known else None


def _check_text(command: GiveOpinion) -> None:
    if not command.text and command.stance is not Stance.AGREE:
        raise OpinionTextMissing
    if len(command.text) > MOST:
        raise OpinionTooLong(most=MOST)


def _keep(ctx: Context, command: GiveOpinion, tag: bytes) -> UUID:
    opinion_id = random_id()
    key = new_case_key(ctx, opinion_id)
    ctx.session.execute(
        insert(Opinion).values(
            id=opinion_id, consultation_id=command.consultation_id, group_id=None, stance=command.stance,
            section=command.section, has_text=bool(command.text), sealed_text=key.seal_text(command.text, part=PART),
            received_on=local_date(ctx.now), ticket_tag=tag,
            notice_version=command.notice_version,
        )
    )  # fmt: skip
    keep_identity(ctx, key, Identity(name=command.name, phone=command.phone))
    return opinion_id
