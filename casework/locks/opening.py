"""The key of a locked case, for an actor who has a box of it that they can open."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from casework.locks.desks import open_desk_key
from casework.locks.errors import CaseLocked
from casework.locks.models import CaseShare, SenderKey
from casework.locks.own import private_of
from casework.locks.states import Holder
from core.actor import ActorKind
from core.boxes import open_box
from core.context import Context
from core.crypto import SealBroken, open_with


def open_share(ctx: Context, case_id: uuid.UUID) -> bytes:
    """The key of a locked case. Raises CaseLocked: nobody but those it was closed for, not the system either."""
    if ctx.actor.secret is None or ctx.actor.kind is ActorKind.SYSTEM:
        raise CaseLocked
    s = CaseShare
    boxes = ctx.session.execute(select(s.holder, s.holder_id, s.box).where(s.case_id == case_id)).all()
    for holder, holder_id, box in boxes:
        private = _private(ctx, holder, holder_id)
        if private is not None:
            try:
                return open_box(private, box, bound_to=case_id.bytes)
            except SealBroken:  # closed for a key that somebody had before
                continue
    raise CaseLocked


def _private(ctx: Context, holder: Holder, holder_id: uuid.UUID) -> bytes | None:
    official = ctx.actor.kind is ActorKind.OFFICIAL
    if holder is Holder.OFFICIAL and official:
        return private_of(ctx, ctx.actor) if holder_id == ctx.actor.account_id else None
    if holder is Holder.DESK and official:
        return open_desk_key(ctx, holder_id)
    return None if official or holder is not Holder.SENDER else _of_sender(ctx, holder_id)


def _of_sender(ctx: Context, case_id: uuid.UUID) -> bytes | None:
    """The sender's own key, opened by what their access code was made into."""
    k = SenderKey
    sealed = ctx.session.execute(select(k.sealed_private).where(k.case_id == case_id)).scalar_one_or_none()
    if sealed is None or ctx.actor.secret is None:
        return None
    try:
        return open_with(ctx.actor.secret, sealed, bound_to=case_id.bytes)
    except SealBroken:
        return None
