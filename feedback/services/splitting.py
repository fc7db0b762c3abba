"""A petition of several matters becomes several petitions; the sender follows them all from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from casework import timeline
from casework.identity import carry_identity
from casework.locks.closing import is_locked, keep_part_key
from casework.locks.demanding import demand_desk_key
from casework.numbers import issue_case
from casework.sealing import fresh_case_key, open_case_key
from core import audit
from core.context import Context
from core.db import insert_row
from core.ids import random_id
from core.text import N_
from deadlines.services import meet_row, start_clock, stop_all
from feedback.commands import Target, Triage
from feedback.errors import DeskNotOpen, TitleMissing
from feedback.machine import PROVINCE_RECEIVES, SEALED_KINDS
from feedback.models import Petition
from feedback.policies import can_act
from feedback.queries.cases import OpenContent, open_content
from feedback.routes.commands import Part
from feedback.routes.errors import PartTitleMissing, PartUnsaid, TooFewParts, TooManyParts
from feedback.services.moving import (
    FIRST_REPLY_ROW,
    SHORTEST_TEXT,
    SUBJECT,
    Locked,
    begin,
    lock_petition,
    move,
    write_note,
)
from feedback.services.receiving import seal_content, unplaced
from feedback.services.triaging import classify
from feedback.shutting.refreshing import inherit
from feedback.states import Act, Concerns, Happened, NoteKind, PetitionKind, PetitionState

FEWEST, MOST = 2, 6
_PARTED = N_("Đơn đã tách thành nhiều đơn, mỗi đơn tính thời hạn riêng")
_FROM_PARENT = ("home_agency_id", "source", "notice_version", "contact_consent", "received_at")
_EMPTY = (
    "draft_tag", "field", "urgency", "outcome", "hamlet_id", "assignee_id", "main_id", "answered_at", "answer_due_at",
    "closed_at", "reopened_at", "rating",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all the parts take from the petition they come from. `kept`: they stay sealed for good; `goes_up`: a part of
    it is none of the commune's.
    """

    locked: Locked
    row: dict[str, Any]
    written: OpenContent
    kept: bool
    goes_up: bool
    count: int


def split(ctx: Context, target: Target, parts: Sequence[Part], *, text: str = "") -> list[UUID]:
    """Make each part a petition of its own: number, key, clock from the day the whole came in; the whole ends here.

    Each carries, sealed, who sent it, so that notices reach them, whom it accuses and who stood aside; photos and files
    stay with the whole. What comes from a sealed whole stays sealed, what comes from a protected one protected; a part
    that speaks of the commune's leaders,
    its desk or somebody above goes to the province. With field and urgency a part is triaged at once, by a clerk.
    Raises what `begin` raises, TooFewParts, TooManyParts, PartUnsaid, PartTitleMissing, DeskNotOpen,
    DeskWithoutKey. NĐ 154/2026 art. 14; law sheet §2.1, §2.2.
    """
    _check(parts)
    locked = begin(ctx, target, Act.SPLIT)
    whole = _whole(ctx, locked, parts)
    made = [_make(ctx, whole, part, number) for number, part in enumerate(parts, start=1)]
    meet_row(ctx, subject_type=SUBJECT, subject_id=locked.id, row=FIRST_REPLY_ROW)
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_PARTED)
    changes = {"kind": locked.kind or PetitionKind.MIXED, **_closed_again(ctx, whole)}
    move(ctx, locked, Act.SPLIT, Happened.SPLIT, changes=changes, tell=True, parts=len(parts))
    if text.strip():
        write_note(ctx, locked.id, NoteKind.SPLITTING, text.strip(), public=True)
    return made


def _closed_again(ctx: Context, whole: _Whole) -> dict[str, Any]:
    """With a part that nobody may read, nobody may read the whole either: it says the same.

    What goes up to the province stays, of those here, with the one who read it to split it.
    """
    changes: dict[str, Any] = {}
    locked, written = whole.locked, whole.written
    if whole.goes_up and locked.assignee_id is None:
        changes["assignee_id"] = ctx.actor.account_id
    if not whole.kept or locked.sealed:
        return changes
    title = ctx.session.execute(select(Petition.title).where(Petition.id == locked.id)).scalar_one()
    again = seal_content(
        open_case_key(ctx, locked.id), written.content, title=title, apart=written.apart, kept=True
    )  # fmt: skip
    shown = {"sealed": True, "title": "", "body": "", "place": "", "hamlet_id": None, **unplaced(locked.agency_id)}
    return {**changes, **shown, "sealed_content": again}


def _check(parts: Sequence[Part]) -> None:
    if len(parts) < FEWEST:
        raise TooFewParts
    if len(parts) > MOST:
        raise TooManyParts(most=MOST)
    for number, part in enumerate(parts, start=1):
        if len(part.what.strip()) < SHORTEST_TEXT:
            raise PartUnsaid(number=number)


def _whole(ctx: Context, locked: Locked, parts: Sequence[Part]) -> _Whole:
    p = Petition
    columns: tuple[Any, ...] = tuple(getattr(p, name) for name in _FROM_PARENT)
    row = ctx.session.execute(select(*columns).where(p.id == locked.id)).one()
    written = open_content(ctx, locked.id)
    # One person sent all of it: a part that anybody may read would lead to who wrote the part that nobody may.
    delicate = any(part.concerns is not Concerns.NOBODY or part.kind in SEALED_KINDS for part in parts)
    sealed = locked.sealed and locked.state is not PetitionState.RECEIVED
    about_someone = locked.protected or locked.accuses or written.content.concerns is not Concerns.NOBODY
    kept = sealed or about_someone or written.kept or delicate
    in_commune = get_card(ctx, locked.agency_id).kind != AgencyKind.PROVINCE
    goes_up = in_commune and any(part.concerns in PROVINCE_RECEIVES for part in parts)
    return _Whole(locked, row._asdict(), written, kept, goes_up, len(parts))


def _make(ctx: Context, whole: _Whole, part: Part, number: int) -> UUID:
    desk = _desk(ctx, whole, part)
    child_id = random_id()
    key = fresh_case_key(child_id)
    keep_part_key(ctx, key, agency_id=desk.id, whole_id=whole.locked.id)
    content = replace(
        whole.written.content, what=part.what, concerns=part.concerns, wanted="",
        field=part.field or whole.written.content.field,
    )  # fmt: skip
    # Nobody gets the code: the sender follows every part with the number and code of the whole.
    issued = issue_case(ctx, agency_code=desk.code, case_type=SUBJECT, case_id=child_id)
    received_at = whole.row["received_at"]
    if part.concerns is not Concerns.NOBODY:
        received_at = timeline.hour_of(received_at)
    clock = start_clock(
        ctx, subject_type=SUBJECT, subject_id=child_id, agency_id=desk.id, row=FIRST_REPLY_ROW, started_at=received_at,
    )  # fmt: skip
    due_at = clock.due_at or ctx.now
    sealed = seal_content(key, content, title=part.title.strip(), apart=whole.written.apart, kept=whole.kept)
    values = {
        **dict.fromkeys(_EMPTY), **whole.row, "id": child_id, "number": issued.number, "agency_id": desk.id,
        "parent_id": whole.locked.id, "state": PetitionState.RECEIVED, "kind": part.kind, "sealed": True,
        "protected": whole.locked.protected or part.concerns in PROVINCE_RECEIVES, "sealed_content": sealed,
        **unplaced(desk.id), "title": "", "body": "", "place": "", "received_at": received_at, "due_at": due_at,
        "version": 1,
    }  # fmt: skip
    insert_row(ctx.session, Petition, values)
    carry_identity(ctx, whole.locked.id, key)
    inherit(ctx, whole.locked.id, key)
    timeline.append(ctx, case_id=child_id, kind=Happened.SPLIT, part=number, parts=whole.count, due_at=due_at)
    audit.record(
        ctx, agency_id=desk.id, action="feedback:petition:part", subject_type=SUBJECT, subject_id=child_id,
        whole=str(whole.locked.id),
    )  # fmt: skip
    _triage_at_once(ctx, child_id, part, number)
    return child_id


def _desk(ctx: Context, whole: _Whole, part: Part) -> AgencyCard:
    """Whose desk gets the part. Raises DeskNotOpen, and DeskWithoutKey: what people's keys close goes up under theirs.

    Denunciation Act art. 13; law sheet §2.4."""
    here = get_card(ctx, whole.locked.agency_id)
    if part.concerns not in PROVINCE_RECEIVES or here.kind == AgencyKind.PROVINCE:
        return here
    province = get_card(ctx, get_card(ctx, whole.written.about).province_id)
    if not province.is_open:
        raise DeskNotOpen
    if is_locked(ctx, whole.locked.id):
        demand_desk_key(ctx, province.id)
    return province


def _triage_at_once(ctx: Context, child_id: UUID, part: Part, number: int) -> None:
    if part.kind is None or part.field is None or part.urgency is None:
        return
    locked = lock_petition(ctx, child_id)
    if not can_act(ctx.actor, Act.TRIAGE, locked.facts()):
        return  # at another desk, or the one who splits is no clerk: triaged as any other
    try:
        classify(ctx, locked, Triage(part.kind, part.field, part.urgency, part.title), tell=False)
    except TitleMissing:
        raise PartTitleMissing(number=number) from None
