from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from agencies.commands import CreateHamlet, CreateOffice, CreateServicePoint, MergeAgencies
from agencies.errors import MergerNotPossible
from agencies.queries import (
    find_card_by_code,
    find_successor_code,
    get_card,
    get_service_point,
    list_children,
    list_subtree_ids,
    search_units,
)  # fmt: skip
from agencies.services import create_hamlet, create_office, create_service_point, merge_agencies
from agencies.states import AgencyKind
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant
from core.audit import verify
from core.clock import local_date
from core.errors import Forbidden
from tests.support.places import settle

NEXT_YEAR = date(2027, 7, 1)


@pytest.fixture
def units(runtime: Runtime, tmp_path: Path) -> dict[str, UUID]:
    return settle(runtime, tmp_path, "24", "07288", "07294")


def merge(runtime: Runtime, into: UUID, *sources: UUID, on: date = NEXT_YEAR) -> None:
    with runtime.transaction() as ctx:
        merge_agencies(ctx, MergeAgencies(sources, into, on))


def test_a_merger_loses_nothing(runtime: Runtime, units: dict[str, UUID]) -> None:
    old, new = units["07294"], units["07288"]
    with runtime.transaction() as ctx:
        create_hamlet(ctx, CreateHamlet(new, "Thôn", "Trung Tâm"))
        moved = create_hamlet(ctx, CreateHamlet(old, "Thôn", "Trung Tâm"))
        office = create_office(ctx, CreateOffice(old, "Phòng Kinh tế"))
        point = create_service_point(ctx, CreateServicePoint(old, "Quầy 1", "Hộ tịch"))
        code = get_service_point(ctx, point).code
    merge(runtime, new, old)
    with runtime.reading() as ctx:
        ended = get_card(ctx, old)
        assert (ended.in_force, ended.is_open, ended.path, ended.code) == (False, False, "24.07294", "07294")
        assert find_card_by_code(ctx, "07294") is None
        assert find_successor_code(ctx, "07294") == "07288"
        hamlet = get_card(ctx, moved)
        assert (hamlet.parent_id, hamlet.path, hamlet.in_force) == (new, "24.07288.th-trung-tam-2", True)
        assert not get_card(ctx, office).in_force
        assert (get_service_point(ctx, point).agency_id, get_service_point(ctx, point).code) == (new, code)
        assert {card.name for card in list_children(ctx, new)} == {"Thôn Trung Tâm"}
        assert old in list_subtree_ids(ctx, "24")
        assert list(verify(ctx)) == []


def test_the_merged_name_and_the_names_before_it_go_on_being_found(runtime: Runtime, units: dict[str, UUID]) -> None:
    merge(runtime, units["07288"], units["07294"])
    with runtime.reading() as ctx:
        hit = search_units(ctx, "xã bố hạ")[0]
        assert hit.agency_id == units["07288"]
        assert hit.former is not None
        assert hit.former.name in ("Xã Bố Hạ", "Thị trấn Bố Hạ")


def test_one_merger_after_another_leads_to_the_last(runtime: Runtime, units: dict[str, UUID]) -> None:
    merge(runtime, units["07288"], units["07294"])
    merge(runtime, units["07210"], units["07288"], on=NEXT_YEAR + timedelta(days=1))
    with runtime.reading() as ctx:
        assert find_successor_code(ctx, "07294") == "07210"
        assert search_units(ctx, "dong tam")[0].code == "07210"
        assert find_successor_code(ctx, "99999") is None


def test_provinces_merge_with_all_their_communes(runtime: Runtime, units: dict[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        hamlet = create_hamlet(ctx, CreateHamlet(units["12127"], "Tổ dân phố", "Số 1"))
    merge(runtime, units["24"], units["33"])
    with runtime.reading() as ctx:
        commune = get_card(ctx, units["12127"])
        assert (commune.path, commune.province_code, commune.province_name) == ("24.12127", "24", "Tỉnh Bắc Ninh")
        assert get_card(ctx, hamlet).path == "24.12127.tdp-so-1"
        assert get_card(ctx, hamlet).province_id == units["24"]
        assert len(list_children(ctx, units["24"], AgencyKind.COMMUNE)) == 4
        assert search_units(ctx, "tinh hung yen")[0].code == "24"


def test_what_does_not_fit_together_does_not_merge(runtime: Runtime, units: dict[str, UUID]) -> None:
    commune, other, province = units["07288"], units["07294"], units["24"]
    with runtime.transaction() as ctx:
        hamlet = create_hamlet(ctx, CreateHamlet(commune, "Thôn", "Bờ Hồ"))
        today = local_date(ctx.now)
    for into, sources, on in (
        (commune, (commune,), NEXT_YEAR),
        (commune, (), NEXT_YEAR),
        (commune, (province,), NEXT_YEAR),
        (commune, (hamlet,), NEXT_YEAR),
        (commune, (other,), date(2025, 6, 30)),
    ):
        with pytest.raises(MergerNotPossible):
            merge(runtime, into, *sources, on=on)
    merge(runtime, commune, other, on=today)
    with pytest.raises(MergerNotPossible):
        merge(runtime, commune, other, on=today)


def test_a_merger_is_an_act_of_the_province(runtime: Runtime, units: dict[str, UUID]) -> None:
    grant = Grant("commune_admin", units["07288"], "24.07288")
    actor = Actor(ActorKind.OFFICIAL, UUID(int=5), "Quản trị", (grant,))
    with runtime.transaction() as ctx, pytest.raises(Forbidden):
        merge_agencies(replace(ctx, actor=actor), MergeAgencies((units["07294"],), units["07288"], NEXT_YEAR))
