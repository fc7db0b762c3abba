"""From a finished draft to a received petition with number, code and clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from accounts.states import Assurance
from agencies.queries import AgencyCard, find_card_by_code, get_card
from casework import timeline
from casework.attachments import attach
from casework.enclosures import enclose
from casework.identity import Identity, keep_identity
from casework.locks.closing import keep_new_key
from casework.locks.demanding import demand_desk_key
from casework.numbers import issue_case
from casework.sealing import CaseKey
from core import audit
from core.context import Context
from core.db import insert_row
from deadlines.services import start_clock
from feedback.commands import Content, SubmitPetition, Submitted
from feedback.drafts import Draft, Receipt, Ticket, finish_draft, load_draft
from feedback.errors import ConcernsMissing, DeskNotOpen, DraftGone, NothingWritten
from feedback.machine import PROVINCE_RECEIVES
from feedback.models import Petition
from feedback.opening.closing import letter_of, safe_of_desk
from feedback.sealed_post.sending import hand_over, see_to_bag
from feedback.services.moving import FIRST_REPLY_ROW, SUBJECT
from feedback.states import Concerns, Happened, PetitionState, Source

CONTENT_PART = "content"
DRAFT_PURPOSE = "intake-draft"
SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Desk:
    """Who receives (`agency`), and of which commune the petition speaks (`about`)."""

    agency: AgencyCard
    about: AgencyCard


def choose_desk(ctx: Context, agency_code: str, concerns: Concerns) -> Desk:
    """The desk that receives: the commune's own; the province's when it concerns the commune's intake desk or
    leaders or someone above, or when the commune's desk is not open. Raises DeskNotOpen, DeskWithoutKey.

    Denunciation Act art. 13 and law sheet §2.4: never to the person it is about or their subordinates.
    """
    about = find_card_by_code(ctx, agency_code)
    if about is None:
        raise DeskNotOpen
    desk = about
    if concerns in PROVINCE_RECEIVES or not about.is_open:
        desk = get_card(ctx, about.province_id)
    if not desk.is_open:
        raise DeskNotOpen
    demand_keeping(ctx, desk.id, concerns)
    return Desk(desk, about)


def demand_keeping(ctx: Context, agency_id: UUID, concerns: Concerns) -> None:
    """What speaks of somebody only comes to a desk that can keep it. Raises DeskWithoutKey."""
    if concerns is not Concerns.NOBODY:
        demand_desk_key(ctx, agency_id)


def submit_draft(ctx: Context, ticket: Ticket, *, notice_version: str, boot: bytes | None = None) -> Receipt:
    """Send the draft. Doing it again (double click, retry, crash after the commit) gives the same receipt.

    `boot`: of a commune that runs alone, the secret of this run: what concerns its leaders leaves by sealed post.
    Raises DraftGone, NothingWritten, ConcernsMissing, DeskNotOpen, DeskWithoutKey, ProvinceKeyMissing, PostTooLarge.
    """
    draft = load_draft(ctx, ticket, lock=True)
    if draft is None:
        raise DraftGone
    if draft.receipt is not None:
        return draft.receipt
    if draft.concerns is None:
        raise ConcernsMissing
    if boot is not None:
        see_to_bag(ctx, boot=boot)  # whatever it is about: that there is a bag tells nothing
        if draft.concerns in PROVINCE_RECEIVES:
            return hand_over(ctx, ticket, draft, boot=boot, notice_version=notice_version)
    desk = choose_desk(ctx, draft.agency_code, draft.concerns)
    submitted = receive_petition(ctx, _command(ticket, draft, draft.concerns, desk, notice_version))
    receipt = Receipt(
        submitted.number, submitted.access_code, submitted.received_at, submitted.due_at, desk.agency.code,
        about_someone=draft.concerns is not Concerns.NOBODY, phone_left=bool(draft.consent and draft.phone),
    )  # fmt: skip
    finish_draft(ctx, ticket, draft, receipt)
    return receipt


def receive_petition(ctx: Context, command: SubmitPetition) -> Submitted:
    """Receive a petition: sealed, numbered, its first clock running (Citizen Reception Act art. 28: ten working days).

    Raises NothingWritten.
    """
    if len(command.content.what.strip()) < SHORTEST:
        raise NothingWritten
    key = CaseKey(command.case_id, command.case_key)
    # What speaks of someone is dated to the hour: who was seen writing at that minute must not tell who wrote.
    coarse = command.content.concerns is not Concerns.NOBODY
    received_at = command.received_at or ctx.now
    received_at = timeline.hour_of(received_at) if coarse else received_at
    made = command.made or None
    slow = keep_new_key(
        ctx, key, agency_id=command.receiving_agency_id, access_code=command.access_code, made=made
    )  # fmt: skip
    issued = issue_case(
        ctx, agency_code=command.receiving_agency_code, case_type=SUBJECT, case_id=command.case_id,
        access_code=command.access_code, slow=slow, number=command.number,
    )  # fmt: skip
    clock = start_clock(
        ctx, subject_type=SUBJECT, subject_id=command.case_id, agency_id=command.receiving_agency_id,
        row=FIRST_REPLY_ROW, started_at=received_at,
    )  # fmt: skip
    due_at = clock.due_at or ctx.now
    given = {
        "number": issued.number, "due_at": due_at, "received_at": received_at,
        "draft_tag": draft_tag(ctx, command.draft_id),
    }  # fmt: skip
    content = replace(command.content, about=command.about_agency_id, point_code=command.point_code)
    insert_row(ctx.session, Petition, {**given, "sealed_content": seal_content(key, content), **_row(command)})
    # Whoever speaks of somebody is known to no single official from the first moment (docs/adr/0427).
    inside = safe_of_desk(ctx, command.receiving_agency_id) if slow is not None and coarse else None
    keep_identity(ctx, key, _identity(command), inside=inside, letter=letter_of(command.content))
    attach(ctx, key, command.photos)
    enclose(ctx, key, command.files)
    timeline.append(ctx, case_id=command.case_id, kind=Happened.SUBMITTED, hour_only=coarse, due_at=due_at)
    audit.record(
        ctx, agency_id=command.receiving_agency_id, action="feedback:petition:submit", subject_type=SUBJECT,
        subject_id=command.case_id, source=command.source.value, notice_version=command.notice_version,
    )  # fmt: skip
    return Submitted(command.case_id, issued.number, issued.access_code, received_at, due_at)


def _identity(command: SubmitPetition) -> Identity:
    left = (command.name, command.phone, command.email, command.address, command.behalf)
    return Identity(*left, level=command.level, subject=command.subject)


def draft_tag(ctx: Context, draft_id: UUID) -> bytes:
    """What a petition keeps of the draft it came from: one draft, one petition."""
    return ctx.keys.tag(DRAFT_PURPOSE, draft_id.bytes)


def unplaced(desk_id: UUID) -> dict[str, Any]:
    """The columns beside sealed words: of which place they speak is not to be seen there."""
    return {"about_agency_id": desk_id, "point_code": ""}


def placed(content: Content) -> dict[str, Any]:
    """The same columns once everyone at the desk may read it."""
    return {"about_agency_id": content.about, "point_code": content.point_code}


def seal_content(
    key: CaseKey, content: Content, *, title: str = "", apart: Iterable[UUID] = (), kept: bool = False
) -> bytes:
    """What was written, as one sealed part. `kept`: it stays sealed whatever is made of it."""
    return key.seal_json(
        {
            "what": content.what.strip(), "concerns": content.concerns.value, "place": content.place,
            "field": content.field.value if content.field else None, "title": title,
            "hamlet_id": str(content.hamlet_id) if content.hamlet_id else None,
            "wanted": content.wanted.strip(), "point": content.point,
            "spot": str(content.spot) if content.spot else "",
            "about": str(content.about) if content.about else None, "point_code": content.point_code,
            "apart": sorted(str(account_id) for account_id in apart), "kept": kept,
        },
        part=CONTENT_PART,
    )  # fmt: skip


def _command(ticket: Ticket, draft: Draft, concerns: Concerns, desk: Desk, notice_version: str) -> SubmitPetition:
    contact = (draft.name, draft.phone, draft.email) if draft.consent else ("", "", "")
    return SubmitPetition(
        draft_id=ticket.id, case_id=draft.case_id, case_key=draft.case_key, access_code=draft.access_code,
        receiving_agency_id=desk.agency.id, receiving_agency_code=desk.agency.code, about_agency_id=desk.about.id,
        content=_content(draft, concerns),
        source=Source.QR if draft.point_code else Source.PORTAL, point_code=draft.point_code,
        notice_version=notice_version, contact_consent=draft.consent, name=contact[0], phone=contact[1],
        email=contact[2], photos=draft.photos,
        behalf=draft.behalf if draft.consent else draft.behalf.without_people(), files=draft.files,
        level=draft.level if draft.consent else Assurance.UNVERIFIED, subject=draft.subject if draft.consent else "",
    )  # fmt: skip


def _content(draft: Draft, concerns: Concerns) -> Content:
    return Content(
        draft.what, concerns, draft.field, draft.hamlet_id, draft.place, wanted=draft.wanted, point=draft.at_point,
        spot=draft.spot,
    )  # fmt: skip


def _row(command: SubmitPetition) -> dict[str, Any]:
    nothing: Sequence[str] = (
        "kind", "field", "urgency", "outcome", "hamlet_id", "assignee_id", "main_id", "parent_id", "answered_at",
        "answer_due_at", "closed_at", "reopened_at", "rating",
    )  # fmt: skip
    desk: UUID = command.receiving_agency_id
    return {
        **dict.fromkeys(nothing), "id": command.case_id, "agency_id": desk,
        "home_agency_id": desk, **unplaced(desk), "source": command.source,
        "state": PetitionState.RECEIVED, "sealed": True,
        "protected": command.content.concerns in PROVINCE_RECEIVES, "title": "", "body": "", "place": "",
        "notice_version": command.notice_version, "contact_consent": command.contact_consent, "version": 1,
    }  # fmt: skip
