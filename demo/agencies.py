"""The places of the demo: Xã Yên Thế with its hamlets, offices and counters, and the other desks of the story."""

from __future__ import annotations

from uuid import UUID

from agencies.commands import CreateHamlet, CreateOffice, CreateServicePoint, OpenAgency
from agencies.importing import import_units
from agencies.naming import segment
from agencies.queries import AgencyCard, find_card_by_code
from agencies.services import create_hamlet, create_office, create_service_point, open_agency
from core.context import Context
from demo.world import COMMUNE_CODE, World

# Code → fictional hotline and desk. The provinces are those of the seed plans.
PROVINCES = {
    "24": ("0204 000 001", "Trụ sở tiếp công dân tỉnh, phường Bắc Giang"),
    "33": ("0221 000 001", "Trụ sở tiếp công dân tỉnh, phường Phố Hiến"),
    "68": ("0263 000 001", "Trụ sở tiếp công dân tỉnh, phường Xuân Hương – Đà Lạt"),
    "75": ("0251 000 001", "Trụ sở tiếp công dân tỉnh, phường Trấn Biên"),
    "80": ("0272 000 001", "Trụ sở tiếp công dân tỉnh, phường Long An"),
}
COMMUNES = {
    COMMUNE_CODE: ("0204 000 011", "Phòng tiếp công dân, tầng 1 trụ sở Ủy ban nhân dân xã Yên Thế"),
    "12127": ("0221 000 011", "Phòng tiếp công dân, trụ sở Ủy ban nhân dân phường Thượng Hồng"),
}
HAMLETS = (
    "Trung Tâm", "Đồng Lim", "Cầu Gỗ", "Đình Cả", "Gốc Gạo", "Rừng Thông", "Suối Cạn", "Bờ Hồ",
)  # fmt: skip
OFFICES = ("Phòng Kinh tế", "Phòng Văn hóa – Xã hội", "Trung tâm Phục vụ hành chính công")
COUNTERS = (
    ("Quầy 1", "Hộ tịch, chứng thực"),
    ("Quầy 2", "Đất đai, xây dựng"),
    ("Quầy 3", "Chính sách xã hội, người có công"),
)


def load(world: World) -> None:
    """Import the country, open the desks, and fill in what the later parts build on."""
    with world.at(world.ago(days=400)).transaction(public=True) as ctx:
        import_units(ctx)
        for code, desk in {**PROVINCES, **COMMUNES}.items():
            card = _open(ctx, code, *desk)
            world.paths[card.id] = card.path
        commune = _card(ctx, COMMUNE_CODE)
        world.commune_id, world.province_id = commune.id, commune.province_id
        _parts(ctx, world, commune.id)


def _card(ctx: Context, code: str) -> AgencyCard:
    card = find_card_by_code(ctx, code)
    if card is None:
        raise LookupError(f"no unit {code}")
    return card


def _open(ctx: Context, code: str, hotline: str, address: str) -> AgencyCard:
    card = _card(ctx, code)
    open_agency(ctx, OpenAgency(agency_id=card.id, hotline=hotline, desk_address=address))
    return card


def _parts(ctx: Context, world: World, commune_id: UUID) -> None:
    path = world.paths[commune_id]
    for name in HAMLETS:
        hamlet_id = create_hamlet(ctx, CreateHamlet(commune_id=commune_id, subtype="Thôn", short_name=name))
        world.hamlets[f"Thôn {name}"] = hamlet_id
        world.paths[hamlet_id] = f"{path}.th-{segment(name)}"
    for name in OFFICES:
        create_office(ctx, CreateOffice(agency_id=commune_id, name=name))
    for number, name in COUNTERS:
        create_service_point(ctx, CreateServicePoint(agency_id=commune_id, number=number, name=name))
