"""A commune that runs alone: what concerns its leaders leaves sealed, and nothing here tells that it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, func, inspect, select, text, update

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.attachments import ImageSize, list_attachments, read_attachment, store_image
from casework.images import prepare_image
from casework.locks.errors import CaseLocked
from casework.numbers import find_case
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.crypto import SealBroken, seal_with
from feedback import services
from feedback.drafts import Ticket, load_draft, new_draft, new_ticket, save_draft
from feedback.models import Petition
from feedback.queries.cases import open_content
from feedback.queries.tracking import get_tracked
from feedback.sealed_post import sending, taking
from feedback.sealed_post.errors import (
    BagForAnotherKey,
    BagNotReady,
    FingerprintWrong,
    NotABag,
    NotAReceipt,
    PostTooLarge,
    ProvinceKeyMissing,
)
from feedback.sealed_post.models import PostBag, PostSlot
from feedback.sealed_post.shape import SLOTS, Bag, Piece, PublicKey, Signed, close_slot, in_pieces, open_slot, whole
from feedback.states import Concerns
from tests.support.clock import SteppingClock
from tests.support.issuing import photo
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

BOOT = bytes(range(32))
MARK = "zqxwmark"
WHAT = f"Chủ tịch xã {MARK}ten nhận tiền {MARK}viec của dân."
ADDRESS = "https://danchu.tinh.example.vn"


@pytest.fixture
def province(desk: Desk) -> Actor:
    """The province's clerk with the key of its desk in hand."""
    account_id = desk.province_clerk().account_id
    assert account_id is not None
    clerk = with_key(desk.runtime, account_id)
    close_desk(desk.runtime, desk.units[PROVINCE], clerk)
    return clerk


def public_key(desk: Desk, province: Actor) -> PublicKey:
    with desk.runtime.transaction(province) as ctx:
        return taking.public_key_of(ctx, desk.units[PROVINCE], address=ADDRESS)


@pytest.fixture
def alone(desk: Desk, province: Actor) -> PublicKey:
    """The commune has the province's public key, and nothing else of it."""
    key = public_key(desk, province)
    with desk.runtime.transaction() as ctx:
        read = sending.read_public_key(ctx, key.pack())
        with pytest.raises(FingerprintWrong):
            sending.keep_public_key(ctx, read, fingerprint=key.fingerprint.replace(key.fingerprint[0], "x", 1))
        sending.keep_public_key(ctx, read, fingerprint=key.fingerprint.upper())
    return key


def write(desk: Desk, concerns: Concerns = Concerns.COMMUNE_LEADER, *, with_photo: bool = False) -> Ticket:
    """A finished draft."""
    ticket, draft = new_ticket(), new_draft(COMMUNE)
    stored = (store_image(desk.runtime.files, draft.key(), prepare_image(photo())),) if with_photo else ()
    draft = replace(
        draft, what=WHAT, concerns=concerns, name=f"Nguyễn {MARK}nguoi", phone="0900000104", consent=True, photos=stored
    )
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, ticket, draft)
    return ticket


def send(desk: Desk, ticket: Ticket) -> tuple[str, str]:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        receipt = services.submit_draft(ctx, ticket, notice_version="1", boot=BOOT)
    assert receipt.tracked_at == ADDRESS
    return receipt.number, receipt.access_code


def next_day(clock: SteppingClock) -> None:
    clock.advance(days=1)


def carried(desk: Desk) -> bytes:
    """The bag that is carried to the province."""
    with desk.runtime.reading() as ctx:
        (line,) = [line for line in sending.list_bags(ctx) if line.ready]
        return sending.export_bag(ctx, line.id)


def test_it_travels_sealed_and_is_received_as_if_it_had_been_sent_there(
    desk: Desk, province: Actor, alone: PublicKey, clock: SteppingClock
) -> None:
    number, code = send(desk, write(desk, with_photo=True))
    with desk.runtime.reading() as ctx:
        (line,) = sending.list_bags(ctx)
        with pytest.raises(BagNotReady):
            sending.export_bag(ctx, line.id)
    next_day(clock)
    data = carried(desk)
    assert MARK.encode() not in data
    with pytest.raises(NotABag), desk.runtime.transaction(province) as ctx:
        taking.take_bag(ctx, desk.units[PROVINCE], data[:-1] + bytes([data[-1] ^ 1]))
    with desk.runtime.transaction(province) as ctx:
        taken = taking.take_bag(ctx, desk.units[PROVINCE], data)
    assert taken.received == 1
    with desk.runtime.transaction(province) as ctx:
        again = taking.take_bag(ctx, desk.units[PROVINCE], data)
        case_id = ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()
        assert open_content(ctx, case_id).content.what == WHAT
        (shown,) = list_attachments(ctx, case_id)
        assert read_attachment(ctx, case_id, shown.id, ImageSize.ORIGINAL)[:3] == b"\xff\xd8\xff"
    assert (again.received, again.receipt) == (0, taken.receipt)
    with pytest.raises(CaseLocked), desk.runtime.transaction(SYSTEM) as ctx:
        open_content(ctx, case_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(ctx, number_typed=number, access_code_typed=code, network=b"n")
    assert found is not None
    with desk.runtime.reading(replace(ANONYMOUS, secret=found.secret)) as ctx:
        assert get_tracked(ctx, found.case_id).content.content.what == WHAT
    _comes_back(desk, province, alone, taken.receipt)


def _comes_back(desk: Desk, province: Actor, key: PublicKey, receipt: bytes) -> None:
    signed = Signed.unpack(receipt)
    assert signed.holds(key.sign)
    with pytest.raises(NotAReceipt), desk.runtime.transaction() as ctx:
        sending.acknowledge(ctx, replace(signed, digest=bytes(32)).pack())
    with desk.runtime.transaction() as ctx:
        sending.acknowledge(ctx, receipt)
        assert ctx.session.execute(select(func.count()).select_from(PostSlot)).scalar_one() == 0
        (line,) = sending.list_bags(ctx)
        assert line.acknowledged_on is not None
    with pytest.raises(NotAReceipt), desk.runtime.transaction() as ctx:
        sending.acknowledge(ctx, receipt)
    with desk.runtime.transaction(province) as ctx:
        assert taking.receipt_for(ctx, desk.units[PROVINCE], signed.bag_id) == receipt


def test_without_the_provinces_key_it_is_not_taken(desk: Desk, province: Actor) -> None:
    ticket = write(desk)
    with pytest.raises(ProvinceKeyMissing) as said, desk.runtime.transaction(ANONYMOUS) as ctx:
        services.submit_draft(ctx, ticket, notice_version="1", boot=BOOT)
    assert "mang đơn tới" in said.value.text
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(PostBag.id)).first() is None


def test_a_bag_for_a_key_that_nobody_here_has_stays_closed(
    desk: Desk, province: Actor, alone: PublicKey, clock: SteppingClock
) -> None:
    send(desk, write(desk))
    next_day(clock)
    bag = Bag.unpack(carried(desk))
    with pytest.raises(BagForAnotherKey), desk.runtime.transaction(province) as ctx:
        taking.take_bag(ctx, desk.units[PROVINCE], replace(bag, box_public=bytes(32)).pack())


def test_what_does_not_fit_is_said_before_anything_is_written(desk: Desk, alone: PublicKey) -> None:
    tickets = [write(desk) for _ in range(2)]
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        sending.see_to_bag(ctx, boot=BOOT)
        bag = ctx.session.execute(select(PostBag.id)).scalar_one()
        full = (SLOTS - 1).to_bytes(2, "big")
        ctx.session.execute(update(PostBag).values(sealed_used=seal_with(BOOT, full, bound_to=bag.bytes)))
    send(desk, tickets[0])
    with pytest.raises(PostTooLarge), desk.runtime.transaction(ANONYMOUS) as ctx:
        services.submit_draft(ctx, tickets[1], notice_version="1", boot=BOOT)


def test_sending_twice_gives_the_same_receipt(desk: Desk, alone: PublicKey) -> None:
    ticket = write(desk)
    first = send(desk, ticket)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        again = services.submit_draft(ctx, ticket, notice_version="1", boot=BOOT)
    assert (again.number, again.access_code) == first


def test_pieces_make_the_whole_and_an_empty_slot_is_as_long_as_a_full_one(alone: PublicKey) -> None:
    case_id, bag_id = UUID(int=7), UUID(int=8)
    pieces = in_pieces(case_id, b"x" * 70_000)
    assert whole(pieces) == {case_id: b"x" * 70_000}
    assert whole(pieces[1:]) == {}
    slots = [close_slot(alone.box, one, bag_id=bag_id, position=0) for one in (None, Piece(case_id, 0, 1, b"a"))]
    assert len({len(one) for one in slots}) == 1
    with pytest.raises(SealBroken):
        open_slot(bytes(32), slots[0], bag_id=bag_id, position=0)


def _tables(connection: Connection) -> list[str]:
    """All of them; of SQLite's index of words those that lie below it."""
    return sorted(set(inspect(connection).get_table_names()) - {"petition_words"})


def _sizes(runtime: Runtime) -> dict[str, object]:
    """Of every table how many rows, of every column how long its values are together; of the file store the sizes."""
    found: dict[str, object] = {}
    with runtime.engine.connect() as connection:
        for table in _tables(connection):
            found[table] = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
        for name, column in (("post_slot", "sealed"), ("post_bag", "sealed_used"), ("intake_draft", "sealed")):
            lengths = text(f"SELECT length({column}) FROM {name} ORDER BY 1")
            found[f"{name}.{column}"] = list(connection.execute(lengths).scalars())
    store = runtime.settings.data_dir / "files"
    found["files"] = sorted(path.stat().st_size for path in store.rglob("*") if path.is_file())
    return found


def _bytes(runtime: Runtime, database: Path | None) -> Iterator[tuple[str, bytes]]:
    for path in runtime.settings.data_dir.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
    if database is not None:
        for path in database.parent.glob(database.name + "*"):
            yield str(path), path.read_bytes()


def test_the_whole_disk_does_not_tell_that_anybody_wrote(desk: Desk, alone: PublicKey, clock: SteppingClock) -> None:
    """The same installation twice: somebody writes about the chairman and sends, or somebody writes and gives up.

    Whoever holds the disk has every table, file and key of the server, and what the commune's administrator sees: the
    same rows, the same lengths, and bags that do not open.
    """
    ticket = write(desk, with_photo=True)
    with desk.runtime.transaction() as ctx:
        sending.see_to_bag(ctx, boot=BOOT)  # as every ten minutes
    gave_up = _sizes(desk.runtime)
    number, code = send(desk, ticket)
    sent = _sizes(desk.runtime)
    differing = {name for name in sent if sent[name] != gave_up[name]}
    assert differing <= {"intake_draft.sealed"}  # its length as that of any other draft somebody wrote, see below
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 0
        draft = load_draft(ctx, ticket)
        assert draft is not None
        assert draft.receipt is not None
        bag = ctx.session.execute(select(PostBag.id, PostBag.day)).one()
        slots = ctx.session.execute(select(PostSlot.position, PostSlot.sealed)).all()
        for position, sealed in slots:  # every key of the server opens none
            for master in (*desk.runtime.keys.masters, BOOT):
                with pytest.raises(SealBroken):
                    open_slot(master, sealed, bag_id=bag.id, position=position)
        listed = sending.list_bags(ctx)
    assert [(line.day, line.ready) for line in listed] == [(bag.day, False)]
    desk.runtime.empty_log()
    database = desk.runtime.engine.url.database
    on_sqlite = desk.runtime.engine.dialect.name == "sqlite" and database
    for name, data in _bytes(desk.runtime, Path(str(database)) if on_sqlite else None):
        for secret in (MARK, number, code, code.replace("-", "")):
            assert secret.encode() not in data, name
    with desk.runtime.reading() as ctx:
        dumped = json.dumps(_everything(desk.runtime), default=str, ensure_ascii=False)
    assert MARK not in dumped
    assert number not in dumped
    _looks_like_a_stir(desk, clock)


def _everything(runtime: Runtime) -> list[list[object]]:
    with runtime.engine.connect() as connection:
        return [
            list(row) for name in _tables(connection) for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        ]


def _looks_like_a_stir(desk: Desk, clock: SteppingClock) -> None:
    """Slots are written anew by chance too: that one was written proves nothing."""
    with desk.runtime.reading() as ctx:
        before = set(ctx.session.execute(select(PostSlot.sealed)).scalars())
    for _ in range(12):
        with desk.runtime.transaction() as ctx:
            sending.stir(ctx, boot=BOOT)
    with desk.runtime.reading() as ctx:
        after = set(ctx.session.execute(select(PostSlot.sealed)).scalars())
    assert 0 < len(before - after) <= SLOTS - sending._KEPT_FREE
    with desk.runtime.transaction() as ctx:  # after a restart nobody can tell which slots are taken: a new bag
        sending.see_to_bag(ctx, boot=bytes(32))
        assert ctx.session.execute(select(func.count()).select_from(PostBag)).scalar_one() == 2


def test_ordinary_petitions_go_their_ordinary_way(desk: Desk, alone: PublicKey) -> None:
    ticket = write(desk, Concerns.NOBODY)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        receipt = services.submit_draft(ctx, ticket, notice_version="1", boot=BOOT)
        assert receipt.tracked_at == ""
        assert ctx.session.execute(select(func.count()).select_from(PostSlot)).scalar_one() == SLOTS
    with desk.runtime.reading(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert ctx.session.execute(select(Petition.agency_id)).scalar_one() == desk.units[COMMUNE]
