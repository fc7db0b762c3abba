"""A petition taken in at the desk: told, on paper, by telephone, or handed on by another body."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from accounts.states import Assurance
from agencies.queries import find_card_by_code, get_card
from casework.behalf import MANY, most_representatives
from casework.identity import Identity
from casework.states import Writer
from casework.timeline import hour_of
from core import audit
from core.actor import covers
from core.clock import local_date, start_of_day
from core.context import Context
from core.db import insert_row
from core.errors import NotFound
from feedback.commands import SubmitPetition, Submitted
from feedback.desk.commands import DeskEntry
from feedback.desk.errors import (
    EntryUsedBefore,
    NamedAnonymous,
    NothingToSign,
    NotOfThisPlace,
    NotReadBack,
    ReceiptNotHeld,
    ReceivedInTheFuture,
    ReceivedTooLongAgo,
    SourceUnclear,
    TooManyRepresentatives,
    VoidTooLate,
)
from feedback.desk.models import DeskRecord
from feedback.desk.policies import can_receive
from feedback.desk.records import Details, book_tag, seal_details
from feedback.desk.states import SOURCES, Arrival, ReadBack, Signature
from feedback.machine import PROVINCE_RECEIVES
from feedback.models import Petition
from feedback.services.moving import SUBJECT, lock_petition, record
from feedback.services.receiving import Desk, choose_desk, demand_keeping, draft_tag, receive_petition
from feedback.states import Concerns

LONGEST_AGO = timedelta(days=366)


def receive_at_desk(ctx: Context, entry: DeskEntry) -> Submitted:
    """Take a petition in for somebody: sealed, numbered, its first clock running from the day it was received.

    Doing it again with the same entry gives the same receipt. What speaks of the commune's own desk, its leaders or
    somebody above goes to the province's desk at once; whoever wrote it down cannot open it there.
    Raises Forbidden, NothingWritten, DeskNotOpen, DeskWithoutKey, and the errors of `feedback.desk.errors`.
    Citizen Reception Act (42/2013) art. 25, 28; NĐ 154/2026 art. 12, 14, 15, 28; law sheet §2.1.
    """
    can_receive(ctx.actor, entry.agency_id).demand()
    done = _received_before(ctx, entry)
    if done is not None:
        return done
    _check(ctx, entry)
    desk = desk_for(ctx, entry.agency_id, entry.about_code, entry.content.concerns)
    try:
        # Two who send the same entry at one moment: the second gets what the first made.
        with ctx.session.begin_nested():
            submitted = receive_petition(ctx, _command(ctx, entry, desk))
    except IntegrityError:
        done = _received_before(ctx, entry)
        if done is None:
            raise
        return done
    _keep_record(ctx, entry, desk)
    return submitted


def desk_for(ctx: Context, agency_id: UUID, about_code: str, concerns: Concerns) -> Desk:
    """Who receives what is taken in at this desk, and of which place it speaks.

    Raises NotOfThisPlace, DeskNotOpen, DeskWithoutKey.
    """
    here = get_card(ctx, agency_id)
    about = find_card_by_code(ctx, about_code) if about_code else here
    if about is None or not covers(here.path, about.path):
        raise NotOfThisPlace
    if concerns in PROVINCE_RECEIVES or not here.is_open:
        return replace(choose_desk(ctx, here.code, concerns), about=about)
    demand_keeping(ctx, here.id, concerns)
    return Desk(here, about)


def change_signature(ctx: Context, petition_id: UUID, signature: Signature) -> None:
    """Say how it was signed after all, or that it was not, by whoever recorded it, while nobody has worked on it.

    Raises NotFound (not one's own), NotReadBack, NothingToSign, VoidTooLate.
    """
    locked = lock_petition(ctx, petition_id)
    d = DeskRecord
    row = ctx.session.execute(select(d.recorded_by, d.arrival, d.read_back).where(d.petition_id == petition_id)).first()
    if row is None or ctx.actor.account_id is None or row.recorded_by != ctx.actor.account_id:
        raise NotFound
    if locked.version != 1:
        raise VoidTooLate
    _check_signature(row.arrival, signature, row.read_back)
    ctx.session.execute(update(d).where(d.petition_id == petition_id).values(signature=signature))
    record(ctx, locked, "sign", signature=signature.value)


def hand_over(ctx: Context, petition_id: UUID, *, held: bool, phone_left: bool) -> None:
    """Note that the receipt was given: whoever left no phone said that they hold number and code."""
    if not (held or phone_left):
        raise ReceiptNotHeld
    record(ctx, lock_petition(ctx, petition_id), "hand_over", held=held, phone_left=phone_left)


def _received_before(ctx: Context, entry: DeskEntry) -> Submitted | None:
    p = Petition
    row = ctx.session.execute(
        select(p.id, p.number, p.received_at, p.due_at).where(p.draft_tag == draft_tag(ctx, entry.keys.entry_id))
    ).one_or_none()
    if row is None:
        return None
    if row.id != entry.keys.case.case_id:
        raise EntryUsedBefore
    return Submitted(row.id, row.number, entry.keys.access_code, row.received_at, row.due_at)


def _check(ctx: Context, entry: DeskEntry) -> None:
    today = local_date(ctx.now)
    if entry.received_on > today:
        raise ReceivedInTheFuture
    if entry.received_on < today - LONGEST_AGO:
        raise ReceivedTooLongAgo
    if entry.source not in SOURCES[entry.arrival]:
        raise SourceUnclear
    _check_signature(entry.arrival, entry.signature, entry.read_back)
    _check_writer(entry.sender)


def _check_signature(arrival: Arrival, signature: Signature, read_back: ReadBack) -> None:
    signed = signature is not Signature.NONE
    if signed and arrival is Arrival.TELEPHONE:
        raise NothingToSign
    if signed and arrival is Arrival.ORAL and read_back is ReadBack.NOT_READ:
        raise NotReadBack


def _check_writer(sender: Identity) -> None:
    behalf = sender.behalf
    if behalf.writer is Writer.ANONYMOUS and (sender.name or sender.address):
        raise NamedAnonymous
    named = [line for line in behalf.representatives.splitlines() if line.strip()]
    most = most_representatives(behalf.people) if behalf.people >= MANY else len(named)
    if len(named) > most:
        raise TooManyRepresentatives(people=behalf.people, most=most)


def _received_at(ctx: Context, entry: DeskEntry) -> datetime:
    """The day is what counts for the clock; today it is also known at what time."""
    return ctx.now if entry.received_on == local_date(ctx.now) else start_of_day(entry.received_on)


def _command(ctx: Context, entry: DeskEntry, desk: Desk) -> SubmitPetition:
    sender, consent = entry.sender, entry.contact_consent
    return SubmitPetition(
        draft_id=entry.keys.entry_id, case_id=entry.keys.case.case_id, case_key=entry.keys.case.key,
        access_code=entry.keys.access_code, receiving_agency_id=desk.agency.id,
        receiving_agency_code=desk.agency.code, about_agency_id=desk.about.id, content=entry.content,
        source=entry.source, point_code="", notice_version=entry.notice_version, contact_consent=consent,
        name=sender.name, phone=sender.phone if consent else "", email=sender.email if consent else "",
        address=sender.address, behalf=sender.behalf, photos=entry.photos, files=entry.files,
        received_at=_received_at(ctx, entry),
        # The card was looked at, its number is not kept (Decree 154/2026 art. 12; law sheet §9.11, 20).
        level=Assurance.AT_DESK if entry.identity_seen else Assurance.UNVERIFIED,
    )  # fmt: skip


def _keep_record(ctx: Context, entry: DeskEntry, desk: Desk) -> None:
    """How it came, beside the petition; the audit tells who wrote it down."""
    petition_id, agency_id = entry.keys.case.case_id, desk.agency.id
    details = Details(
        ctx.now, entry.book_number.strip(), entry.document_number.strip(), entry.handed_on_by.strip(),
        entry.papers.strip(), entry.sender.behalf.people,
    )  # fmt: skip
    # As everywhere: what speaks of somebody is dated to the hour.
    coarse = entry.content.concerns is not Concerns.NOBODY
    values = {
        "petition_id": petition_id, "agency_id": agency_id, "recorded_by": ctx.actor.account_id,
        "recorded_at": hour_of(ctx.now) if coarse else ctx.now, "received_on": entry.received_on,
        "arrival": entry.arrival, "signature": entry.signature, "read_back": entry.read_back,
        "identity_seen": entry.identity_seen, "papers_seen": entry.papers_seen,
        "book_tag": None if coarse else book_tag(ctx, agency_id, details.book_number),
        "sealed_details": seal_details(entry.keys.case, details),
        "voided_at": None, "voided_by": None, "void_reason": None,
    }  # fmt: skip
    insert_row(ctx.session, DeskRecord, values)
    audit.record(
        ctx, agency_id=agency_id, action="feedback:petition:record", subject_type=SUBJECT, subject_id=petition_id,
        arrival=entry.arrival.value, signature=entry.signature.value, read_back=entry.read_back.value,
        received_on=entry.received_on.isoformat(),
    )  # fmt: skip
