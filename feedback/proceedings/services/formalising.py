"""Information becomes a complaint or denunciation by somebody's signature; the legal terms run from its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from agencies.queries import get_card
from agencies.states import AgencyKind
from casework.enclosures import FIRST_POSITION, enclose
from casework.identity import sign_identity
from casework.models import CaseAttachment
from casework.sealing import CaseKey, open_case_key
from core.clock import local_date
from core.context import Context
from core.text import N_
from feedback.commands import Target
from feedback.errors import TitleMissing
from feedback.opening.closing import letter_of
from feedback.proceedings.commands import Formalise
from feedback.proceedings.errors import (
    ComplainedMissing,
    DayInFuture,
    KnownAfterReceived,
    KnownMissing,
    ObstacleReasonMissing,
    WrongTrack,
)
from feedback.proceedings.machine import (
    COMPLAINTS,
    CONTINUED,
    MACHINES,
    MISDIRECTED,
    OVERDUE,
    RELAYED,
    REPLY,
)
from feedback.proceedings.models import Proceeding, ProceedingMember
from feedback.proceedings.queries import DETAILS_PART, Details, find_proceeding, kind_of
from feedback.proceedings.record import write_step
from feedback.proceedings.services.naming import keep_member, refuse_decider
from feedback.proceedings.services.recording import audit_step, start_row, stop_rows_but
from feedback.proceedings.states import Part, Track
from feedback.queries.cases import OpenContent, open_content
from feedback.routes.queries import past_of
from feedback.services.families import hold_family, is_kept_in_family, seal_family
from feedback.services.moving import Locked, begin, due_copy, move, open_clocks
from feedback.services.receiving import placed, seal_content, unplaced
from feedback.services.triaging import refuse_concerned
from feedback.states import Act, Concerns, Happened

_FORMAL_NOW = N_("Đơn đã có chữ ký, thời hạn tính theo Luật Khiếu nại hoặc Luật Tố cáo")
_SHORTEST_TITLE = 5


def formalise(ctx: Context, target: Target, command: Formalise) -> None:
    """Make a petition a complaint or denunciation: evidence of the signature, terms from the day it was received.

    A denunciation is sealed for good and read by those named alone. The information's own term (row 55) ends; its first
    reply (row 28) still runs, and is met by the written acceptance or refusal (ADR 0415).
    Raises what `begin` raises, TitleMissing, NotTheDecider, ConflictOfInterest, and the errors of the day and matter.
    Complaints Act art. 8, 9, 27; Denunciation Act art. 22–26; law sheet §2.3, §2.4, §9, rows 32, 33, 42, 43, 50–52.
    """
    hold_family(ctx, target.petition_id)
    locked = begin(ctx, target, Act.FORMALISE)
    check(ctx, locked, command)
    written, key = open_content(ctx, locked.id), open_case_key(ctx, locked.id)
    written = replace(written, kept=written.kept or is_kept_in_family(ctx, locked.id))
    changes = shown(locked, key, written, command)
    if locked.assignee_id is None and ctx.actor.account_id is not None:
        # Whoever records it has it until it is given to somebody: what was named is read by nobody else.
        refuse_concerned(ctx, locked, ctx.actor.account_id)
        changes["assignee_id"] = ctx.actor.account_id
    begin_proceeding(ctx, locked, key, command)
    letter = letter_of(written.content, written.title)
    sign_identity(ctx, key, name=command.name, address=command.address, letter=letter)
    _enclose(ctx, key, command)
    begin_terms(ctx, locked, command)
    move(
        ctx, locked, Act.FORMALISE, Happened.FORMALISED, tell=True, petition_kind=kind_of(command.track),
        changes={**changes, "kind": kind_of(command.track), "field": command.field,
                 "due_at": due_copy(open_clocks(ctx, locked.id))},
    )  # fmt: skip
    if changes["sealed"]:
        seal_family(ctx, locked.id)


def check(ctx: Context, locked: Locked, command: Formalise) -> None:
    """What a signed paper must say. Raises DayInFuture, WrongTrack, and of a complaint what its matter misses."""
    if command.received_on > local_date(ctx.now):
        raise DayInFuture(field="received_on")
    province = get_card(ctx, locked.agency_id).kind == AgencyKind.PROVINCE
    if command.track is Track.COMPLAINT_SECOND and not province:
        raise WrongTrack
    if command.track in COMPLAINTS:
        _check_matter(command)
    if command.decider_id is not None:
        refuse_decider(ctx, locked, command.decider_id, track=command.track)


def _check_matter(command: Formalise) -> None:
    if len(command.complained.strip()) < _SHORTEST_TITLE:
        raise ComplainedMissing
    if command.known_on is None:
        raise KnownMissing
    if command.known_on > command.received_on:
        raise KnownAfterReceived
    if command.obstacle_days and not command.obstacle.strip():
        raise ObstacleReasonMissing


def begin_proceeding(ctx: Context, locked: Locked, key: CaseKey, command: Formalise) -> None:
    """The formal row, its team and the first line of its record. One that came back from elsewhere begins anew."""
    before = find_proceeding(ctx, locked.id)
    # Passed on to another desk of the system counts as well: once is once, whatever it was called then.
    passed_on = (before is not None and before.transferred) or past_of(ctx, locked.id).denounced
    values = {**_row(command), "transferred": passed_on, "sealed_details": _details(key, command)}
    if before is None:
        ctx.session.execute(insert(Proceeding).values(petition_id=locked.id, **values))
    else:
        ctx.session.execute(update(Proceeding).where(Proceeding.petition_id == locked.id).values(**values))
        ctx.session.execute(delete(ProceedingMember).where(ProceedingMember.petition_id == locked.id))
    if command.decider_id is not None:
        keep_member(ctx, locked.id, command.decider_id, Part.DECIDER)
    stage = MACHINES[command.track].initial
    write_step(ctx, locked.id, None, stage, day=command.received_on, words={"number": command.book_number.strip()})
    audit_step(ctx, locked, "formalise", track=command.track.value, evidence=command.evidence.value)


def _row(command: Formalise) -> dict[str, Any]:
    nothing = ("accepted_on", "differs", "meeting_on", "met_on", "withdrawn", "finding", "decided_on", "sent_on",
               "served_on", "published_on")  # fmt: skip
    complaint = command.track in COMPLAINTS
    return {
        **dict.fromkeys(nothing), "track": command.track, "stage": MACHINES[command.track].initial,
        "evidence": command.evidence, "received_on": command.received_on,
        "known_on": command.known_on if complaint else None,
        "obstacle_days": command.obstacle_days if complaint else 0,
        "competent": complaint or command.competent, "continued": not complaint and command.continued,
        "gone_on": False,
    }  # fmt: skip


def _details(key: CaseKey, command: Formalise) -> bytes:
    details = Details(
        command.book_number.strip(), command.complained.strip(), command.complained_number.strip(),
        command.complained_by.strip(), command.obstacle.strip(), command.relayed_by.strip(),
    )  # fmt: skip
    return key.seal_json(asdict(details), part=DETAILS_PART)


def shown(locked: Locked, key: CaseKey, written: OpenContent, command: Formalise) -> dict[str, Any]:
    """What the petition shows from now on: a denunciation nothing at all, a complaint what it showed or may show.

    Nobody learns from a list, the index or a copy of the database whom somebody denounced.
    """
    title = command.title.strip() or written.title
    about_someone = locked.protected or written.kept or written.content.concerns is not Concerns.NOBODY
    untriaged = locked.kind is None
    sealed = command.track not in COMPLAINTS or about_someone or (locked.sealed and not untriaged)
    if not sealed and len(title) < _SHORTEST_TITLE:
        raise TitleMissing
    if sealed:
        again = seal_content(key, written.content, title=title, apart=written.apart, kept=written.kept)
        return {
            "sealed": True, "title": "", "body": "", "place": "", "hamlet_id": None, "sealed_content": again,
            **unplaced(locked.agency_id),
        }  # fmt: skip
    return {
        "sealed": False, "title": title, "body": written.content.what, "place": written.content.place,
        "hamlet_id": written.content.hamlet_id, **placed(written.content),
    }  # fmt: skip


def _enclose(ctx: Context, key: CaseKey, command: Formalise) -> None:
    if not command.files:
        return
    a = CaseAttachment
    last = ctx.session.execute(select(func.max(a.position)).where(a.case_id == key.case_id)).scalar_one()
    enclose(ctx, key, command.files, first_position=max((last or 0) + 1, FIRST_POSITION))


def begin_terms(ctx: Context, locked: Locked, command: Formalise) -> None:
    """The information's own term ends, those of the law begin with the day the signature came in."""
    stop_rows_but(ctx, locked, {REPLY}, _FORMAL_NOW)
    for row in initial_rows(command):
        start_row(ctx, locked, row, command.received_on)


def initial_rows(command: Formalise) -> Iterator[int]:
    """Which terms a signed paper starts (law sheet rows 33; 42, 43, 50, 51, 52). Of a continued denunciation the
    superior has twenty days instead of the first seven working days.
    """
    if command.track in COMPLAINTS:
        yield 33
        return
    yield CONTINUED if command.continued else 42
    if not command.competent:
        yield MISDIRECTED
    if command.relayed_by.strip():
        yield RELAYED
    if command.overdue_below:
        yield OVERDUE
