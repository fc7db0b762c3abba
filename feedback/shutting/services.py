"""Saying whom a sealed petition accuses, and standing aside oneself: from then on the case does not exist for them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete

from accounts.queries import list_holders, names_of
from accounts.roles import Role
from casework.boxed import drop_readers
from casework.sealing import find_case_key, open_case_key
from core import outbox
from core.actor import ActorKind
from core.context import Context
from core.errors import Forbidden, NotFound
from feedback.events import CasesReturned
from feedback.machine import PETITION
from feedback.policies import can_open, can_see
from feedback.proceedings.models import ProceedingMember
from feedback.queries.cases import open_content
from feedback.services.families import hold_family, split_family
from feedback.services.locking import follow
from feedback.services.moving import Locked, lock_petition, move, record, write_note
from feedback.services.releasing import keep_apart
from feedback.shutting.errors import NobodyLeft, NotSealed, NotUpFromHere, WhyMissing
from feedback.shutting.reads import accused_of, shut_out_of
from feedback.shutting.refreshing import refresh, write_accused
from feedback.shutting.texts import texts_of
from feedback.shutting.upward import go_up, must_go_up
from feedback.states import Act, Happened, NoteKind, PetitionKind

SHORTEST = 10
_STOOD_ASIDE = "Xin thôi vì liên quan"


def declare_accused(ctx: Context, petition_id: UUID, accounts: Collection[UUID]) -> bool:
    """Say which officials it speaks of, in place of whoever was named before; they and theirs are shut out at once.

    Whoever has the case may not be one of them: it goes back to the desk. Who leads the commune that has it may not
    either, nor does anybody under them then: it goes to the province in the same breath. A place among the accounts is
    its leadership, where nobody knows who of them. Gives whether it went up. Raises NotFound, Forbidden, NotSealed.
    Law sheet §2.4: never to the denounced or his subordinates; Denunciation Act art. 13; NĐ 31/2019 Đ5.2.
    """
    hold_family(ctx, petition_id)
    locked = _begin(ctx, petition_id)
    places = {locked.agency_id, open_content(ctx, petition_id).about} | accused_of(ctx, petition_id)
    if set(accounts) - set(names_of(ctx, accounts)) - places:
        raise NotFound
    write_accused(ctx, open_case_key(ctx, petition_id), accounts)
    _accuse_family(ctx, petition_id, accounts)
    if must_go_up(ctx, locked, accounts) and go_up(ctx, petition_id):
        return True
    record(ctx, locked, "accused")  # not whom, not how many
    _take_away(ctx, locked, refresh(ctx, petition_id))
    return False


def say_of_leaders(ctx: Context, petition_id: UUID) -> None:
    """Whoever sent it says that it is about who leads the commune that has it: nobody there needs to believe it first.

    Raises Forbidden (an official names by `declare_accused`), NotSealed, NotUpFromHere. Law sheet §2.4.
    """
    locked = lock_petition(ctx, petition_id)
    if ctx.actor.kind is not ActorKind.CITIZEN:
        raise Forbidden
    if not locked.sealed:
        raise NotSealed
    named = accused_of(ctx, petition_id) | {locked.agency_id}
    write_accused(ctx, open_case_key(ctx, petition_id), named)
    if not (must_go_up(ctx, locked, named) and go_up(ctx, petition_id)):
        raise NotUpFromHere


def send_up_if_led(ctx: Context, petition_id: UUID) -> bool:
    """What accused a leader before it could go, or before that was a rule, goes when somebody who reads it comes by."""
    locked = lock_petition(ctx, petition_id)
    return locked.accuses and must_go_up(ctx, locked, accused_of(ctx, petition_id)) and go_up(ctx, petition_id)


def stand_aside(ctx: Context, petition_id: UUID, why: str) -> None:
    """The actor is too close to it: it goes to somebody else, and does not exist for them any more.

    Raises NotFound, Forbidden, NotSealed, WhyMissing, NobodyLeft (nobody at the desk could give it on: they hand it to
    the province first). NĐ 31/2019 Đ5.2.
    """
    if len(why.strip()) < SHORTEST:
        raise WhyMissing
    locked, who = _begin(ctx, petition_id), ctx.actor.account_id
    assert who is not None  # `_begin` has seen to it
    clerks = {one.account_id for one in list_holders(ctx, role=Role.INTAKE_CLERK, agency_id=locked.agency_id)}
    shut = shut_out_of(ctx, petition_id, open_content(ctx, petition_id).apart) | {who}
    if clerks and not clerks - shut:
        raise NobodyLeft
    write_note(ctx, petition_id, NoteKind.INSTRUCTION, f"{_STOOD_ASIDE}: {why.strip()}", public=False)
    keep_apart(ctx, petition_id, {who})
    record(ctx, locked, "stand_aside")
    _take_away(ctx, locked, refresh(ctx, petition_id))


def _accuse_family(ctx: Context, petition_id: UUID, accounts: Collection[UUID]) -> None:
    """The whole it was cut from says the same, and who sent the other parts sent this one: kept from the same people.

    Nobody is let in again by it. A complaint stays with whoever settles it by law; what the actor cannot open lies with
    the province, or is kept from whoever it must be there.
    """
    for one in split_family(ctx, petition_id):
        other, key = lock_petition(ctx, one), find_case_key(ctx, one)
        if one == petition_id or key is None or not other.sealed or other.kind is PetitionKind.COMPLAINT:
            continue
        named = accused_of(ctx, one, key=key) | frozenset(accounts)
        write_accused(ctx, key, named)
        if not (must_go_up(ctx, other, named) and go_up(ctx, one)):
            _take_away(ctx, other, refresh(ctx, one))


def _begin(ctx: Context, petition_id: UUID) -> Locked:
    locked = lock_petition(ctx, petition_id)
    if ctx.actor.account_id is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not can_open(ctx.actor, locked.facts()):
        raise Forbidden
    if not locked.sealed:
        raise NotSealed
    return locked


def _take_away(ctx: Context, locked: Locked, shut: frozenset[UUID]) -> None:
    """Whoever is shut out has it no longer, is named in nothing of it, and answers no request they were asked before:
    at the province too, where no mark tells who is shut out.
    """
    drop_readers(ctx, texts_of(ctx, locked.id), shut)
    m = ProceedingMember
    ctx.session.execute(delete(m).where(m.petition_id == locked.id, m.account_id.in_(shut)))
    if locked.assignee_id in shut and PETITION.allows(locked.state, Act.RELEASE):
        now = lock_petition(ctx, locked.id)
        move(ctx, now, Act.RELEASE, Happened.RELEASED, changes={"assignee_id": None}, assignee=now.assignee_id)
        outbox.publish(ctx, CasesReturned(agency_id=now.agency_id, count=1, sealed=int(now.sealed)))
    else:
        follow(ctx, locked.id)
