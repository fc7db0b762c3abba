from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from agencies.commands import RenameAgency
from agencies.importing import ImportReport, import_units
from agencies.models import Agency
from agencies.queries import find_card_by_code, list_subtree_ids, search_units
from agencies.services import rename_agency
from agencies.states import SuccessionHow
from bootstrap.runtime import Runtime
from tests.support.places import found, settle, small_country
from web import create_app

COUNTS = {SuccessionHow.WHOLE: 9564, SuccessionHow.MAIN: 471, SuccessionHow.PART: 562}


def test_the_whole_country_comes_in_once(runtime: Runtime) -> None:
    with runtime.transaction() as ctx:
        first = import_units(ctx)
    with runtime.transaction() as ctx:
        again = import_units(ctx)
    assert first == ImportReport(34, 3321, 10035, COUNTS, added=34 + 3321 + 10035 + 10597)
    assert again == ImportReport(34, 3321, 10035, COUNTS, added=0)
    with runtime.reading() as ctx:
        hit = search_units(ctx, "bach sam")[0]
        assert (hit.code, hit.name) == ("12127", "Phường Thượng Hồng")
        assert hit.former is not None
        assert hit.former.district == "Thị xã Mỹ Hào"
        province = found(ctx, "24")
        assert len(list_subtree_ids(ctx, "24")) == 1 + 99
        assert province.short_name == "Bắc Ninh"


def test_the_command_prints_what_is_there(runtime: Runtime) -> None:
    runner = create_app(runtime.settings, runtime=runtime).test_cli_runner()
    result = runner.invoke(args=["units", "import"])
    assert result.exit_code == 0, result.output
    assert [line.rsplit(": ", 1)[1] for line in result.output.splitlines()] == [
        "34", "3.321", "10.035", "10.597 (toàn bộ 9.564, phần chính 471, một phần 562)", "23.987",
    ]  # fmt: skip


def test_the_kind_comes_from_the_name(runtime: Runtime, tmp_path: Path) -> None:
    settle(runtime, tmp_path)
    with runtime.reading() as ctx:
        assert found(ctx, "10543").subtype == "Phường"


def test_importing_again_undoes_no_renaming(runtime: Runtime, tmp_path: Path) -> None:
    units = settle(runtime, tmp_path)
    with runtime.transaction() as ctx:
        rename_agency(ctx, RenameAgency(units["07288"], 1, "Xã Hoàng Hoa Thám"))
    with runtime.transaction() as ctx:
        assert import_units(ctx, small_country(tmp_path)).added == 0
    with runtime.reading() as ctx:
        assert found(ctx, "07288").name == "Xã Hoàng Hoa Thám"


def test_a_succession_named_twice_is_refused(runtime: Runtime, tmp_path: Path) -> None:
    folder = small_country(tmp_path)
    path = folder / "old_units.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    with pytest.raises(ValueError), runtime.transaction() as ctx:
        import_units(ctx, folder)
    with runtime.reading() as ctx:
        assert find_card_by_code(ctx, "24") is None


def test_subtrees_are_ranges_that_hold_no_neighbour(runtime: Runtime, tmp_path: Path) -> None:
    units = settle(runtime, tmp_path)
    with runtime.reading() as ctx:
        assert set(list_subtree_ids(ctx, "24")) == {units[code] for code in ("24", "07288", "07294", "07210")}
        assert list_subtree_ids(ctx, "24.07288") == (units["07288"],)
        assert list_subtree_ids(ctx, "2") == ()
        kinds = ctx.session.execute(select(Agency.remote, Agency.opened_at).distinct()).all()
        assert [tuple(row) for row in kinds] == [(False, None)]
