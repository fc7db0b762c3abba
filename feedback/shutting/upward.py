"""A case that accuses who leads the commune that has it goes to the province, whenever that comes out (docs/adr/0434).

Nobody decides it and nobody can forget it: it happens in the transaction in which the leader is named, or in which
somebody named before is made leader. For the commune it is as if it had never been there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update

from accounts.models import RoleGrant
from accounts.queries import list_holders
from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from casework import timeline
from casework.locks.closing import is_locked, opens_for_desk
from casework.locks.desks import find_desk_key
from casework.sealing import CaseKey, find_case_key
from core import audit, outbox
from core.actor import SYSTEM
from core.context import Context
from core.text import N_
from deadlines.services import move_clocks, start_clock, stop_all
from feedback.events import Resealed, SenderToBeTold
from feedback.machine import OPEN_STATES
from feedback.models import Petition
from feedback.proceedings.passing import begin_anew
from feedback.queries.cases import open_content
from feedback.routes.models import PetitionLink
from feedback.services.locking import follow, renew
from feedback.services.moving import FIRST_REPLY_ROW, SUBJECT, Locked, free_linked, lock_petition, write_note
from feedback.services.receiving import seal_content, unplaced
from feedback.shutting.clearing import clear_away
from feedback.shutting.models import PetitionShutOut
from feedback.shutting.reads import accused_tag
from feedback.shutting.refreshing import refresh
from feedback.states import Act, Happened, NoteKind, PetitionKind, PetitionState

_GONE = N_("Đơn đã chuyển tới nơi nhận khác")
WHY = "Đơn nói về lãnh đạo của nơi đang giữ đơn, nên bàn tiếp nhận của tỉnh nhận và giải quyết. Mã của đơn vẫn như cũ."
_WORKED = (*OPEN_STATES, PetitionState.LINKED)
_ANEW: dict[str, Any] = {"kind": None, "field": None, "urgency": None, "main_id": None}


def leads(ctx: Context, agency_id: UUID, accused: Collection[UUID]) -> bool:
    """Whether one of the accused leads this commune, or its leadership was named without saying who."""
    if not accused or get_card(ctx, agency_id).kind != AgencyKind.COMMUNE:
        return False
    leaders = {one.account_id for one in list_holders(ctx, role=Role.LEADER, agency_id=agency_id)}
    return agency_id in accused or not leaders.isdisjoint(accused)


def must_go_up(ctx: Context, locked: Locked, accused: Collection[UUID]) -> bool:
    """Whether it may stay no longer. A complaint stays: the chairman settles what is complained of first, by law.

    Denunciation Act art. 13; Complaints Act art. 17; law sheet §2.3, §2.4.
    """
    return locked.sealed and locked.kind is not PetitionKind.COMPLAINT and leads(ctx, locked.agency_id, accused)


def go_up(ctx: Context, petition_id: UUID) -> bool:
    """Hand it to the province's desk, whoever acts; gives whether it went.

    What is still worked is received there anew, with a first reply of its own; what was ended stays ended. It does not
    go where the province's desk is not on this installation, has no key for what lies in boxes, or has none of the
    case and neither has the actor. Nothing of it is in the commune's audit chain. Law sheet §2.4, §9.1.
    """
    locked = lock_petition(ctx, petition_id)
    desk = get_card(ctx, locked.agency_id)
    province, key = get_card(ctx, desk.province_id), find_case_key(ctx, petition_id)
    if province.id == desk.id or not province.is_open or not _opens_there(ctx, petition_id, province.id, key):
        return False
    worked = locked.state in _WORKED
    clear_away(ctx, petition_id, province.id)
    move_clocks(ctx, subject_type=SUBJECT, subject_id=petition_id, agency_id=province.id)
    changes = _changes(ctx, locked, province, worked=worked)
    if key is not None:
        changes |= _sealed_again(ctx, locked, key)
    ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(**changes))
    _tell(ctx, locked, province, key, worked=worked)
    _close_anew(ctx, locked, key)
    return True


def send_up_led(ctx: Context, account_ids: Collection[UUID] | None = None) -> int:
    """Everything that accuses who leads its commune by now; gives how many went. `account_ids`: only these leaders.

    By the system itself: who made somebody leader neither learns of it nor stands in any log for it.
    """
    found = _held_of_leaders(ctx, account_ids)
    return sum(go_up(replace(ctx, actor=SYSTEM), one) for one in found)


def _held_of_leaders(ctx: Context, account_ids: Collection[UUID] | None) -> Sequence[UUID]:
    g, a, p, s = RoleGrant, Agency, Petition, PetitionShutOut
    statement = select(g.account_id, g.agency_id).join(a, a.id == g.agency_id).where(
        g.role == Role.LEADER, a.kind == AgencyKind.COMMUNE, g.valid_from <= ctx.now,
        g.valid_to.is_(None) | (g.valid_to > ctx.now),
    ).distinct()  # fmt: skip
    if account_ids is not None:
        statement = statement.where(g.account_id.in_(account_ids))
    pairs = [(accused_tag(ctx, row.account_id), row.agency_id) for row in ctx.session.execute(statement)]
    if not pairs:
        return []
    held = (
        select(p.id)
        .join(s, s.petition_id == p.id)
        .where(tuple_(s.tag, p.agency_id).in_(pairs), p.sealed, p.kind.is_(None) | (p.kind != PetitionKind.COMPLAINT))
        .order_by(p.id)
    )
    return ctx.session.execute(held).scalars().all()


def _opens_there(ctx: Context, petition_id: UUID, province_id: UUID, key: CaseKey | None) -> bool:
    """Whether the province's desk can read it afterwards, and no server's key alone can that could not before."""
    if not is_locked(ctx, petition_id):
        return key is not None  # else it was destroyed
    above = find_desk_key(ctx, province_id)
    return above is not None and (key is not None or opens_for_desk(ctx, petition_id, above.id))


def _changes(ctx: Context, locked: Locked, province: AgencyCard, *, worked: bool) -> dict[str, Any]:
    """Whose it is from now on, also where it was received: no figure of the commune counts it any more."""
    changes: dict[str, Any] = {
        "agency_id": province.id, "home_agency_id": province.id, "assignee_id": None, "version": locked.version + 1,
        **unplaced(province.id),
    }  # fmt: skip
    if not worked:
        return changes
    begin_anew(ctx, locked.id)
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_GONE)
    clock = start_clock(
        ctx, subject_type=SUBJECT, subject_id=locked.id, agency_id=province.id, row=FIRST_REPLY_ROW, started_at=ctx.now
    )
    link = PetitionLink
    standing = update(link).where(link.petition_id == locked.id, link.ended_at.is_(None))
    ctx.session.execute(standing.values(ended_at=ctx.now))
    return {**changes, **_ANEW, "state": PetitionState.RECEIVED, "due_at": clock.due_at or ctx.now}


def _sealed_again(ctx: Context, locked: Locked, key: CaseKey) -> dict[str, Any]:
    """Whatever is made of it at the province, what was sealed for good stays so."""
    written = open_content(ctx, locked.id, key=key)
    kept = written.kept or locked.state is not PetitionState.RECEIVED
    sealed = seal_content(key, written.content, title=written.title, apart=written.apart, kept=kept)
    return {"sealed_content": sealed}


def _tell(ctx: Context, locked: Locked, province: AgencyCard, key: CaseKey | None, *, worked: bool) -> None:
    """Its sender reads where it is; the province's chain has the link, the commune's has none."""
    timeline.append(ctx, case_id=locked.id, kind=Happened.TRANSFERRED, to=province.id)
    audit.record(
        ctx, agency_id=province.id, action="feedback:petition:send_up", subject_type=SUBJECT, subject_id=locked.id
    )
    if key is not None:
        write_note(ctx, locked.id, NoteKind.FORWARDING, f"{province.name}\n{WHY}", public=True)
    if worked:
        free_linked(ctx, locked.id)
        outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=Act.TRANSFER.value))


def _close_anew(ctx: Context, locked: Locked, key: CaseKey | None) -> None:
    """From the commune's keys to the province's: with the key in hand under a fresh one, else the boxes go.

    Who is shut out is written down anew by whoever can read whom it accuses; of the commune nobody stands there then.
    """
    if key is None:
        ctx.session.execute(delete(PetitionShutOut).where(PetitionShutOut.petition_id == locked.id))
    else:
        renew(ctx, locked.id)
        refresh(ctx, locked.id)
        outbox.publish(ctx, Resealed(petition_id=locked.id))
    follow(ctx, locked.id)
