"""Closing the key of a case for those who may read it, and opening it for the office again."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, delete, insert, or_, select, update

from casework.locks.codes import compared, opening_key, stretched
from casework.locks.desks import find_desk_key, public_of
from casework.locks.errors import CaseLocked, NoKeyYet
from casework.locks.models import CaseShare, OfficialKey, SenderKey
from casework.locks.opening import open_share
from casework.locks.own import NO_BOX, SETTLES
from casework.locks.states import Holder
from casework.models import CaseKeyRow
from casework.sealing import LOCKED, CaseKey, has_in_hand, keep_case_key, open_case_key, wrap
from core.boxes import close_box, new_pair
from core.context import Context
from core.crypto import seal_with

Share = tuple[Holder, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read a sealed case: a desk, officials by name, the desk it came from while that may take it back, and
    the desk `above` that it would go to at once (docs/adr/0434).
    """

    agency_id: uuid.UUID
    officials: frozenset[uuid.UUID] = frozenset()
    came_from: uuid.UUID | None = None
    above: uuid.UUID | None = None


def keep_new_key(
    ctx: Context, key: CaseKey, *, agency_id: uuid.UUID, access_code: str, made: bytes | None = None
) -> bytes | None:  # fmt: skip
    """Keep the key of a case that just came in: in boxes for the desk and for the sender when the desk has a key.

    Gives what the code's keyed hash is to be made of then; None: the server's keyring keeps it, as before. `made`: what
    the code was made into where it was given out, when the code itself never came here.
    """
    desk = find_desk_key(ctx, agency_id)
    if desk is None:
        keep_case_key(ctx, key)
        return None
    ctx.session.execute(insert(CaseKeyRow).values(case_id=key.case_id, wrapped=LOCKED))
    has_in_hand(ctx, key)
    made = made or stretched(access_code, key.case_id)
    _keep_sender(ctx, key, made)
    _put(ctx, key, (Holder.DESK, desk.id), desk.public)
    return compared(made)


def keep_part_key(ctx: Context, key: CaseKey, *, agency_id: uuid.UUID, whole_id: uuid.UUID) -> None:
    """Keep the key of a part that was split off: its sender opens it as they open the whole."""
    desk, sender = find_desk_key(ctx, agency_id), sender_of(ctx, whole_id)
    if desk is None or sender is None:
        keep_case_key(ctx, key)
        return
    ctx.session.execute(insert(CaseKeyRow).values(case_id=key.case_id, wrapped=LOCKED))
    has_in_hand(ctx, key)
    _put(ctx, key, (Holder.SENDER, sender[0]), sender[1])
    _put(ctx, key, (Holder.DESK, desk.id), desk.public)


def is_locked(ctx: Context, case_id: uuid.UUID) -> bool:
    """Whether the server alone cannot open the case."""
    k = CaseKeyRow
    return ctx.session.execute(select(k.wrapped).where(k.case_id == case_id)).scalar_one_or_none() == LOCKED


def opens_for_desk(ctx: Context, case_id: uuid.UUID, desk_key_id: uuid.UUID) -> bool:
    """Whether one of the case's boxes is for the key of a desk."""
    s = CaseShare
    theirs = (s.case_id == case_id, s.holder == Holder.DESK, s.holder_id == desk_key_id)
    return ctx.session.execute(select(s.case_id).where(*theirs)).first() is not None


def follow_readers(ctx: Context, case_id: uuid.UUID, readers: Readers | None) -> None:
    """After a step: the key lies in boxes for exactly these readers and the sender, or (None) for the office.

    Whoever cannot open the case themselves (the system, that takes it back from somebody who left) only takes boxes
    away. A case that came in before the desk had a key stays with the keyring until it gets a fresh key
    (`casework.locks.renewing`). Raises NoKeyYet when somebody is to read it who has no key.
    """
    locked = is_locked(ctx, case_id)
    desk = find_desk_key(ctx, readers.agency_id) if readers else None
    if readers is None or desk is None:
        if locked:
            _open_for_office(ctx, open_case_key(ctx, case_id))
        return
    if not locked and sender_of(ctx, case_id) is None:
        return
    others = [find_desk_key(ctx, one) for one in (readers.came_from, readers.above) if one]
    wanted: dict[Share, bytes] = {(Holder.DESK, one.id): one.public for one in (desk, *others) if one}
    wanted |= {(Holder.OFFICIAL, one): _public(ctx, one) for one in readers.officials}
    _fit(ctx, case_id, wanted, locked=locked)


def new_code_for(
    ctx: Context, case_id: uuid.UUID, access_code: str, *, parts: Collection[uuid.UUID] = ()
) -> bytes | None:  # fmt: skip
    """A new access code opens what the old one did, as far as the official can; gives what its hash is made of.

    `parts`: what was split off. Those that others hold lose their old box, and get one for the new code from whoever
    opens them next (`see_to_sender`). What was reported with the old code to somebody else keeps the old one for good.
    None: the case is not locked. Raises CaseLocked.
    """
    if sender_of(ctx, case_id) is None:
        return None
    s = CaseShare
    theirs = and_(s.holder == Holder.SENDER, s.holder_id == case_id)
    ids = set(ctx.session.execute(select(s.case_id).where(theirs)).scalars())
    keys = {one: key for one in ids if (key := _try(ctx, one)) is not None}
    if is_locked(ctx, case_id) and case_id not in keys:
        raise CaseLocked
    ctx.session.execute(delete(SenderKey).where(SenderKey.case_id == case_id))
    ctx.session.execute(delete(s).where(theirs, s.case_id.in_([*keys, *parts])))
    made = stretched(access_code, case_id)
    public = _new_sender(ctx, case_id, made)
    for key in keys.values():
        _put(ctx, key, (Holder.SENDER, case_id), public)
    return compared(made)


def _fit(ctx: Context, case_id: uuid.UUID, wanted: dict[Share, bytes], *, locked: bool) -> None:
    there, settled = _places(ctx, case_id)
    _drop(ctx, case_id, settled)
    missing = wanted.keys() - there
    if missing or not locked:
        key = open_case_key(ctx, case_id)
        for share in missing:
            _put(ctx, key, share, wanted[share])
        if not locked:
            _lock_again(ctx, key)
    else:
        _remember(ctx, case_id)  # whoever takes their own box away may still have a word to write
    _drop(ctx, case_id, there - wanted.keys())


def _places(ctx: Context, case_id: uuid.UUID) -> tuple[set[Share], set[Share]]:
    """Who has a place among the boxes; and, apart, empty places of officials whose password somebody else set, and who
    had the time to notice since.
    """
    s, k = CaseShare, OfficialKey
    owner = and_(s.holder == Holder.OFFICIAL, k.account_id == s.holder_id)
    statement = select(s.holder, s.holder_id, (s.box == NO_BOX).label("empty"), k.made_at).outerjoin(k, owner)
    there: set[Share] = set()
    settled: set[Share] = set()
    for row in ctx.session.execute(statement.where(s.case_id == case_id, s.holder != Holder.SENDER)):
        old_enough = row.empty and row.made_at is not None and row.made_at <= ctx.now - SETTLES
        (settled if old_enough else there).add((row.holder, row.holder_id))
    return there, settled


def _remember(ctx: Context, case_id: uuid.UUID) -> None:
    try:
        open_case_key(ctx, case_id)
    except CaseLocked:
        return


def _lock_again(ctx: Context, key: CaseKey) -> None:
    give_sender(ctx, key, sender_of(ctx, key.case_id))
    ctx.session.execute(update(CaseKeyRow).where(CaseKeyRow.case_id == key.case_id).values(wrapped=LOCKED))


def _open_for_office(ctx: Context, key: CaseKey) -> None:
    wrapped = wrap(ctx, key)
    ctx.session.execute(update(CaseKeyRow).where(CaseKeyRow.case_id == key.case_id).values(wrapped=wrapped))
    s = CaseShare
    # The sender's box stays: should the case be closed again, it opens with the same code.
    ctx.session.execute(delete(s).where(s.case_id == key.case_id, s.holder != Holder.SENDER))


def give_sender(ctx: Context, key: CaseKey, sender: tuple[uuid.UUID, bytes] | None) -> None:
    """The sender's box, of this key and no older one. None: their code has not been typed since the desk has a key."""
    s = CaseShare
    if sender is not None:
        ctx.session.execute(delete(s).where(s.case_id == key.case_id, s.holder == Holder.SENDER))
        _put(ctx, key, (Holder.SENDER, sender[0]), sender[1])


def adopt_sender(ctx: Context, case_id: uuid.UUID, made: bytes) -> bytes:
    """The right code of a case that was locked after it came in: from now on there is a key that only it opens.

    Nobody here can put the case's key into a box for it: whoever opens the case next does (`see_to_sender`). Gives
    what the code's keyed hash is made of.
    """
    _new_sender(ctx, case_id, made)
    return compared(made)


def see_to_sender(ctx: Context, case_id: uuid.UUID, whole_id: uuid.UUID) -> None:
    """Close the case for its sender, whose code was typed since; nothing when that was done, or the actor has no key.

    `whole_id`: the case whose code opens it, itself unless it was split off.
    """
    s, k = CaseShare, SenderKey
    there = select(s.case_id).where(s.case_id == case_id, s.holder == Holder.SENDER)
    wanted = select(k.case_id, k.public_key).where(k.case_id == whole_id, ~there.exists())
    row = ctx.session.execute(wanted).one_or_none()
    key = _try(ctx, case_id) if row else None
    if row is not None and key is not None:
        give_sender(ctx, key, (row.case_id, row.public_key))


def _keep_sender(ctx: Context, key: CaseKey, made: bytes) -> None:
    _put(ctx, key, (Holder.SENDER, key.case_id), _new_sender(ctx, key.case_id, made))


def _new_sender(ctx: Context, case_id: uuid.UUID, made: bytes) -> bytes:
    pair = new_pair()
    sealed = seal_with(opening_key(made), pair.private, bound_to=case_id.bytes)
    ctx.session.execute(insert(SenderKey).values(case_id=case_id, public_key=pair.public, sealed_private=sealed))
    return pair.public


def sender_of(ctx: Context, case_id: uuid.UUID) -> tuple[uuid.UUID, bytes] | None:
    """Whose code opens the case, and the public half for it: its own, or that of the whole it was split from."""
    s, k = CaseShare, SenderKey
    row = ctx.session.execute(
        select(k.case_id, k.public_key)
        .outerjoin(s, and_(s.holder == Holder.SENDER, s.holder_id == k.case_id))
        .where(or_(k.case_id == case_id, s.case_id == case_id))
        .limit(1)
    ).first()
    return (row.case_id, row.public_key) if row else None


def _public(ctx: Context, account_id: uuid.UUID) -> bytes:
    public = public_of(ctx, account_id)
    if public is None:
        raise NoKeyYet
    return public


def _put(ctx: Context, key: CaseKey, share: Share, public: bytes) -> None:
    box = close_box(public, key.key, bound_to=key.case_id.bytes)
    ctx.session.execute(insert(CaseShare).values(case_id=key.case_id, holder=share[0], holder_id=share[1], box=box))


def _drop(ctx: Context, case_id: uuid.UUID, shares: Collection[Share]) -> None:
    s = CaseShare
    for holder, holder_id in shares:
        ctx.session.execute(delete(s).where(s.case_id == case_id, s.holder == holder, s.holder_id == holder_id))


def _try(ctx: Context, case_id: uuid.UUID) -> CaseKey | None:
    try:
        return CaseKey(case_id, open_share(ctx, case_id)) if is_locked(ctx, case_id) else open_case_key(ctx, case_id)
    except CaseLocked:
        return None
