"""A province's own templates: which one is in force, and the way back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from accounts.roles import Role
from core.clock import local_date
from core.errors import Forbidden, NotFound
from core.papers import CheckedTemplate
from feedback.papers.errors import TemplateDayPassed
from feedback.papers.states import PaperKind
from feedback.papers.templates import (
    add_version,
    list_versions,
    own_kinds,
    read_version,
    template_in_force,
    withdraw_version,
)
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE

KIND = PaperKind.ANSWER


def _checked(word: str) -> CheckedTemplate:
    return CheckedTemplate(word.encode(), ("so_don", "nguoi_gui"))


def _add(desk: Desk, word: str, *, days: int = 0, role: Role = Role.PROVINCE_ADMIN) -> UUID:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        day = local_date(ctx.now) + timedelta(days=days)
        return add_version(ctx, desk.units[PROVINCE], KIND, _checked(word), valid_from=day).id


def _in_force(desk: Desk) -> bytes | None:
    with desk.runtime.reading() as ctx:
        return template_in_force(ctx, desk.units[PROVINCE], KIND).data


def test_the_shipped_form_until_the_province_has_its_own_and_again_after(desk: Desk) -> None:
    assert _in_force(desk) is None
    first, second = _add(desk, "mot"), _add(desk, "hai")
    assert _in_force(desk) == b"hai"
    for version, then in ((second, b"mot"), (first, None)):
        with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
            assert withdraw_version(ctx, desk.units[PROVINCE], version) is KIND
        assert _in_force(desk) == then
    with desk.runtime.reading() as ctx:
        versions = list_versions(ctx, desk.units[PROVINCE], KIND)
        assert [version.number for version in versions] == [2, 1]
        assert all(version.withdrawn_at for version in versions)
        assert read_version(ctx, desk.units[PROVINCE], first) == (KIND, b"mot")


def test_a_template_of_tomorrow_waits(desk: Desk) -> None:
    _add(desk, "nay")
    _add(desk, "mai", days=1)
    assert _in_force(desk) == b"nay"
    with desk.runtime.reading() as ctx:
        assert own_kinds(ctx, desk.units[PROVINCE]) == {KIND}


def test_not_from_a_day_that_is_over(desk: Desk) -> None:
    with pytest.raises(TemplateDayPassed):
        _add(desk, "qua", days=-1)


@pytest.mark.parametrize("role", [Role.LEADER, Role.COMMUNE_ADMIN, Role.HANDLER])
def test_nobody_else_changes_them(desk: Desk, role: Role) -> None:
    with pytest.raises(Forbidden):
        _add(desk, "x", role=role)


def test_a_version_is_withdrawn_once_and_by_its_own_province(desk: Desk) -> None:
    version = _add(desk, "mot")
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
        withdraw_version(ctx, desk.units[PROVINCE], version)
        with pytest.raises(NotFound):
            withdraw_version(ctx, desk.units[PROVINCE], version)
        with pytest.raises(Forbidden):
            withdraw_version(ctx, desk.units["07288"], version)
