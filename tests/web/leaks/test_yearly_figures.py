"""One sealed denunciation more: whoever compares public pages before and after learns of nothing.

Two installations alike, of which one received it. While the year runs no public address differs by a byte; after the
yearly count none does where the figure is too small to be told, else the province's yearly figures alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

from accounts.roles import Role
from core.clock import VIETNAM
from feedback.states import Concerns, PetitionKind
from tests.support.clock import SteppingClock
from tests.support.denounced import PARTLY, RIGHT, WRONG, Denounced, denounce, open_desks
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, OTHER, PROVINCE
from tests.support.twin_worlds import Walker, World, differences, twins, work_off

pytestmark = pytest.mark.sqlite_only
PUBLIC = ("/", f"/xa/{COMMUNE}", f"/tinh/{PROVINCE}", f"/xa/{OTHER}", "/tra-cuu", "/hoi-nguoi-truc", "/ks")
YEARS = f"/tinh/{PROVINCE}/to-cao-tung-nam"
FIGURES = {YEARS, f"{YEARS}.csv", f"/api/v1/denunciations/{PROVINCE}"}
MAY, JUNE = date(2027, 5, 2), date(2027, 6, 3)
PLENTY = [Denounced(5, MAY, JUNE, finding) for finding in (RIGHT, PARTLY, WRONG)]


def apart(worlds: Iterable[World], *, further: bool = True) -> set[str]:
    """The public addresses at which the two tell something else, after whatever is done from time to time.

    `further`: links are followed; else the first pages alone are opened.
    """
    for world in worlds:
        work_off(world.desk.runtime)
    walkers = [Walker(world.app, None) for world in worlds]
    one, other = ((walker.walk if further else walker.ask)([*FIGURES, *PUBLIC]) for walker in walkers)
    assert len(one) > (30 if further else 7)
    return {line.partition(": ")[0] for line in differences(one, other)}


def denounce_chairman(desk: Desk) -> None:
    """By the form, signed at the province's desk."""
    clerk = desk.province_clerk()
    decider = desk.officials.create("chu-tich-tinh", (Role.LEADER, desk.units[PROVINCE]))
    sent = desk.send(Concerns.COMMUNE_LEADER, what="Chủ tịch xã nhận tiền của dân.")
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    court = Court(desk)
    court.formalise(sent.id, court.denunciation(decider_id=decider), actor=clerk)


@pytest.mark.timeout(120)
def test_one_denunciation_more_shows_in_the_yearly_figures_alone(
    desk: Desk, clock: SteppingClock, tmp_path: Path
) -> None:
    open_desks(desk.runtime, desk.units[PROVINCE], 10)
    desk.triage(desk.send().id)
    with twins(desk, clock, tmp_path / "copy") as worlds:
        quiet, loud = worlds
        denounce_chairman(loud.desk)
        assert apart(worlds) == set(), "the year runs"
        clock.now = datetime(2027, 1, 20, 9, tzinfo=VIETNAM)
        assert apart(worlds, further=False) == set(), "none and one are told alike"
        assert "quá ít để nêu" in loud.app.test_client().get(YEARS).get_data(as_text=True)

        for world, more in ((quiet, 0), (loud, 1)):
            first, second = [*PLENTY, Denounced(more, MAY)], PLENTY
            denounce(world.desk.runtime, {desk.units[COMMUNE]: first, desk.units[OTHER]: second})
        clock.now = datetime(2028, 1, 20, 9, tzinfo=VIETNAM)
        assert apart(worlds) == FIGURES
