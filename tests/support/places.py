"""A small country for tests that need units but not all thirteen thousand."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from agencies.commands import CreateHamlet, OpenAgency
from agencies.importing import import_units
from agencies.queries import AgencyCard, find_card_by_code
from agencies.services import create_hamlet, open_agency
from bootstrap.runtime import Runtime
from core.context import Context

COMMUNE, OTHER, PROVINCE = "07288", "07294", "24"
COMMUNES = """ward_code,ward_name,ward_type,province_code,province_name,lat,lon
07288,Xã Yên Thế,Xã,24,Tỉnh Bắc Ninh,21.471,106.132
07294,Xã Bố Hạ,Xã,24,Tỉnh Bắc Ninh,21.45,106.2
07210,Phường Bắc Giang,Phường,24,Tỉnh Bắc Ninh,21.27,106.19
12127,Phường Thượng Hồng,Phường,33,Tỉnh Hưng Yên,20.9348,106.128
10543,Phường Việt Hòa,Xã,31,Thành phố Hải Phòng,20.948,106.254
"""
FORMER = """old_province,old_district,old_ward,old_ward_code,ward_code,ward_name,province_name,how
Tỉnh Bắc Giang,Huyện Yên Thế,Xã Đồng Tâm,07260,07288,Xã Yên Thế,Tỉnh Bắc Ninh,whole
Tỉnh Bắc Giang,Huyện Yên Thế,Thị trấn Bố Hạ,07294,07294,Xã Bố Hạ,Tỉnh Bắc Ninh,part-main
Tỉnh Bắc Giang,Huyện Yên Thế,Thị trấn Bố Hạ,07294,07288,Xã Yên Thế,Tỉnh Bắc Ninh,part
Tỉnh Hưng Yên,Thị xã Mỹ Hào,Phường Bạch Sam,12124,12127,Phường Thượng Hồng,Tỉnh Hưng Yên,whole
Tỉnh Hải Dương,Thành phố Hải Dương,Phường Việt Hòa,10543,10543,Phường Việt Hòa,Thành phố Hải Phòng,whole
"""


def small_country(folder: Path) -> Path:
    """Data files of the small country, for `import_units`."""
    (folder / "communes.csv").write_text(COMMUNES, encoding="utf-8")
    (folder / "old_units.csv").write_text(FORMER, encoding="utf-8")
    return folder


def found(ctx: Context, code: str) -> AgencyCard:
    """The card of a code that is there."""
    card = find_card_by_code(ctx, code)
    assert card is not None
    return card


def settle(runtime: Runtime, folder: Path, *codes: str) -> dict[str, UUID]:
    """Import the small country and open the desks of these codes; gives code → id of all units."""
    with runtime.transaction(public=True) as ctx:
        import_units(ctx, small_country(folder))
        for number, code in enumerate(codes, start=1):
            open_agency(ctx, OpenAgency(agency_id=found(ctx, code).id, hotline=f"0204 000 10{number}"))
        return {code: found(ctx, code).id for code in ("24", "33", "31", "07288", "07294", "07210", "12127", "10543")}


def open_two_communes(runtime: Runtime, folder: Path) -> dict[str, UUID]:
    """The country with the desks of its province and two communes open, and a hamlet."""
    units = settle(runtime, folder, PROVINCE, COMMUNE, OTHER)
    with runtime.transaction(public=True) as ctx:
        hamlet = CreateHamlet(commune_id=units[COMMUNE], subtype="Thôn", short_name="Cầu Gỗ")
        return {**units, "hamlet": create_hamlet(ctx, hamlet)}
