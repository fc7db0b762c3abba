"""What came to the desk of Xã Yên Thế in the last days: told, on paper, by telephone, handed on. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.roles import Role
from casework.behalf import UNSAID, Behalf
from casework.identity import Identity
from casework.states import Writer
from core.actor import Actor
from core.clock import VIETNAM, local_date
from core.context import Context
from demo.world import NOTICE, World
from feedback import services
from feedback.commands import Content, Submitted, Target, Triage
from feedback.desk.codes import ask_code
from feedback.desk.commands import NOBODY, DeskEntry, EntryKeys, new_entry_keys
from feedback.desk.drafts import begin_entry, finish_entry, get_entry, keep_typed
from feedback.desk.receiving import receive_at_desk
from feedback.desk.states import Arrival, ReadBack, Signature
from feedback.states import Concerns, Field, PetitionKind, Source, Urgency


@dataclass(frozen=True, slots=True)
class Told:
    """One that came: how, when, what, from whom, and what the clerk made of it (`title` empty: not triaged yet)."""

    days: float
    arrival: Arrival
    source: Source
    what: str
    title: str = ""
    kind: PetitionKind = PetitionKind.REPORT
    field: Field = Field.INFRASTRUCTURE
    concerns: Concerns = Concerns.NOBODY
    sender: Identity = NOBODY
    signature: Signature = Signature.NONE
    read_back: ReadBack = ReadBack.NOT_READ
    book_number: str = ""
    document_number: str = ""
    handed_on_by: str = ""
    papers: str = ""


_MANY = Behalf(Writer.SEVERAL, people=12, representatives="Vi Thị Dâu\nNông Văn Bưởi\nHà Thị Sấu")
_STORIES = (
    Told(
        11, Arrival.ORAL, Source.IN_PERSON,
        (
            "Bà cụ kể: bóng đèn đường trước cổng nhà văn hoá tắt từ rằm tháng trước. Tối đi họp thôn các cụ phải dắt "
            "nhau. Bà nhờ xã thay bóng, bà không biết dùng điện thoại."
        ),
        "Đèn đường trước nhà văn hoá tắt", sender=Identity("Hứa Thị Mơ", address="Thôn Trại Cả"),
        signature=Signature.FINGERPRINT, read_back=ReadBack.COMPANION, book_number="41/2026",
    ),
    Told(
        8, Arrival.PAPER, Source.POST,
        (
            "Mười hai hộ chúng tôi làm ruộng ở cánh đồng dưới đập. Kênh dẫn nước bị sạt một đoạn hơn ba mét, nước "
            "không tới ruộng cuối. Đề nghị xã cho kè lại trước vụ xuân."
        ),
        "Kênh dẫn nước bị sạt, mười hai hộ thiếu nước", PetitionKind.PROPOSAL, Field.AGRICULTURE,
        sender=Identity("Vi Thị Dâu", address="Thôn Đồng Cờ", behalf=_MANY), signature=Signature.SIGNED,
        book_number="43/2026", papers="đơn 2 trang, danh sách 12 hộ có chữ ký",
    ),
    Told(
        6, Arrival.FORWARDED, Source.FRONT,
        (
            "Tại buổi tiếp xúc ở thôn, bà con phản ánh xe chở đất chạy qua đường liên thôn không che bạt, bụi vào nhà, "
            "học sinh đi học không có chỗ tránh."
        ),
        "Xe chở đất không che bạt trên đường liên thôn", handed_on_by="Uỷ ban Mặt trận Tổ quốc xã",
        document_number="18/MTTQ-BTT", book_number="44/2026",
    ),
    Told(
        3, Arrival.ORAL, Source.IN_PERSON,
        "Người trình bày nói về việc chi tiền của một lãnh đạo xã, đề nghị tỉnh xem xét.",
        concerns=Concerns.COMMUNE_LEADER, sender=Identity("Lục Văn Trám", address="Thôn Cầu Gỗ"),
        signature=Signature.SIGNED, read_back=ReadBack.SENDER,
    ),
    Told(
        2, Arrival.PAPER, Source.SUGGESTION_BOX,
        "Ghế chờ ở bộ phận một cửa gãy hai cái, người già phải đứng. Mong xã thay ghế.",
        sender=Identity(behalf=Behalf(Writer.ANONYMOUS)),
    ),
)  # fmt: skip
_CALL = "Người gọi báo cây đổ ngang đường vào xóm sau trận gió đêm qua, xe máy không qua được."
_BEGUN = "Ông kể: sổ hộ nghèo năm nay không có tên nhà ông, mà nhà vẫn như năm ngoái"
_LOST = Identity("Mông Thị Lê", "0900 000 131", address="Thôn Trại Cả", behalf=UNSAID)


def load(world: World) -> None:
    """Each on its day, by the commune's clerk; today's call, and what is still being written."""
    for story in sorted(_STORIES, key=lambda told: -told.days):
        _take_in(world, story)
    _call(world)
    _half_written(world)
    _lost_code(world)


def _clerk(world: World) -> Actor:
    assert world.commune_id is not None  # loaded before
    return world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)


def _take_in(world: World, story: Told) -> None:
    moment = _morning(world, story.days)
    entry = _entry(world, story, new_entry_keys(), moment)
    with world.at(moment).transaction(_clerk(world)) as ctx:
        submitted = receive_at_desk(ctx, entry)
    if story.title:
        with world.at(moment + timedelta(hours=3)).transaction(_clerk(world)) as ctx:
            command = Triage(story.kind, story.field, Urgency.ORDINARY, story.title)
            services.triage(ctx, Target(submitted.petition_id, 1), command)


def _entry(world: World, story: Told, keys: EntryKeys, moment: datetime) -> DeskEntry:
    assert world.commune_id is not None
    return DeskEntry(
        keys=keys, agency_id=world.commune_id, arrival=story.arrival, source=story.source,
        received_on=local_date(moment), content=Content(story.what, story.concerns, story.field), notice_version=NOTICE,
        sender=story.sender, contact_consent=bool(story.sender.phone), signature=story.signature,
        read_back=story.read_back, identity_seen=bool(story.sender.name), papers_seen=bool(story.sender.behalf.people),
        book_number=story.book_number, document_number=story.document_number, handed_on_by=story.handed_on_by,
        papers=story.papers,
    )  # fmt: skip


def _call(world: World) -> Submitted:
    """Today, by telephone: the receipt is not handed out yet."""
    story = Told(0, Arrival.TELEPHONE, Source.HOTLINE, _CALL, read_back=ReadBack.SENDER)
    typed = {"what": _CALL, "received_on": f"{local_date(world.now):%Y-%m-%d}", "writer": Writer.ALONE.value}
    with world.runtime.transaction(_clerk(world)) as ctx:
        entry_id = _begin(world, ctx, story.arrival, {**typed, "source": Source.HOTLINE.value})
        kept = get_entry(ctx, entry_id, lock=True)
        submitted = receive_at_desk(ctx, _entry(world, story, kept.keys, world.now))
        finish_entry(ctx, kept, submitted, desk_id=kept.agency_id)
    return submitted


def _half_written(world: World) -> None:
    with world.runtime.transaction(_clerk(world)) as ctx:
        typed = {"what": _BEGUN, "received_on": f"{local_date(world.now):%Y-%m-%d}", "writer": Writer.ALONE.value}
        _begin(world, ctx, Arrival.ORAL, typed)


def _lost_code(world: World) -> None:
    """Somebody lost the code of a sealed case; the province's clerk is asked to be the second of two."""
    story = Told(
        4, Arrival.ORAL, Source.IN_PERSON, "Người trình bày nói một cán bộ xã hẹn nhiều lần không giải quyết giấy tờ.",
        concerns=Concerns.COMMUNE_OFFICIAL, sender=_LOST, read_back=ReadBack.SENDER,
    )  # fmt: skip
    moment = _morning(world, story.days)
    entry = _entry(world, story, new_entry_keys(), moment)
    with world.at(moment).transaction(_clerk(world)) as ctx:
        submitted = receive_at_desk(ctx, entry)
    with world.runtime.transaction(_clerk(world)) as ctx:
        ask_code(ctx, number=submitted.number, name=_LOST.name, phone=_LOST.phone, identity_seen=True)


def _begin(world: World, ctx: Context, arrival: Arrival, typed: dict[str, str]) -> UUID:
    assert world.commune_id is not None
    entry_id = begin_entry(ctx, agency_id=world.commune_id, arrival=arrival, concerns=Concerns.NOBODY)
    keep_typed(ctx, entry_id, typed)
    return entry_id


def _morning(world: World, days: float) -> datetime:
    """That many days ago at nine."""
    return world.ago(days=days).astimezone(VIETNAM).replace(hour=9, minute=0, second=0, microsecond=0)
