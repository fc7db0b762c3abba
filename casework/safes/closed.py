"""Putting who sent a case into a safe, and what becomes of it: carried on, opened by two, closed again, erased."""

from __future__ import annotations

import uuid
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from casework.boxed import add_reader, drop_reader, shred
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningState
from casework.locks.models import CaseShare
from casework.models import CaseKeyRow
from casework.safes.errors import NoSafeKey
from casework.safes.keys import Half, Safe, find_safe, get_safe, on_side, open_side, province_of, record, side_of
from casework.safes.models import ClosedIdentity
from casework.safes.states import Side
from casework.sealing import LOCKED, CaseKey, fresh_case_key, open_case_key
from core.boxes import close_box, open_box
from core.context import Context
from core.ids import random_id

BOXES_PART = "identity-boxes"
WORDS_PART = "identity"


@dataclass(frozen=True, slots=True)
class Told:
    """What the case's readers may know without knowing who it is: whether anybody can be known by what was left, and
    how the letter itself names them (it says so in the clear to them anyway), so that it can be covered.
    """

    names: bool = False
    found: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Peeled:
    """A key in one box still, once the asker's own was opened: only the other side opens that."""

    key_id: uuid.UUID
    safe_id: uuid.UUID
    box: bytes


def put_in(ctx: Context, case_key: CaseKey, safe: Safe, words: dict[str, Any], told: Told) -> None:
    """Seal under a fresh key that lies in a box for one side within a box for the other, both ways round.

    The boxes lie under the case's key: two people of another desk open nothing of it.
    """
    key = fresh_case_key(random_id())
    ctx.session.execute(insert(CaseKeyRow).values(case_id=key.case_id, wrapped=LOCKED))
    boxes = close_again(safe, key)
    content = {"names": told.names, "found": list(told.found), "boxes": boxes}
    c = ClosedIdentity
    last = ctx.session.execute(select(func.max(c.position)).where(c.case_id == case_key.case_id)).scalar_one()
    ctx.session.execute(
        insert(c).values(
            case_id=case_key.case_id, key_id=key.case_id, position=(last or 0) + 1, safe_id=safe.id,
            sealed_boxes=case_key.seal_json(content, part=BOXES_PART), sealed=key.seal_json(words, part=WORDS_PART),
        )
    )  # fmt: skip


def safe_of(ctx: Context, case_id: uuid.UUID) -> Safe:
    """The safe for what is added to a sender: the one in use where they lie, or the one they lie in."""
    c = ClosedIdentity
    newest = select(c.safe_id).where(c.case_id == case_id).order_by(c.position.desc()).limit(1)
    safe_id = ctx.session.execute(newest).scalar_one()
    return find_safe(ctx, province_of(ctx, safe_id)) or get_safe(ctx, safe_id)


def move_over(ctx: Context, case_id: uuid.UUID) -> int:
    """Close the sender for the keys of the safe in use, by an actor whom somebody else let in; gives how many pieces.

    Their own key and words stay as they are: whoever kept the old boxes and both old keys has read those words then.
    """
    c, moved = ClosedIdentity, 0
    for row in _rows(ctx, case_id):
        province_id = province_of(ctx, row.safe_id)
        safe = find_safe(ctx, province_id)
        if safe is None or safe.id == row.safe_id:
            continue
        case_key, key = open_case_key(ctx, case_id), open_case_key(ctx, row.key_id)
        content = case_key.open_json(row.sealed_boxes, part=BOXES_PART)
        content["boxes"] = close_again(safe, key)
        boxes = case_key.seal_json(content, part=BOXES_PART)
        same = (c.case_id == case_id, c.key_id == row.key_id)
        ctx.session.execute(update(c).where(*same).values(safe_id=safe.id, sealed_boxes=boxes))
        record(ctx, province_id, row.safe_id, "move")
        moved += 1
    return moved


def carry(ctx: Context, case_id: uuid.UUID, key: CaseKey) -> None:
    """The same, unopened, for another case that goes on with it."""
    c, before = ClosedIdentity, open_case_key(ctx, case_id)
    for row in _rows(ctx, case_id):
        boxes = key.seal(before.open(row.sealed_boxes, part=BOXES_PART), part=BOXES_PART)
        ctx.session.execute(
            insert(c).values(
                case_id=key.case_id, key_id=row.key_id, position=row.position, safe_id=row.safe_id,
                sealed_boxes=boxes, sealed=row.sealed,
            )
        )  # fmt: skip


def told_of(ctx: Context, case_id: uuid.UUID, *, key: CaseKey | None = None) -> Told:
    """What the readers of a case may know. Raises CaseLocked."""
    opened = key or open_case_key(ctx, case_id)
    said = [opened.open_json(row.sealed_boxes, part=BOXES_PART) for row in _rows(ctx, case_id)]
    return Told(any(one["names"] for one in said), tuple(phrase for one in said for phrase in one["found"]))


def read_closed(ctx: Context, case_id: uuid.UUID) -> list[dict[str, Any]]:
    """What lies in the safe, for an actor whom somebody else opened it for. Raises CaseLocked."""
    return [open_case_key(ctx, row.key_id).open_json(row.sealed, part=WORDS_PART) for row in _rows(ctx, case_id)]


def seconds_for(ctx: Context, case_id: uuid.UUID) -> frozenset[uuid.UUID] | None:
    """Who has the other key than the actor: nobody else can agree. None: nothing lies in a safe. Raises NoSafeKey."""
    found: frozenset[uuid.UUID] | None = None
    for safe_id in {row.safe_id for row in _rows(ctx, case_id)}:
        mine = side_of(ctx, safe_id, ctx.actor.account_id)
        if mine is None:
            raise NoSafeKey
        those = on_side(ctx, safe_id, mine.other)
        found = those if found is None else found & those
    return found


def peel(ctx: Context, case_id: uuid.UUID) -> list[Peeled]:
    """Open the asker's half of the way. Raises CaseLocked, NoSafeKey."""
    key, peeled = open_case_key(ctx, case_id), []
    for row in _rows(ctx, case_id):
        opened = open_side(ctx, row.safe_id)
        if opened is None:
            raise NoSafeKey
        outer = b64decode(key.open_json(row.sealed_boxes, part=BOXES_PART)["boxes"][opened.side.value])
        peeled.append(Peeled(row.key_id, row.safe_id, inner_of(opened, row.key_id, outer)))
    return peeled


def open_for(ctx: Context, peeled: Sequence[Peeled], account_id: uuid.UUID) -> None:
    """Whoever agrees opens the rest, and closes the key for the asker. They see nothing of it. Raises NoSafeKey."""
    for one in peeled:
        opened = open_side(ctx, one.safe_id)
        if opened is None:
            raise NoSafeKey
        key = open_inner(opened, one.key_id, one.box)
        drop_reader(ctx, one.key_id, account_id)
        add_reader(ctx, key, account_id)


def inner_of(opened: Half, key_id: uuid.UUID, outer: bytes) -> bytes:
    """The outer box, opened by its side: what only the other side opens further."""
    return open_box(opened.private, outer, bound_to=_bound(key_id, opened.side))


def open_inner(opened: Half, key_id: uuid.UUID, inner: bytes) -> CaseKey:
    """What the other side's key left, opened: the sender's key itself."""
    return CaseKey(key_id, open_box(opened.private, inner, bound_to=_bound(key_id, opened.side)))


def close_again(safe: Safe, key: CaseKey) -> dict[str, str]:
    """The sender's key in two boxes in one another, both ways round, as it lies under the case's key."""
    return {side.value: _text(_nested(safe, side, key)) for side in Side}


def close_for(ctx: Context, case_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """The hours are over: the asker's box goes, unless another opening of theirs still needs it."""
    c, o = ClosedIdentity, IdentityOpening
    for row in _rows(ctx, case_id):
        cases = select(c.case_id).where(c.key_id == row.key_id)
        stands = (o.state == OpeningState.APPROVED, o.open_until > ctx.now)
        other = select(o.id).where(o.asked_by == account_id, o.case_id.in_(cases), *stands).limit(1)
        if ctx.session.execute(other).first() is None:
            drop_reader(ctx, row.key_id, account_id)


def take_out(ctx: Context, case_id: uuid.UUID) -> None:
    """Nobody can be known by it any more: the rows go, and the keys that no other case needs.

    Of a key that a part goes on with, those who were let in here lose their box; those let in there keep it.
    """
    c = ClosedIdentity
    ids = [row.key_id for row in _rows(ctx, case_id)]
    ctx.session.execute(delete(c).where(c.case_id == case_id))
    needed = set(ctx.session.execute(select(c.key_id).where(c.key_id.in_(ids))).scalars())
    for key_id in set(ids) - needed:
        shred(ctx, key_id)
    for key_id in needed:
        _close_for_the_rest(ctx, key_id)


def _close_for_the_rest(ctx: Context, key_id: uuid.UUID) -> None:
    """Boxes stay for those alone who were let in at a case that still has the key."""
    c, o, s = ClosedIdentity, IdentityOpening, CaseShare
    cases = select(c.case_id).where(c.key_id == key_id)
    stands = (o.case_id.in_(cases), o.state == OpeningState.APPROVED, o.open_until > ctx.now)
    ctx.session.execute(delete(s).where(s.case_id == key_id, s.holder_id.not_in(select(o.asked_by).where(*stands))))


def dump(peeled: Sequence[Peeled]) -> list[list[str]]:
    """As it is kept with a request, until somebody answers."""
    return [[str(one.key_id), str(one.safe_id), _text(one.box)] for one in peeled]


def load(values: Sequence[Sequence[str]]) -> list[Peeled]:
    """What `dump` gave."""
    return [Peeled(uuid.UUID(key), uuid.UUID(safe), b64decode(box)) for key, safe, box in values]


def _rows(ctx: Context, case_id: uuid.UUID) -> Sequence[Any]:
    c = ClosedIdentity
    columns = (c.key_id, c.position, c.safe_id, c.sealed_boxes, c.sealed)
    return ctx.session.execute(select(*columns).where(c.case_id == case_id).order_by(c.position)).all()


def _nested(safe: Safe, first: Side, key: CaseKey) -> bytes:
    """In a box for the other side, and that in a box for the side that opens first."""
    inner = close_box(safe.publics[first.other], key.key, bound_to=_bound(key.case_id, first.other))
    return close_box(safe.publics[first], inner, bound_to=_bound(key.case_id, first))


def _bound(key_id: uuid.UUID, side: Side) -> bytes:
    return key_id.bytes + side.value.encode()


def _text(box: bytes) -> str:
    return b64encode(box).decode()
