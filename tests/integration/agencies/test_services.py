from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from agencies.commands import (
    CreateHamlet,
    CreateOffice,
    CreateServicePoint,
    OpenAgency,
    RenameAgency,
    UpdateAgency,
    UpdateServicePoint,
)  # fmt: skip
from agencies.errors import AgencyEnded, HotlineNeeded, NameAlreadyTaken, WrongKindOfAgency
from agencies.queries import (
    find_card_by_code,
    find_service_point_by_code,
    get_card,
    get_service_point,
    get_service_point_by_code,
    list_children,
    list_open_communes,
    list_provinces,
    list_service_points,
    search_units,
)  # fmt: skip
from agencies.services import (
    create_hamlet,
    create_office,
    create_service_point,
    end_part,
    open_agency,
    rename_agency,
    update_agency,
    update_service_point,
)  # fmt: skip
from agencies.states import AgencyKind
from bootstrap.runtime import Runtime
from core.actor import ANONYMOUS, Actor, ActorKind, Grant
from core.audit import AuditEntry, verify
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import ALPHABET
from tests.support.places import settle


@pytest.fixture
def units(runtime: Runtime, tmp_path: Path) -> dict[str, UUID]:
    return settle(runtime, tmp_path)


def as_admin(ctx: Context, role: str, agency_id: UUID, path: str) -> Context:
    actor = Actor(ActorKind.OFFICIAL, UUID(int=5), "Quản trị", (Grant(role, agency_id, path),))
    return Context(ctx.session, actor, ctx.now, ctx.keys, ctx.files, ctx.words)


def test_an_opened_desk_is_shown_as_open_everywhere_at_once(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.reading() as ctx:
        assert not search_units(ctx, "yen the")[0].is_open
    with runtime.transaction() as ctx:
        open_agency(ctx, OpenAgency(units["07288"], "0204 000 011", "Tầng 1"))
        open_agency(ctx, OpenAgency(units["07288"], "0204 999 999"))
    with runtime.reading() as ctx:
        card = get_card(ctx, units["07288"])
        assert (card.is_open, card.hotline, card.desk_address) == (True, "0204 000 011", "Tầng 1")
        assert search_units(ctx, "yen the")[0].is_open
        assert [commune.code for commune in list_open_communes(ctx, units["24"])] == ["07288"]
        assert list_open_communes(ctx, units["33"]) == ()
        assert [province.short_name for province in list_provinces(ctx)] == ["Bắc Ninh", "Hải Phòng", "Hưng Yên"]


def test_a_desk_needs_a_number_to_call(runtime: Runtime, units: dict[str, UUID]) -> None:
    with pytest.raises(HotlineNeeded), runtime.transaction() as ctx:
        open_agency(ctx, OpenAgency(units["07288"], ""))
    with runtime.transaction() as ctx:
        update_agency(ctx, UpdateAgency(units["07288"], 1, "", "Tầng 2"))
        open_agency(ctx, OpenAgency(units["07288"], "0204 000 011"))
    with pytest.raises(HotlineNeeded), runtime.transaction() as ctx:
        update_agency(ctx, UpdateAgency(units["07288"], 3, "", ""))


def test_only_the_province_sets_the_remote_area_flag(runtime: Runtime, units: dict[str, UUID]) -> None:
    command = UpdateAgency(units["07288"], 1, "0204 000 011", "", remote=True)
    with pytest.raises(Forbidden), runtime.transaction() as ctx:
        update_agency(as_admin(ctx, "commune_admin", units["07288"], "24.07288"), command)
    with runtime.transaction() as ctx:
        update_agency(as_admin(ctx, "province_admin", units["24"], "24"), command)
    with runtime.reading() as ctx:
        assert get_card(ctx, units["07288"]).remote


def test_nobody_else_changes_anything(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        citizen = Context(ctx.session, ANONYMOUS, ctx.now, ctx.keys, ctx.files, ctx.words)
        neighbour = as_admin(ctx, "commune_admin", units["07294"], "24.07294")
        for stranger in (citizen, neighbour):
            with pytest.raises(Forbidden):
                update_agency(stranger, UpdateAgency(units["07288"], 1, "0204 000 011", ""))
            with pytest.raises(Forbidden):
                create_hamlet(stranger, CreateHamlet(units["07288"], "Thôn", "Bờ Hồ"))
            with pytest.raises(Forbidden):
                create_service_point(stranger, CreateServicePoint(units["07288"], "Quầy 1", "Hộ tịch"))
            with pytest.raises(Forbidden):
                open_agency(stranger, OpenAgency(units["07288"], "0204 000 011"))
        own = as_admin(ctx, "commune_admin", units["07288"], "24.07288")
        with pytest.raises(Forbidden):
            rename_agency(own, RenameAgency(units["07288"], 1, "Xã Khác"))


def test_a_stale_form_is_refused(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        update_agency(ctx, UpdateAgency(units["07288"], 1, "0204 000 011", ""))
    with pytest.raises(StaleVersion), runtime.transaction() as ctx:
        update_agency(ctx, UpdateAgency(units["07288"], 1, "0204 000 012", ""))
    with pytest.raises(StaleVersion), runtime.transaction() as ctx:
        rename_agency(ctx, RenameAgency(units["07288"], 1, "Xã Khác"))


def test_a_new_name_is_found_and_the_code_stays(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        rename_agency(ctx, RenameAgency(units["07288"], 1, "Phường Phồn Xương"))
    with runtime.reading() as ctx:
        card = get_card(ctx, units["07288"])
        assert (card.code, card.subtype, card.short_name) == ("07288", "Phường", "Phồn Xương")
        assert search_units(ctx, "phon xuong")[0].agency_id == card.id


def test_hamlets_and_offices_live_below_their_commune(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        first = create_hamlet(ctx, CreateHamlet(units["07288"], "Thôn", "Trung Tâm"))
        office = create_office(ctx, CreateOffice(units["07288"], "Phòng Kinh tế"))
        with pytest.raises(NameAlreadyTaken):
            create_hamlet(ctx, CreateHamlet(units["07288"], "Thôn", "Trung Tâm"))
        # Two names that fold alike are two hamlets; their places differ.
        second = create_hamlet(ctx, CreateHamlet(units["07288"], "Thôn", "Trung Tám"))
        with pytest.raises(WrongKindOfAgency):
            create_hamlet(ctx, CreateHamlet(units["24"], "Thôn", "Trung Tâm"))
        with pytest.raises(WrongKindOfAgency):
            create_hamlet(ctx, CreateHamlet(units["07288"], "Huyện", "Trung Tâm"))
    with runtime.reading() as ctx:
        card = get_card(ctx, first)
        assert (card.path, card.province_code, card.parent_id) == ("24.07288.th-trung-tam", "24", units["07288"])
        assert get_card(ctx, second).path == "24.07288.th-trung-tam-2"
        assert find_card_by_code(ctx, card.code) == card
        assert find_card_by_code(ctx, card.code, AgencyKind.COMMUNE) is None
        assert [child.id for child in list_children(ctx, units["07288"], AgencyKind.OFFICE)] == [office]
        assert len(list_children(ctx, units["07288"])) == 3


def test_a_dissolved_hamlet_is_kept_but_not_listed(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        hamlet = create_hamlet(ctx, CreateHamlet(units["07288"], "Thôn", "Bờ Hồ"))
        end_part(ctx, hamlet)
        with pytest.raises(AgencyEnded):
            end_part(ctx, hamlet)
        with pytest.raises(WrongKindOfAgency):
            end_part(ctx, units["07288"])
    with runtime.reading() as ctx:
        assert list_children(ctx, units["07288"]) == ()
        assert not get_card(ctx, hamlet).in_force
    with runtime.transaction() as ctx:
        again = create_hamlet(ctx, CreateHamlet(units["07288"], "Thôn", "Bờ Hồ"))
    with runtime.reading() as ctx:
        assert get_card(ctx, again).path == "24.07288.th-bo-ho-2"


def test_a_counter_keeps_its_printed_code(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        point = create_service_point(ctx, CreateServicePoint(units["07288"], "Quầy 1", "Hộ tịch"))
        create_service_point(ctx, CreateServicePoint(units["07288"], "Quầy 2", "Đất đai"))
        code = get_service_point(ctx, point).code
        update_service_point(ctx, UpdateServicePoint(point, 1, "Quầy 1", "Hộ tịch, chứng thực", False))
        with pytest.raises(StaleVersion):
            update_service_point(ctx, UpdateServicePoint(point, 1, "Quầy 1", "Khác", True))
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    with runtime.reading() as ctx:
        card = get_service_point_by_code(ctx, f" {code.lower()} ")
        assert (card.id, card.name, card.active) == (point, "Hộ tịch, chứng thực", False)
        assert [p.number for p in list_service_points(ctx, units["07288"])] == ["Quầy 2"]
        assert len(list_service_points(ctx, units["07288"], active_only=False)) == 2
        assert find_service_point_by_code(ctx, "AAAAAA") is None
        with pytest.raises(NotFound):
            get_service_point_by_code(ctx, "AAAAAA")


def test_each_act_is_in_the_audit_log(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        open_agency(ctx, OpenAgency(units["07288"], "0204 000 011"))
        update_agency(ctx, UpdateAgency(units["07288"], 2, "0204 000 012", ""))
        update_agency(ctx, UpdateAgency(units["07288"], 3, "0204 000 012", ""))
        rename_agency(ctx, RenameAgency(units["07288"], 3, "Xã Khác"))
        hamlet = create_hamlet(ctx, CreateHamlet(units["07288"], "Thôn", "Bờ Hồ"))
        end_part(ctx, hamlet)
        point = create_service_point(ctx, CreateServicePoint(units["07288"], "Quầy 1", "Hộ tịch"))
        update_service_point(ctx, UpdateServicePoint(point, 1, "Quầy 1", "Hộ tịch", False))
    with runtime.reading() as ctx:
        counted = select(func.count()).where(AuditEntry.chain == units["07288"])
        assert ctx.session.execute(counted).scalar_one() == 7
        assert list(verify(ctx)) == []
