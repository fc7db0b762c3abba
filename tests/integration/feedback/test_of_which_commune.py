"""A copy of the database does not tell of which commune somebody denounced the leaders; who may read it sees it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from core.actor import Actor
from core.db import Model
from feedback import services
from feedback.commands import Triage
from feedback.models import Petition
from feedback.queries import open_content
from feedback.routes.commands import Part, Transfer
from feedback.routes.models import PetitionTransfer
from feedback.routes.states import TransferReason
from feedback.states import Concerns, Field, PetitionKind, Urgency
from tests.integration.feedback.test_splitting import cut
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

BRIBES = "Chủ tịch nhận tiền để cấp sổ đỏ cho người quen."
POINT = "K7QW2M"
PLACE = select(Petition.about_agency_id, Petition.point_code)


def cells(desk: Desk) -> Iterator[str]:
    """Every value of every table, as it can be read without any key."""
    with desk.runtime.reading() as ctx:
        for table in Model.metadata.sorted_tables:
            for row in ctx.session.execute(select(table)):
                yield from (repr(value) for value in row)


def mentions(desk: Desk) -> int:
    """How often a commune is named: by id, by code, by the code of its counter."""
    unit = desk.units[COMMUNE]
    names = (str(unit), unit.hex, repr(unit.bytes)[2:-1], repr(COMMUNE), f"{COMMUNE}-", POINT)
    return sum(name in cell for cell in cells(desk) for name in names)


def triage(desk: Desk, petition_id: UUID, clerk: Actor) -> None:
    command = Triage(PetitionKind.DENUNCIATION_INFO, Field.OTHER, Urgency.ORDINARY, "Nhận tiền cấp sổ")
    with desk.runtime.transaction(clerk) as ctx:
        services.triage(ctx, desk.target(petition_id), command)


@pytest.mark.parametrize("concerns", [Concerns.COMMUNE_LEADER, Concerns.INTAKE_DESK, Concerns.ABOVE])
def test_nothing_beside_the_sealed_words_names_the_commune(desk: Desk, concerns: Concerns) -> None:
    clerk, handler = desk.province_clerk(), desk.another("xu-ly-tinh", Role.HANDLER, PROVINCE)
    before = mentions(desk)
    petition_id = desk.send(concerns, what=BRIBES, point_code=POINT, at_point=POINT).id
    assert mentions(desk) == before
    triage(desk, petition_id, clerk)
    with desk.runtime.transaction(clerk) as ctx:
        services.assign(ctx, desk.target(petition_id), handler.account_id)
    assert mentions(desk) == before
    with desk.runtime.reading(handler) as ctx:
        written = open_content(ctx, petition_id)
    assert (written.about, written.content.point_code) == (desk.units[COMMUNE], POINT)


def test_the_counter_stands_beside_it_once_everyone_at_the_desk_may_read_it(desk: Desk) -> None:
    petition_id = desk.send(point_code=POINT).id
    with desk.runtime.reading() as ctx:
        hidden = ctx.session.execute(PLACE).one()
    desk.triage(petition_id)
    with desk.runtime.reading() as ctx:
        shown = ctx.session.execute(PLACE).one()
    assert tuple(hidden) == (desk.units[COMMUNE], "")  # it lies at the desk it speaks of: the number says as much
    assert tuple(shown) == (desk.units[COMMUNE], POINT)


def test_a_part_for_the_province_does_not_carry_the_commune_s_name(desk: Desk) -> None:
    desk.province_clerk()
    _, boss = cut(
        desk, desk.send().id, Part("Đường làng hỏng nhiều tháng nay.", "Đường làng hỏng"),
        Part(BRIBES, "Nhận tiền", Concerns.COMMUNE_LEADER),
    )  # fmt: skip
    with desk.runtime.reading() as ctx:
        row = ctx.session.execute(select(Petition).where(Petition.id == boss)).scalar_one()
        assert (row.about_agency_id, row.point_code) == (desk.units[PROVINCE], "")
    assert desk.about(boss) == desk.units[COMMUNE]


def test_passing_it_on_and_taking_it_back_keep_the_place_in_the_words(desk: Desk) -> None:
    desk.province_clerk()
    clerk, petition_id = desk.actor(Role.INTAKE_CLERK), desk.send().id
    command = Transfer(desk.units[PROVINCE], "Việc này do tỉnh giải quyết.", TransferReason.COMPETENCE)
    with desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(petition_id), command)
    with desk.runtime.reading() as ctx:
        passed = ctx.session.execute(select(PetitionTransfer.id, PetitionTransfer.about_agency_id)).one()
        row = ctx.session.execute(select(Petition.about_agency_id)).scalar_one()
    assert (row, passed.about_agency_id, desk.about(petition_id)) == (
        desk.units[PROVINCE], desk.units[PROVINCE], desk.units[COMMUNE],
    )  # fmt: skip
    with desk.runtime.transaction(clerk) as ctx:
        services.recall(ctx, passed.id, "Bấm nhầm nơi nhận.")
    assert desk.about(petition_id) == desk.units[COMMUNE]
