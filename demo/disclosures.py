"""What the demo's agencies have public: five real plans of former units, and what Xã Yên Thế publishes these days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from accounts.roles import Role
from agencies.queries import find_card_by_code
from core.actor import Actor, ActorKind, Grant
from core.clock import local_date
from core.pdf import StoredPdf
from demo import disclosure_texts as texts
from demo.paper import table_pdf
from demo.world import COMMUNE_CODE, World
from disclosures import services
from disclosures.commands import DisclosureContent, DraftDisclosure, EditDisclosure, TellHamlet, WithdrawDisclosure
from disclosures.legal_items import OTHER
from disclosures.states import Told
from disclosures.telling import list_to_tell, tell_hamlet

SEEDS = Path(__file__).resolve().parent / "seeds"
PUBLISHER = "congkhai"


@dataclass(frozen=True, slots=True)
class Seed:
    """One of the five plans: its file, whose page it stands on today, and what it says of itself."""

    file: str
    code: str
    title: str
    summary: str
    issuer: str
    number: str = ""
    issued_on: date | None = None


PLANS: tuple[Seed, ...] = (
    Seed(
        "000_843a20fd0a9b1e8d.txt", "75", "Kế hoạch thực hiện dân chủ ở cơ sở năm 2024",
        "Kế hoạch của huyện Vĩnh Cửu trước khi sắp xếp đơn vị hành chính.", "Ủy ban nhân dân huyện Vĩnh Cửu",
    ),
    Seed(
        "001_c38c5738d80eda10.txt", "12127",
        "Kế hoạch thực hiện Nghị quyết số 49-NQ/TU về tăng cường lãnh đạo thực hiện dân chủ ở cơ sở",
        "Kế hoạch của phường Bạch Sam, nay thuộc Phường Thượng Hồng.",
        "Ủy ban nhân dân phường Bạch Sam, thị xã Mỹ Hào", "124/KH-UBND", date(2024, 10, 23),
    ),
    Seed(
        "002_9323e183c2d3b422.txt", "68", "Kế hoạch triển khai Quy chế công tác dân vận của hệ thống chính trị",
        "Kế hoạch của tỉnh Lâm Đồng thực hiện Quy chế ban hành kèm Quyết định số 456-QĐ/TU.",
        "Ủy ban nhân dân tỉnh Lâm Đồng",
    ),
    Seed(
        "003_1e3632480cb46c84.txt", COMMUNE_CODE, "Kế hoạch tham gia cuộc thi “Dân vận khéo” huyện Yên Thế năm 2024",
        "Kế hoạch của xã Đồng Tâm, nay thuộc Xã Yên Thế.", "Đảng ủy xã Đồng Tâm, huyện Yên Thế",
    ),
    Seed(
        "004_b587bd1d1b4b85b5.txt", "80", "Kế hoạch thực hiện dân chủ ở cơ sở năm 2024",
        "Kế hoạch của Sở Thông tin và Truyền thông trước khi sắp xếp.",
        "Sở Thông tin và Truyền thông tỉnh Tây Ninh",
    ),
)  # fmt: skip


def load(world: World) -> None:
    """Publish them, the historical ones first."""
    for number, seed in enumerate(PLANS):
        _publish_seed(world, seed, days=300 - number)
    assert world.commune_id is not None
    officer = world.official(PUBLISHER, Role.PUBLISHER, world.commune_id)
    _current(world, officer, world.commune_id)
    _corrected(world, officer, world.commune_id)
    _withdrawn(world, officer, world.commune_id)
    _waiting(world, officer, world.commune_id)
    _told(world)


def _publish_seed(world: World, seed: Seed, *, days: int) -> None:
    with world.at(world.ago(days=days)).reading() as ctx:
        card = find_card_by_code(ctx, seed.code)
    assert card is not None
    content = DisclosureContent(
        legal_item=OTHER, title=seed.title, summary=seed.summary, source=(SEEDS / seed.file).read_text("utf-8"),
        issuer=seed.issuer, number=seed.number, issued_on=seed.issued_on, historical=True,
    )  # fmt: skip
    # No account of its own: the desks of the other agencies are not part of the story.
    archivist = Actor(ActorKind.OFFICIAL, None, "", (Grant(Role.PUBLISHER.value, card.id, card.path),))
    _publish(world, archivist, card.id, content, days=days)


def _publish(
    world: World,
    officer: Actor,
    agency_id: UUID,
    content: DisclosureContent,
    *,
    days: float,
    file: StoredPdf | None = None,
) -> UUID:
    with world.at(world.ago(days=days)).transaction(officer, public=True) as ctx:
        disclosure_id = services.draft_disclosure(ctx, DraftDisclosure(agency_id, content, file))
        services.publish_disclosure(ctx, disclosure_id, version=1)
    return disclosure_id


def _current(world: World, officer: Actor, agency_id: UUID) -> None:
    budget = table_pdf(
        world.runtime, name="du-toan-ngan-sach-2027.pdf", heading="DỰ TOÁN NGÂN SÁCH XÃ NĂM 2027",
        subtitle="Trình kỳ họp cuối năm của Hội đồng nhân dân xã (số liệu minh hoạ)", head=texts.BUDGET_HEAD,
        rows=texts.BUDGET_ROWS,
    )  # fmt: skip
    for days, item in texts.current_items(local_date(world.now)):
        _publish(world, officer, agency_id, item, days=days, file=budget if item.legal_item == "2" else None)


def _corrected(world: World, officer: Actor, agency_id: UUID) -> None:
    """A list published, then replaced by a corrected edition."""
    first = _publish(world, officer, agency_id, texts.poor_households(local_date(world.now), families=11), days=16)
    content = texts.poor_households(local_date(world.now), families=12)
    with world.at(world.ago(days=12)).transaction(officer, public=True) as ctx:
        second = services.begin_replacement(ctx, first)
        services.edit_disclosure(ctx, EditDisclosure(second, 1, content))
        services.publish_disclosure(ctx, second, version=2)


def _withdrawn(world: World, officer: Actor, agency_id: UUID) -> None:
    """One taken down again: its page says why."""
    wrong = _publish(world, officer, agency_id, texts.WRONG_NOTICE, days=21)
    with world.at(world.ago(days=20)).transaction(officer, public=True) as ctx:
        services.withdraw_disclosure(ctx, WithdrawDisclosure(wrong, 2, texts.WRONG_REASON))


def _waiting(world: World, officer: Actor, agency_id: UUID) -> None:
    """A draft on the publisher's desk."""
    with world.at(world.ago(hours=5)).transaction(officer) as ctx:
        services.draft_disclosure(ctx, DraftDisclosure(agency_id, texts.draft_item(local_date(world.now))))


def _told(world: World) -> None:
    """The head of one hamlet has carried one list from house to house; the newest still waits."""
    hamlet_id = next(iter(world.hamlets.values()))
    head = world.official("truongthon", Role.HAMLET_HEAD, hamlet_id)
    with world.at(world.now).reading(head) as ctx:
        waiting = list_to_tell(ctx, hamlet_id)
    first = min(waiting, key=lambda item: item.posting_from)
    told = (
        (Told.MEETING, 1, "Họp tại nhà văn hoá, 58 hộ dự."),
        (Told.LOUDSPEAKER, 2, "Đọc loa buổi chiều, ba ngày liền."),
    )
    for way, days, note in told:
        day = first.posting_from + timedelta(days=days)
        with world.at(world.ago(days=max(0, (local_date(world.now) - day).days - 0.2))).transaction(head) as ctx:
            tell_hamlet(ctx, TellHamlet(first.id, hamlet_id, way, day, note))
