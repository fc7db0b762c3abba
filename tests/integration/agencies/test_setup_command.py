from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from accounts.queries import list_holders
from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.places import found, settle
from web import create_app

Run = Callable[..., Result]


@pytest.fixture
def run(runtime: Runtime, tmp_path: Path) -> Run:
    settle(runtime, tmp_path)
    runner = create_app(runtime.settings, runtime=runtime).test_cli_runner()

    def invoke(*args: str, answers: tuple[str, ...] = ()) -> Result:
        return runner.invoke(args=["setup", *args], input="".join(f"{line}\n" for line in answers))

    return invoke


def test_one_commune_begins_alone(runtime: Runtime, run: Run) -> None:
    assert run("check").exit_code == 1
    assert run("--check").exit_code == 1
    done = run("run", answers=("bac ninh", "yen the", "0204 000 011", "quantri", "Đỗ Văn Khóa"))
    assert done.exit_code == 0, done.output
    assert "Xã Yên Thế đã mở" in done.output
    assert run("check").exit_code == 0
    assert run("--check").exit_code == 0
    assert "Đã thiết lập rồi" in run("run").output
    with runtime.reading() as ctx:
        commune = found(ctx, "07288")
        assert (commune.is_open, commune.hotline) == (True, "0204 000 011")
        holders = list_holders(ctx, role=Role.COMMUNE_ADMIN, agency_id=commune.id)
        assert [holder.name for holder in holders] == ["Đỗ Văn Khóa"]


def test_a_province_begins_for_all_its_communes(runtime: Runtime, run: Run) -> None:
    done = run(answers=("24", "", "0204 000 001", "quantritinh", "Vũ Thị Then"))
    assert done.exit_code == 0, done.output
    with runtime.reading() as ctx:
        province = found(ctx, "24")
        assert province.is_open
        assert list_holders(ctx, role=Role.PROVINCE_ADMIN, agency_id=province.id)


def test_an_unclear_name_is_asked_again_with_the_codes(run: Run) -> None:
    done = run("run", answers=("", "zzz", "bac ninh", "b", "bo ha phuong", "12127", "yên", "07288", *_REST))
    assert done.exit_code == 0, done.output
    assert "Chưa tìm thấy" in done.output
    assert "Xã Yên Thế đã mở" in done.output


def test_a_user_name_that_cannot_be_used_is_asked_again(run: Run) -> None:
    done = run("run", answers=("24", "07288", "0204 000 011", "Đỗ Văn", "Đỗ Văn Khóa", *_REST[1:]))
    assert done.exit_code == 0, done.output
    assert "Tên đăng nhập gồm" in done.output
    assert "Mật khẩu dùng một lần của quantri" in done.output


def test_a_refused_account_opens_nothing(runtime: Runtime, run: Run) -> None:
    done = run("run", answers=("24", "07288", "0204 000 011", "Đỗ Văn", "Đỗ Văn Khóa"))
    assert done.exit_code != 0
    assert run("check").exit_code == 1
    with runtime.reading() as ctx:
        assert not found(ctx, "07288").is_open


_REST = ("0204 000 011", "quantri", "Đỗ Văn Khóa")
