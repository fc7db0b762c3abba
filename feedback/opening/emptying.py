"""An older safe is emptied into the one in use by two people: which petitions each of them may take part in.

Nobody opens who sent one for it. Whoever is shut out of a petition, by name or as close to whom it accuses, neither
takes it out nor passes it over, and no figure of theirs counts it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from accounts.queries import names_of
from casework.safes import moving
from casework.safes.escrow import seats
from casework.safes.keys import side_of
from casework.safes.models import IdentitySafe, SafeHolder, SafeMove, SafeMoveItem
from casework.safes.moving import Apart
from casework.safes.rotating import count_left
from casework.safes.states import Side
from core.context import Context
from core.errors import NotFound
from feedback.models import Petition
from feedback.shutting.models import PetitionShutOut
from feedback.shutting.reads import tag_of


@dataclass(frozen=True, slots=True)
class Emptying:
    """How far an older safe is, for somebody with one of its keys.

    `turn`: how many the actor's next step takes; `away`: how many of theirs wait for the other side; `left`: all that
    lie in it, for those who decide. `again`: the actor may begin, or take over from whoever did.
    """

    side: Side
    begun_by: str | None
    begun_at: datetime | None
    mine: bool
    again: bool
    turn: int
    away: int
    left: int | None


def do_my_part(ctx: Context, safe_id: UUID) -> int:
    """The actor's next step of some cases, whichever side they are of; gives of how many.

    Twice is harmless, and whatever is interrupted lies where it lay. Raises NotFound, KeyNotInHand, NoSafeKey,
    MoveNotBegun.
    """
    if _demand(ctx, safe_id) is Side.AGREEING:
        return moving.pass_over(ctx, moving.under_way(ctx, safe_id), _apart(ctx, ctx.actor.account_id))
    # Petitions before safes, as whoever agrees to an opening locks them.
    back = _locked(ctx, moving.to_put_back(ctx, safe_id))
    out = [] if back else _locked(ctx, _openable(ctx, safe_id))
    move = moving.under_way(ctx, safe_id)
    return moving.put_back(ctx, move, back) if back else moving.hand_over(ctx, move, out)


def begin(ctx: Context, safe_id: UUID) -> None:
    """Begin it, or take it over. Raises as `casework.safes.moving.begin_move`, NotFound."""
    _demand(ctx, safe_id)
    moving.begin_move(ctx, safe_id)


def find_emptying(ctx: Context, safe_id: UUID) -> Emptying:
    """How far it is. Raises NotFound: no such older safe, or the actor has no key of it."""
    side, m, i, me = _demand(ctx, safe_id), SafeMove, SafeMoveItem, ctx.actor.account_id
    row = ctx.session.execute(select(m.account_id, m.begun_at).where(m.safe_id == safe_id)).one_or_none()
    decides = side is Side.AGREEING and me in seats(ctx, safe_id, side)
    mine = row is not None and row.account_id == me
    of_safe, passed = i.safe_id == safe_id, i.to_safe_id.is_not(None)
    turn = away = 0
    if side is Side.WORKING and row is not None:
        turn = len(moving.to_put_back(ctx, safe_id)) or len(_openable(ctx, safe_id))
        away = _count(ctx, of_safe, i.account_id == me, ~passed)
    elif mine:
        apart = i.case_id.not_in(_apart(ctx, me))
        waiting = _count(ctx, of_safe, ~passed, apart)
        turn, away = min(waiting, moving.AT_ONCE), _count(ctx, of_safe, passed)
    begun_by = names_of(ctx, [row.account_id]).get(row.account_id) if row else None
    left = count_left(ctx, safe_id) if decides else None
    return Emptying(side, begun_by, row.begun_at if row else None, mine, decides and not mine, turn, away, left)


def list_my_turns(ctx: Context) -> list[tuple[UUID, UUID]]:
    """Older safes on whose emptying it is the actor's turn, each with its province."""
    m, h, s = SafeMove, SafeHolder, IdentitySafe
    mine = (h.account_id == ctx.actor.account_id, s.destroyed_at.is_(None))
    rows = ctx.session.execute(
        select(s.id, s.agency_id).join(m, m.safe_id == s.id).join(h, h.safe_id == s.id).where(*mine).order_by(s.id)
    )
    return [(row.id, row.agency_id) for row in rows.all() if find_emptying(ctx, row.id).turn]


def _demand(ctx: Context, safe_id: UUID) -> Side:
    """The actor's side of an older safe whose keys are there still. Raises NotFound."""
    side, s = side_of(ctx, safe_id, ctx.actor.account_id), IdentitySafe
    older = (s.id == safe_id, s.retired_at.is_not(None), s.destroyed_at.is_(None))
    if side is None or ctx.session.execute(select(s.id).where(*older)).first() is None:
        raise NotFound
    return side


def _openable(ctx: Context, safe_id: UUID) -> list[UUID]:
    return moving.to_hand_over(ctx, safe_id, _apart(ctx, ctx.actor.account_id, _begun_by(ctx, safe_id)))


def _begun_by(ctx: Context, safe_id: UUID) -> UUID | None:
    m = SafeMove
    return ctx.session.execute(select(m.account_id).where(m.safe_id == safe_id)).scalar_one_or_none()


def _apart(ctx: Context, *accounts: UUID | None) -> Apart:
    s = PetitionShutOut
    return select(s.petition_id).where(s.tag.in_([tag_of(ctx, one) for one in accounts if one]))


def _locked(ctx: Context, ids: Collection[UUID]) -> list[UUID]:
    """Those of them that nobody works on at this moment, until the transaction ends; the others come with the next."""
    p = Petition.id
    those = select(p).where(p.in_(ids)).order_by(p).with_for_update(of=Petition, skip_locked=True)
    return list(ctx.session.execute(those).scalars()) if ids else []


def _count(ctx: Context, *which: ColumnElement[bool]) -> int:
    found = select(func.count()).select_from(SafeMoveItem).where(*which)
    return ctx.session.execute(found).scalar_one()
