"""At the province: bags are opened by whoever holds the desk's key, and what is in them is received as if sent here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select

from accounts.roles import Role
from agencies.queries import AgencyCard, find_card_by_code, get_card
from agencies.states import AgencyKind
from casework.attachments import store_image
from casework.enclosures import store_sealed_file
from casework.images import PreparedImage
from casework.locks.desks import demand_clerk, find_desk_key
from casework.locks.errors import KeyNotInHand
from casework.locks.own import private_of
from casework.locks.rotating import open_older_keys
from casework.models import CaseHandle
from casework.sealing import CaseKey, fresh_case_key
from core import audit
from core.clock import local_date
from core.context import Context
from core.crypto import SealBroken
from core.errors import NotFound
from feedback.commands import SubmitPetition
from feedback.sealed_post.errors import BagForAnotherKey, NotABag
from feedback.sealed_post.models import ReceivedBag
from feedback.sealed_post.parcel import Parcel
from feedback.sealed_post.shape import (
    Bag,
    Malformed,
    Piece,
    PublicKey,
    Signed,
    open_slot,
    sign_public,
    sign_receipt,
    whole,
)
from feedback.services.receiving import receive_petition
from feedback.states import Source


@dataclass(frozen=True, slots=True)
class TakenBag:
    """A bag that was opened: its receipt, for the way back, and how many petitions were new in it."""

    receipt: bytes
    received: int


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """A bag on the list."""

    id: UUID
    from_agency: AgencyCard
    day: date


def public_key_of(ctx: Context, agency_id: UUID, *, address: str) -> PublicKey:
    """What the province gives to communes that run alone.

    Raises NotFound (also at another desk), KeyNotInHand, BagForAnotherKey.
    """
    _demand_desk(ctx, agency_id)
    card, key = get_card(ctx, agency_id), find_desk_key(ctx, agency_id)
    if card.kind != AgencyKind.PROVINCE or key is None:
        raise NotFound
    private = _keys(ctx, agency_id).get(key.public)
    if private is None:
        raise BagForAnotherKey
    return PublicKey(card.code, card.name, address, key.public, sign_public(private))


def take_bag(ctx: Context, agency_id: UUID, data: bytes) -> TakenBag:
    """Open a bag and receive what is in it; doing it again gives the same receipt and receives nothing twice.

    Raises Forbidden, KeyNotInHand, NotABag, BagForAnotherKey. Denunciation Act art. 13; law sheet §2.4.
    """
    demand_clerk(ctx, agency_id)
    bag, digest = _read(data), hashlib.sha256(data).digest()
    commune = find_card_by_code(ctx, bag.from_code)
    if commune is None or commune.province_id != agency_id:
        raise NotABag
    private = _keys(ctx, agency_id).get(bag.box_public)
    if private is None:
        raise BagForAnotherKey
    received = sum(1 for parcel in _parcels(bag, private) if _receive(ctx, agency_id, parcel))
    receipt = _note(ctx, agency_id, bag, digest, commune, private)
    return TakenBag(receipt.pack(), received)


def receipt_for(ctx: Context, agency_id: UUID, bag_id: UUID) -> bytes:
    """The receipt of a bag that was opened, signed again.

    Raises NotFound (also at another desk), KeyNotInHand, BagForAnotherKey.
    """
    _demand_desk(ctx, agency_id)
    r, key = ReceivedBag, find_desk_key(ctx, agency_id)
    row = ctx.session.execute(select(r.digest, r.received_at, r.box_public).where(r.id == bag_id)).one_or_none()
    if row is None or key is None:
        raise NotFound
    private = _keys(ctx, agency_id).get(row.box_public)
    if private is None:
        raise BagForAnotherKey
    return sign_receipt(private, bag_id=bag_id, digest=row.digest, on=local_date(row.received_at)).pack()


def list_received(ctx: Context, agency_id: UUID) -> list[ReceivedLine]:
    """The bags that came last."""
    r = ReceivedBag
    rows = ctx.session.execute(
        select(r.id, r.from_agency_id, r.day).order_by(r.received_at.desc(), r.id).limit(50)
    ).all()  # fmt: skip
    lines = [ReceivedLine(row.id, get_card(ctx, row.from_agency_id), row.day) for row in rows]
    return [line for line in lines if line.from_agency.province_id == agency_id]


def _demand_desk(ctx: Context, agency_id: UUID) -> None:
    if not ctx.actor.holds_at(Role.INTAKE_CLERK, agency_id):
        raise NotFound


def _keys(ctx: Context, agency_id: UUID) -> dict[bytes, bytes]:
    if private_of(ctx, ctx.actor) is None:
        raise KeyNotInHand
    return open_older_keys(ctx, agency_id)


def _read(data: bytes) -> Bag:
    try:
        return Bag.unpack(data)
    except Malformed:
        raise NotABag from None


def _parcels(bag: Bag, private: bytes) -> Iterator[Parcel]:
    pieces: list[Piece] = []
    for position, sealed in enumerate(bag.slots):
        try:
            piece = open_slot(private, sealed, bag_id=bag.id, position=position)
        except SealBroken:
            raise NotABag from None
        pieces += [piece] if piece else []
    for data in whole(pieces).values():
        yield Parcel.unpack(data)


def _receive(ctx: Context, agency_id: UUID, parcel: Parcel) -> bool:
    h = CaseHandle
    if ctx.session.execute(select(h.case_id).where(h.case_id == parcel.case_id)).first() is not None:
        return False
    about = find_card_by_code(ctx, parcel.about_code)
    if about is None or about.province_id != agency_id:
        raise NotABag
    key = fresh_case_key(parcel.case_id)
    receive_petition(ctx, _command(ctx, get_card(ctx, agency_id), about, parcel, key))
    return True


def _command(
    ctx: Context, desk: AgencyCard, about: AgencyCard, parcel: Parcel, key: CaseKey
) -> SubmitPetition:  # fmt: skip
    blobs = iter(parcel.blobs)
    photos = tuple(store_image(ctx.files, key, _photo(values, blobs)) for values in parcel.photos)
    files = tuple(store_sealed_file(ctx.files, key, next(blobs), values) for values in parcel.files)
    return SubmitPetition(
        draft_id=parcel.case_id, case_id=parcel.case_id, case_key=key.key, access_code="",
        receiving_agency_id=desk.id, receiving_agency_code=desk.code, about_agency_id=about.id,
        content=parcel.content, source=Source.PORTAL, point_code="", notice_version=parcel.notice_version,
        contact_consent=parcel.consent, name=parcel.name, phone=parcel.phone, email=parcel.email, photos=photos,
        behalf=parcel.behalf, files=files, level=parcel.level, made=parcel.made, number=parcel.number,
    )  # fmt: skip


def _photo(values: dict[str, object], blobs: Iterator[bytes]) -> PreparedImage:
    first = next(blobs)
    original, display = (first, next(blobs)) if values["original"] else (first, first)
    return PreparedImage(
        original, display, next(blobs), str(values["media_type"]), str(values["sha256"]), int(str(values["width"])),
        int(str(values["height"])),
    )  # fmt: skip


def _note(
    ctx: Context, agency_id: UUID, bag: Bag, digest: bytes, commune: AgencyCard, private: bytes
) -> Signed:  # fmt: skip
    r = ReceivedBag
    before = ctx.session.execute(select(r.digest, r.received_at).where(r.id == bag.id)).one_or_none()
    if before is not None and before.digest != digest:
        raise NotABag
    if before is None:
        ctx.session.execute(
            insert(r).values(
                id=bag.id, from_agency_id=commune.id, day=bag.day, digest=digest, box_public=bag.box_public,
                received_at=ctx.now, received_by=ctx.actor.account_id,
            )
        )  # fmt: skip
        audit.record(
            ctx, agency_id=agency_id, action="feedback:post:take", subject_type="post_bag", subject_id=bag.id,
        )  # fmt: skip
    on = local_date(before.received_at if before else ctx.now)
    return sign_receipt(private, bag_id=bag.id, digest=digest, on=on)
