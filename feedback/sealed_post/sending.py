"""At a commune that runs alone: what must not be read or known of here leaves in bags that look the same every day.

Nothing but a slot of a bag is written: no case, number, line of a log, message or count. Which slots are taken is known
to the running server alone (`boot`, a secret in memory); for whoever takes the disk a full slot is as an empty one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from agencies.queries import find_card_by_code, get_card, list_children, list_open_communes
from agencies.states import AgencyKind
from casework.locks.codes import stretched
from casework.timeline import hour_of
from core import audit
from core.clock import local_date
from core.context import Context
from core.crypto import SealBroken, open_with, seal_with
from core.errors import NotFound
from core.ids import new_number, random_id
from feedback.drafts import Draft, Receipt, Ticket, save_draft
from feedback.errors import DeskNotOpen, NothingWritten
from feedback.sealed_post.errors import (
    BagNotReady,
    FingerprintWrong,
    NotAPublicKey,
    NotAReceipt,
    PostTooLarge,
    ProvinceKeyMissing,
)
from feedback.sealed_post.models import PostBag, PostSlot, ProvinceKey
from feedback.sealed_post.parcel import parcel_of
from feedback.sealed_post.shape import SLOTS, Bag, Malformed, Piece, PublicKey, Signed, close_slot, in_pieces

SHORTEST = 10
# Of a bag's slots, the last so many are not filled by chance: they stay for what somebody has to say.
_KEPT_FREE = 40


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """The province's public key as it lies here."""

    id: UUID
    province_id: UUID
    public: PublicKey


@dataclass(frozen=True, slots=True)
class BagLine:
    """A bag on the list: there is one for every day, whatever is in it."""

    id: UUID
    day: date
    ready: bool
    acknowledged_on: date | None


def find_province_key(ctx: Context, province_id: UUID) -> KeyInUse | None:
    """What is closed for the province here; None: nothing can be."""
    k = ProvinceKey
    row = ctx.session.execute(
        select(k.id, k.box_public, k.sign_public, k.address).where(k.province_id == province_id, k.retired_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    card = get_card(ctx, province_id)
    return KeyInUse(row.id, province_id, PublicKey(card.code, card.name, row.address, row.box_public, row.sign_public))


def demand_province_key(ctx: Context, agency_code: str) -> KeyInUse:
    """The key of the province above a commune. Raises DeskNotOpen, ProvinceKeyMissing."""
    card = find_card_by_code(ctx, agency_code)
    if card is None:
        raise DeskNotOpen
    key = find_province_key(ctx, card.province_id)
    if key is None:
        raise ProvinceKeyMissing(province=card.province_name)
    return key


def read_public_key(ctx: Context, data: bytes) -> PublicKey:
    """A province's public key from a file, of the province above the communes here. Raises NotAPublicKey."""
    try:
        key = PublicKey.unpack(data)
    except Malformed:
        raise NotAPublicKey from None
    if key.province_code not in {one.province_code for one in list_open_communes(ctx)}:
        raise NotAPublicKey
    return key


def keep_public_key(ctx: Context, key: PublicKey, *, fingerprint: str) -> None:
    """From now on what concerns the commune's leaders is closed for this key.

    `fingerprint`: as the province read it out, by another way than the file came.
    Raises FingerprintWrong, NotAPublicKey.
    """
    if "".join(fingerprint.lower().split()) != "".join(key.fingerprint.split()):
        raise FingerprintWrong
    province = find_card_by_code(ctx, key.province_code, AgencyKind.PROVINCE)
    if province is None:
        raise NotAPublicKey
    k, key_id = ProvinceKey, random_id()
    in_use = (k.province_id == province.id, k.retired_at.is_(None))
    ctx.session.execute(update(k).where(*in_use).values(retired_at=ctx.now))
    ctx.session.execute(
        insert(k).values(
            id=key_id, province_id=province.id, box_public=key.box, sign_public=key.sign, address=key.address,
            imported_at=ctx.now, imported_by=ctx.actor.account_id, retired_at=None,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=province.id, action="feedback:post:key", subject_type="province_key", subject_id=key_id,
        fingerprint=key.fingerprint,
    )  # fmt: skip


def hand_over(ctx: Context, ticket: Ticket, draft: Draft, *, boot: bytes, notice_version: str) -> Receipt:
    """Close a finished draft for the province, in this process, and keep it nowhere else.

    The sender gets the number under which the province will have it, and the code that they alone know. The draft stays
    as one that was not sent, so that nothing tells it from those. Denunciation Act art. 8, 13; law sheet §2.4, §9.
    Raises NothingWritten, ProvinceKeyMissing, PostTooLarge.
    """
    if len(draft.what.strip()) < SHORTEST:
        raise NothingWritten
    key = demand_province_key(ctx, draft.agency_code)
    number = new_number(key.public.province_code, local_date(ctx.now).year)
    made = stretched(draft.access_code, draft.case_id)
    _put(ctx, key, boot, _pieces(ctx, draft, number, made, notice_version, key))
    receipt = Receipt(
        number, draft.access_code, hour_of(ctx.now), ctx.now, key.public.province_code, about_someone=True,
        phone_left=bool(draft.consent and draft.phone), tracked_at=key.public.address,
    )  # fmt: skip
    # As long as what was written, so that the row does not shrink by sending.
    nothing = replace(draft, what=" " * len(draft.what), name="", phone="", email="", place="", wanted="")
    save_draft(ctx, ticket, replace(nothing, receipt=receipt))
    return receipt


def _pieces(
    ctx: Context, draft: Draft, number: str, made: bytes, notice_version: str, key: KeyInUse
) -> list[Piece]:  # fmt: skip
    place = ", ".join(part for part in (_hamlet(ctx, draft), draft.place) if part)
    for originals in (True, False):
        parcel = parcel_of(
            ctx.files, draft, number=number, made=made, place=place, notice_version=notice_version, originals=originals
        )
        pieces = in_pieces(draft.case_id, parcel.pack())
        if len(pieces) <= SLOTS // 2:
            return pieces
    raise PostTooLarge(province=key.public.name)


def _hamlet(ctx: Context, draft: Draft) -> str:
    card = find_card_by_code(ctx, draft.agency_code)
    hamlets = list_children(ctx, card.id, AgencyKind.HAMLET) if card and draft.hamlet_id else ()
    return next((one.name for one in hamlets if one.id == draft.hamlet_id), "")


def see_to_bag(ctx: Context, *, boot: bytes) -> None:
    """Have today's bag there, all of it empty to whoever looks: every day, whether or not anybody writes."""
    for key in _keys(ctx):
        _bag_of_today(ctx, key, boot)


def stir(ctx: Context, *, boot: bytes) -> None:
    """Now and then fill a slot with nothing, so that a slot that was written proves nothing."""
    for key in _keys(ctx):
        bag_id, used = _bag_of_today(ctx, key, boot)
        filled = secrets.randbelow(3)
        if used + filled <= SLOTS - _KEPT_FREE:
            _write(ctx, key, boot, bag_id, used, [None] * filled)


def list_bags(ctx: Context) -> Sequence[BagLine]:
    """The bags, newest first; those that were acknowledged for as long as they are listed."""
    b, today = PostBag, local_date(ctx.now)
    rows = ctx.session.execute(select(b.id, b.day, b.acknowledged_on).order_by(b.day.desc(), b.id).limit(100))
    return [BagLine(row.id, row.day, row.day < today, row.acknowledged_on) for row in rows]


def export_bag(ctx: Context, bag_id: UUID) -> bytes:
    """A bag as a file to carry or to send. Raises NotFound, BagNotReady."""
    b, s, k = PostBag, PostSlot, ProvinceKey
    row = ctx.session.execute(
        select(b.day, k.box_public).join(k, k.id == b.key_id).where(b.id == bag_id, b.acknowledged_on.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound
    if row.day >= local_date(ctx.now):
        raise BagNotReady
    slots = ctx.session.execute(select(s.sealed).where(s.bag_id == bag_id).order_by(s.position)).scalars().all()
    return Bag(bag_id, row.day, list_open_communes(ctx)[0].code, row.box_public, slots).pack()


def acknowledge(ctx: Context, data: bytes) -> UUID:
    """The province's receipt came back: the bag is not needed here any more. Raises NotAReceipt."""
    try:
        receipt = Signed.unpack(data)
    except Malformed:
        raise NotAReceipt from None
    b, k = PostBag, ProvinceKey
    sign = ctx.session.execute(
        select(k.sign_public).join(b, b.key_id == k.id).where(b.id == receipt.bag_id, b.acknowledged_on.is_(None))
    ).scalar_one_or_none()
    if sign is None or not receipt.holds(sign):
        raise NotAReceipt
    if hashlib.sha256(export_bag(ctx, receipt.bag_id)).digest() != receipt.digest:
        raise NotAReceipt
    ctx.session.execute(delete(PostSlot).where(PostSlot.bag_id == receipt.bag_id))
    ctx.session.execute(update(b).where(b.id == receipt.bag_id).values(acknowledged_on=local_date(ctx.now)))
    return receipt.bag_id


def _keys(ctx: Context) -> list[KeyInUse]:
    provinces = {one.province_id for one in list_open_communes(ctx)}
    return [key for one in provinces if (key := find_province_key(ctx, one)) is not None]


def _put(ctx: Context, key: KeyInUse, boot: bytes, pieces: Sequence[Piece]) -> None:
    bag_id, used = _bag_of_today(ctx, key, boot)
    if used + len(pieces) > SLOTS:
        raise PostTooLarge(province=key.public.name)
    _write(ctx, key, boot, bag_id, used, pieces)


def _write(
    ctx: Context, key: KeyInUse, boot: bytes, bag_id: UUID, used: int, pieces: Sequence[Piece | None]
) -> None:  # fmt: skip
    for position, piece in enumerate(pieces, start=used):
        sealed = close_slot(key.public.box, piece, bag_id=bag_id, position=position)
        s = PostSlot
        ctx.session.execute(update(s).where(s.bag_id == bag_id, s.position == position).values(sealed=sealed))
    count = _seal_used(boot, bag_id, used + len(pieces))
    ctx.session.execute(update(PostBag).where(PostBag.id == bag_id).values(sealed_used=count))


def _bag_of_today(ctx: Context, key: KeyInUse, boot: bytes) -> tuple[UUID, int]:
    """Today's bag of this run of the server, and how many of its slots are taken; made when there is none."""
    b, today, run = PostBag, local_date(ctx.now), hashlib.sha256(boot).digest()
    row = ctx.session.execute(
        select(b.id, b.sealed_used).where(b.day == today, b.boot == run, b.key_id == key.id).with_for_update()
    ).one_or_none()
    if row is not None:
        return row.id, _open_used(boot, row.id, row.sealed_used)
    bag_id = random_id()
    ctx.session.execute(
        insert(b).values(
            id=bag_id, day=today, key_id=key.id, boot=run, sealed_used=_seal_used(boot, bag_id, 0), acknowledged_on=None
        )
    )
    slots = [
        {"bag_id": bag_id, "position": at, "sealed": close_slot(key.public.box, None, bag_id=bag_id, position=at)}
        for at in range(SLOTS)
    ]
    ctx.session.execute(insert(PostSlot), slots)
    return bag_id, 0


def _seal_used(boot: bytes, bag_id: UUID, used: int) -> bytes:
    return seal_with(boot, used.to_bytes(2, "big"), bound_to=bag_id.bytes)


def _open_used(boot: bytes, bag_id: UUID, sealed: bytes) -> int:
    try:
        return int.from_bytes(open_with(boot, sealed, bound_to=bag_id.bytes), "big")
    except SealBroken:  # somebody changed the row: nothing more goes into this bag
        return SLOTS
