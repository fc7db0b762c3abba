"""What belongs to a case but not to all its readers: a text under a key of its own, in boxes for people by name."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, insert, select

from casework.locks.desks import public_of
from casework.locks.errors import NoKeyYet
from casework.locks.models import CaseShare
from casework.locks.own import NO_BOX
from casework.locks.states import Holder
from casework.models import CaseKeyRow
from casework.sealing import LOCKED, CaseKey, fresh_case_key, has_in_hand, keep_case_key
from core.boxes import close_box
from core.context import Context


def new_boxed_key(ctx: Context, text_id: UUID, *, readers: Collection[UUID], locked: bool) -> CaseKey:
    """A key for one text. `locked`: it lies in boxes for these people and nowhere else, as the case's own does.

    Raises NoKeyYet when one of them has no key to close a box for.
    """
    key = fresh_case_key(text_id)
    if not locked:
        keep_case_key(ctx, key)
        return key
    ctx.session.execute(insert(CaseKeyRow).values(case_id=text_id, wrapped=LOCKED))
    has_in_hand(ctx, key)
    for account_id in readers:
        add_reader(ctx, key, account_id)
    return key


def add_reader(ctx: Context, key: CaseKey, account_id: UUID) -> None:
    """One more person opens it. Raises NoKeyYet."""
    public = public_of(ctx, account_id)
    if public is None:
        raise NoKeyYet
    box = close_box(public, key.key, bound_to=key.case_id.bytes)
    ctx.session.execute(
        insert(CaseShare).values(case_id=key.case_id, holder=Holder.OFFICIAL, holder_id=account_id, box=box)
    )


def drop_reader(ctx: Context, text_id: UUID, account_id: UUID) -> None:
    """Somebody opens it no more."""
    s = CaseShare
    theirs = (s.case_id == text_id, s.holder == Holder.OFFICIAL, s.holder_id == account_id)
    ctx.session.execute(delete(s).where(*theirs))


def drop_readers(ctx: Context, text_ids: Collection[UUID], accounts: Collection[UUID]) -> None:
    """Several people open none of several texts any more."""
    s = CaseShare
    theirs = (s.holder == Holder.OFFICIAL, s.holder_id.in_(accounts))
    ctx.session.execute(delete(s).where(s.case_id.in_(text_ids), *theirs))


def drop_all_readers(ctx: Context, text_ids: Collection[UUID]) -> None:
    """No official opens any of several texts any more."""
    s = CaseShare
    ctx.session.execute(delete(s).where(s.case_id.in_(text_ids), s.holder == Holder.OFFICIAL))


def has_box(ctx: Context, text_id: UUID, account_id: UUID) -> bool:
    """Whether one of the boxes is theirs. A password that somebody else set took it away with all others of theirs."""
    s = CaseShare
    theirs = (s.case_id == text_id, s.holder == Holder.OFFICIAL, s.holder_id == account_id, s.box != NO_BOX)
    return ctx.session.execute(select(s.case_id).where(*theirs)).first() is not None


def shred(ctx: Context, text_id: UUID) -> None:
    """Nobody opens it any more."""
    ctx.session.execute(delete(CaseShare).where(CaseShare.case_id == text_id))
    ctx.session.execute(delete(CaseKeyRow).where(CaseKeyRow.case_id == text_id))
