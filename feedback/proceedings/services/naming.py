"""Who settles a proceeding and who verifies with them: named one by one, never whoever it speaks of."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert, select, update

from accounts.queries import active_grants, hold_still, list_holders
from accounts.roles import Role
from agencies.queries import get_card
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from feedback.commands import Target
from feedback.errors import ConflictOfInterest, NotAHolder, SealedToOneself
from feedback.models import Petition
from feedback.policies import Concern, can_be_given, can_open, can_see
from feedback.proceedings.errors import NotTheDecider
from feedback.proceedings.machine import COMPLAINTS
from feedback.proceedings.models import ProceedingMember
from feedback.proceedings.policies import can_name
from feedback.proceedings.queries import ProceedingView, find_proceeding
from feedback.proceedings.services.recording import audit_step
from feedback.proceedings.states import Part, Track
from feedback.queries.cases import list_assignable, open_content
from feedback.services.locking import follow
from feedback.services.moving import Locked, lock_petition
from feedback.services.triaging import refuse_concerned
from feedback.shutting.reads import shut_out_of


def name_decider(ctx: Context, target: Target, account_id: UUID) -> None:
    """Name the leader who settles it, instead of whoever was named before.

    Raises NotFound, StaleVersion, Forbidden, NotTheDecider, ConflictOfInterest. Complaints Act art. 17; Denunciation
    Act art. 13; law sheet §9.1, guards.
    """
    locked, view = _begin(ctx, target, account_id)
    refuse_decider(ctx, locked, account_id, track=view.track)
    m = ProceedingMember
    ctx.session.execute(delete(m).where(m.petition_id == locked.id, m.part == Part.DECIDER))
    ctx.session.execute(delete(m).where(m.petition_id == locked.id, m.account_id == account_id))
    keep_member(ctx, locked.id, account_id, Part.DECIDER)
    _noted(ctx, locked, "name_decider", account_id)


def name_member(ctx: Context, target: Target, account_id: UUID) -> None:
    """Add somebody to the team that verifies. Whoever is named reads it: nobody names themselves into what is shut.

    Raises NotFound, StaleVersion, Forbidden, SealedToOneself, NotAHolder, ConflictOfInterest.
    """
    locked, _ = _begin(ctx, target, account_id)
    if account_id == ctx.actor.account_id and not can_open(ctx.actor, locked.facts()):
        raise SealedToOneself
    if account_id not in {person.account_id for person in list_assignable(ctx, locked.agency_id)}:
        raise NotAHolder
    refuse_concerned(ctx, locked, account_id)
    m = ProceedingMember
    there = select(m.part).where(m.petition_id == locked.id, m.account_id == account_id)
    if ctx.session.execute(there).first() is None:
        keep_member(ctx, locked.id, account_id, Part.MEMBER)
        _noted(ctx, locked, "name_member", account_id)


def drop_member(ctx: Context, target: Target, account_id: UUID) -> None:
    """Take somebody off the team; the one who decides is only ever replaced. Raises as `name_member`."""
    locked, _ = _begin(ctx, target, account_id)
    m = ProceedingMember
    which = (m.petition_id == locked.id, m.account_id == account_id, m.part == Part.MEMBER)
    if ctx.session.execute(select(m.account_id).where(*which)).first() is not None:
        ctx.session.execute(delete(m).where(*which))
        _noted(ctx, locked, "drop_member", account_id)


def keep_member(ctx: Context, petition_id: UUID, account_id: UUID, part: Part) -> None:
    """Write somebody down as named."""
    ctx.session.execute(
        insert(ProceedingMember).values(
            petition_id=petition_id, account_id=account_id, part=part, named_at=ctx.now,
            named_by=ctx.actor.account_id,
        )
    )  # fmt: skip


def refuse_decider(ctx: Context, locked: Locked, account_id: UUID, *, track: Track) -> None:
    """Whoever settles leads the agency. A denunciation is never settled by whoever it may speak of.

    A complaint against the chairman's own decision is settled by the chairman first (Complaints Act art. 17): there
    only those stand apart who said so themselves. Raises NotTheDecider, ConflictOfInterest.
    """
    if account_id not in {one.account_id for one in list_holders(ctx, role=Role.LEADER, agency_id=locked.agency_id)}:
        raise NotTheDecider
    written = open_content(ctx, locked.id)
    if track in COMPLAINTS:
        if account_id in written.apart:
            raise ConflictOfInterest(field="decider")
        return
    concern = Concern(
        written.content.concerns, get_card(ctx, written.about).path, get_card(ctx, locked.agency_id).path,
        shut_out_of(ctx, locked.id, written.apart),
    )  # fmt: skip
    if not can_be_given(account_id, active_grants(ctx.session, account_id, now=ctx.now), concern):
        raise ConflictOfInterest(field="decider")


def _begin(ctx: Context, target: Target, account_id: UUID) -> tuple[Locked, ProceedingView]:
    hold_still(ctx, account_id)  # first the person, as whoever takes their role away does
    locked = lock_petition(ctx, target.petition_id)
    view = find_proceeding(ctx, locked.id)
    if view is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if target.version is not None and target.version != locked.version:
        raise StaleVersion
    if not can_name(ctx.actor, locked.facts()):
        raise Forbidden
    return locked, view


def _noted(ctx: Context, locked: Locked, verb: str, account_id: UUID) -> None:
    follow(ctx, locked.id)
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(version=locked.version + 1))
    audit_step(ctx, locked, verb, account=str(account_id))
