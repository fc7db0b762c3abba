"""What follows answers in the demo: the Board is asked, work is claimed on the ground and looked at."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from PIL import ExifTags, Image
from sqlalchemy import select

from accounts.roles import Role
from casework.sealing import open_case_key
from core.actor import ANONYMOUS, Actor
from core.clock import VIETNAM
from core.context import Context
from demo.aftermath_texts import CROSSING, CULVERT, DITCH, LAMP, LAMPS
from demo.petition_texts import Story
from demo.petitions import Teller, draw
from demo.world import COMMUNE_CODE, World
from feedback.aftermath.commands import Disagree, Found
from feedback.aftermath.queries import open_ask_of
from feedback.aftermath.services import asking, disputing, wishing
from feedback.aftermath.states import BoardFinding, Doubt, Way, Wish
from feedback.claims.commands import ClaimDone, Looked
from feedback.claims.policies import can_claim_done
from feedback.claims.scenes import StoredScene, store_scene
from feedback.claims.services import claim_done, look
from feedback.claims.states import Side
from feedback.commands import Spot
from feedback.models import Petition
from feedback.queries import CaseView, find_case_view
from feedback.states import PetitionKind, PetitionState

_HERE, _NEAR = Spot(21.4771, 106.1231), Spot(21.4773, 106.1234)


def load(world: World) -> None:
    """A claim in each state, a request to the Board that waits and one it answered, an act that waits for a hand."""
    _mended(world, CULVERT, "Đã nạo vét cống, chở bùn rác đi, thông nước.", "culvert", _seen_by_sender)
    _mended(world, CROSSING, "Đã đổ đất và khơi rãnh, nước rút hết.", "culvert", _seen_by_board)
    _mended(world, LAMP, "Thợ điện đã dựng lại cột, căng lại dây.", "lamp", None)
    for story, found in ((LAMPS, False), (DITCH, True)):
        teller = Teller(world, story)
        _ask(world, teller, teller.tell(), found=found)
    _wish(world)


_Look = Callable[[World, UUID, UUID, datetime], None]


def _mended(world: World, story: Story, words: str, scene: str, then: _Look | None) -> None:
    """It is answered, then claimed done on the ground; somebody goes to see, or nobody yet."""
    teller = Teller(world, story)
    answered_at = teller.tell()
    at = answered_at + (world.now - answered_at) / 3
    with world.runtime.reading() as ctx:
        case = find_case_view(ctx, teller.petition_id)
    claim_id = _claim(world, case, at, words, scene) if case else None
    if claim_id is not None and then is not None:
        then(world, teller.petition_id, claim_id, at + (world.now - at) / 3)


def _seen_by_sender(world: World, case_id: UUID, claim_id: UUID, at: datetime) -> None:
    seen = _scene(world, case_id, "culvert", Side.SEEN, at, _HERE)
    with world.at(at).transaction(ANONYMOUS, public=True) as ctx:
        look(ctx, claim_id, Looked(True, "Cống thông rồi, cảm ơn xã.", (seen,), open_photos=True))


def _seen_by_board(world: World, case_id: UUID, claim_id: UUID, at: datetime) -> None:
    seen = _scene(world, case_id, "flood", Side.SEEN, at, _HERE)
    words = "Trời mưa nước vẫn đọng, rãnh mới khơi được một phía."
    with world.at(at).transaction(_board(world), public=True) as ctx:
        look(ctx, claim_id, Looked(False, words, (seen,), open_photos=True))


def _claim(world: World, case: CaseView, at: datetime, words: str, scene: str) -> UUID | None:
    user = next(name for name, account_id in world.accounts.items() if account_id == case.assignee_id)
    actor = world.official(user, Role.HANDLER, case.agency_id)
    if not can_claim_done(actor, case.facts(), case.kind):
        return None
    scenes = (
        _scene(world, case.id, "flood", Side.BEFORE, at - timedelta(days=1), _NEAR),
        _scene(world, case.id, scene, Side.AFTER, at - timedelta(hours=1), _NEAR),
    )
    command = ClaimDone(words, case.place or "Đầu xóm", at - timedelta(hours=2), _HERE, scenes, open_photos=True)
    with world.at(at).transaction(actor, public=True) as ctx:
        return claim_done(ctx, case.id, command)


def _ask(world: World, teller: Teller, answered_at: datetime, *, found: bool) -> None:
    """The sender does not agree and asks the Board; of one the Board has been to see it."""
    case_id, at = teller.petition_id, answered_at + (world.now - answered_at) / 3
    words = "Xã trả lời là xong nhưng ra tới nơi thì chưa thấy gì."
    with world.at(at).transaction(ANONYMOUS) as ctx:
        disputing.disagree(ctx, case_id, Disagree(Way.BOARD, 2, words, (Doubt.NOT_DONE,)))
        request_id = open_ask_of(ctx, case_id)
    if not found or request_id is None:
        return
    later = at + (world.now - at) / 2
    seen = _scene(world, case_id, "flood", Side.SEEN, later, _HERE)
    saw = "Sáng nay hai thành viên Ban ra xem: mới làm được một đoạn, đoạn cuối còn nguyên."
    with world.at(later).transaction(_board(world), public=True) as ctx:
        asking.find(ctx, request_id, Found(BoardFinding.PARTLY, saw, (seen,)))


def _wish(world: World) -> None:
    """The sender of a signed complaint begins to take it back."""
    p = Petition
    here = (p.agency_id == world.commune_id, p.state == PetitionState.PROCEEDING, p.kind == PetitionKind.COMPLAINT)
    with world.runtime.reading() as ctx:
        ids = ctx.session.execute(select(p.id).where(*here).order_by(p.received_at, p.id)).scalars().all()
        able = [one for one in ids if (case := find_case_view(ctx, one)) and _may_withdraw(ctx, case)]
    for petition_id in able[:1]:
        with world.at(world.ago(days=1)).transaction(ANONYMOUS) as ctx:
            wishing.begin_wish(ctx, petition_id, Wish.WITHDRAW, "Việc nhà đã thoả thuận xong, tôi muốn rút khiếu nại.")


def _may_withdraw(ctx: Context, case: CaseView) -> bool:
    return Wish.WITHDRAW in wishing.possible_wishes(ctx, case.id, case.facts())


def _scene(world: World, case_id: UUID, scene: str, side: Side, taken_at: datetime, spot: Spot) -> StoredScene:
    with world.runtime.reading() as ctx:
        key = open_case_key(ctx, case_id)
    return store_scene(world.runtime.files, key, _recorded(draw(scene), taken_at, spot), side)


def _recorded(picture: bytes, taken_at: datetime, spot: Spot) -> bytes:
    """The drawn scene with what a telephone writes into a photo: when and where."""
    exif = Image.Exif()
    taken = f"{taken_at.astimezone(VIETNAM):%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    for name, ref, value, side in (
        (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, spot.lat, "N"),
        (ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, spot.lon, "E"),
    ):
        minutes = (value - int(value)) * 60
        place[ref], place[name] = (
            side,
            (float(int(value)), float(int(minutes)), round((minutes - int(minutes)) * 60, 3)),
        )
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()


def _board(world: World) -> Actor:
    if world.commune_id is None:
        raise LookupError(COMMUNE_CODE)
    return world.official("bantt", Role.BOARD_MEMBER, world.commune_id)
