"""khiếu nại lần hai: a second complaint becomes a case of the province's, linked to the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from agencies.queries import get_card
from casework.identity import carry_identity
from casework.sealing import CaseKey, fresh_case_key, open_case_key
from core.clock import local_date, start_of_day
from core.context import Context
from core.ids import new_access_code, random_id
from feedback.commands import SubmitPetition, Target
from feedback.models import Petition
from feedback.proceedings.commands import Formalise, Lodge, Lodged
from feedback.proceedings.errors import DayInFuture, DayTooEarly, KnownAfterReceived, ObstacleReasonMissing
from feedback.proceedings.queries import Details, ProceedingView, list_steps, open_details
from feedback.proceedings.record import write_step
from feedback.proceedings.services.formalising import begin_proceeding, begin_terms, shown
from feedback.proceedings.services.recording import end
from feedback.proceedings.services.taking import begin_step
from feedback.proceedings.states import Stage, Step, Track
from feedback.queries.cases import OpenContent, find_case_view, open_content
from feedback.services.moving import Locked, due_copy, lock_petition, move, open_clocks
from feedback.services.receiving import receive_petition
from feedback.shutting.refreshing import inherit
from feedback.states import Act, Field, Happened, PetitionKind, Source


def lodge_second(ctx: Context, target: Target, command: Lodge) -> Lodged:
    """The person does not agree, or was given no decision in time: the province takes it up, the first case ends.

    One that comes too late goes on too: only the province may refuse it, in writing, for that ground.
    Raises what `begin_step` raises, StillInTime, DayInFuture, DayTooEarly, KnownAfterReceived, ObstacleReasonMissing.
    Complaints Act art. 33, 36; law sheet §2.3, row 36.
    """
    locked, view = begin_step(ctx, target, Step.APPEAL)
    _check(ctx, view, command)
    old_key = open_case_key(ctx, locked.id)
    written = open_content(ctx, locked.id, key=old_key)
    details = open_details(ctx, locked.id, key=old_key)
    decided = next((s for s in reversed(list_steps(ctx, locked.id, key=old_key)) if s.step is Step.DECIDE), None)
    formal = _formalise(command, details, decided.number if decided else "", get_card(ctx, locked.agency_id).name)
    lodged = _open_case(ctx, locked, written, formal)
    write_step(
        ctx, locked.id, Step.APPEAL, Stage.APPEALED, day=command.received_on,
        words={"number": lodged.number, "words": command.words.strip()},
    )  # fmt: skip
    end(ctx, locked, Step.APPEAL, Stage.APPEALED, changes={})
    return lodged


def _check(ctx: Context, view: ProceedingView, command: Lodge) -> None:
    today = local_date(ctx.now)
    if command.received_on > today:
        raise DayInFuture(field="received_on")
    if command.told_on > command.received_on:
        raise KnownAfterReceived(field="told_on")
    earliest = view.decided_on or view.accepted_on or view.received_on
    if command.told_on < earliest:
        raise DayTooEarly(field="told_on", earliest=f"{earliest:%d/%m/%Y}")
    if command.obstacle_days and not command.obstacle.strip():
        raise ObstacleReasonMissing


def _formalise(command: Lodge, details: Details, decision_number: str, first_name: str) -> Formalise:
    """The second complaint is against the first decision, or against there being none."""
    return Formalise(
        Track.COMPLAINT_SECOND, command.evidence, command.received_on, Field.OTHER, complained=details.complained,
        complained_number=decision_number, complained_by=first_name, known_on=command.told_on,
        obstacle_days=command.obstacle_days, obstacle=command.obstacle,
    )  # fmt: skip


def _open_case(ctx: Context, first: Locked, written: OpenContent, command: Formalise) -> Lodged:
    """A petition of the province's with key, number and code of its own, already a complaint."""
    parent = find_case_view(ctx, first.id)
    assert parent is not None  # it is locked
    key, code = fresh_case_key(random_id()), new_access_code()
    submitted = receive_petition(ctx, _submit(ctx, first, written, key, code, command.received_on))
    carry_identity(ctx, first.id, key)
    new = lock_petition(ctx, submitted.petition_id)
    command = replace(command, field=parent.field or Field.OTHER, title=parent.title or written.title)
    begin_proceeding(ctx, new, key, command)
    begin_terms(ctx, new, command)
    changes = shown(new, key, replace(written, kept=written.kept or first.sealed), command)
    move(
        ctx, new, Act.FORMALISE, Happened.FORMALISED, petition_kind=PetitionKind.COMPLAINT,
        changes={**changes, "kind": PetitionKind.COMPLAINT, "field": command.field, "parent_id": first.id,
                 "due_at": due_copy(open_clocks(ctx, new.id))},
    )  # fmt: skip
    inherit(ctx, first.id, key)
    return Lodged(new.id, submitted.number, submitted.access_code)


def _submit(
    ctx: Context, first: Locked, written: OpenContent, key: CaseKey, code: str, received_on: date
) -> SubmitPetition:
    p = Petition
    row = ctx.session.execute(select(p.notice_version, p.contact_consent).where(p.id == first.id)).one()
    province = get_card(ctx, get_card(ctx, first.agency_id).province_id)
    today = received_on == local_date(ctx.now)
    return SubmitPetition(
        draft_id=random_id(), case_id=key.case_id, case_key=key.key, access_code=code,
        receiving_agency_id=province.id, receiving_agency_code=province.code, about_agency_id=written.about,
        content=written.content, source=Source.IN_PERSON, point_code="", notice_version=row.notice_version,
        contact_consent=row.contact_consent, received_at=ctx.now if today else start_of_day(received_on),
    )  # fmt: skip
