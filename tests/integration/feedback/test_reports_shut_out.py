"""A report of retaliation at the province: not for those whom the case accuses, be they received there by now."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from core.actor import Actor
from core.errors import NotFound
from feedback.protection import services
from feedback.protection.commands import FileTarget, Retaliation
from feedback.protection.queries import get_alarm, list_alarms
from feedback.protection.record import alarms_of
from feedback.protection.states import Avenger, Deed
from feedback.shutting.services import declare_accused
from tests.integration.feedback.test_protection import House
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE


def test_whom_the_case_accuses_reads_no_report_at_the_province_either(desk: Desk) -> None:
    """Who was moved to the province's desk, named before the report or after it."""
    house = House(desk, locked=True)
    sent, (before, later) = (
        house.denounce(),
        (house.desk.another(f"tinh-{n}", Role.INTAKE_CLERK, PROVINCE) for n in "ab"),
    )
    assert before.account_id is not None
    assert later.account_id is not None
    with house.runtime.transaction(house.handler) as ctx:
        declare_accused(ctx, sent.id, [before.account_id])
    with house.runtime.transaction(house.sender(sent)) as ctx:
        told = Retaliation(Avenger.LEADER, (Deed.THREAT,), "Chủ tịch gọi tôi lên dọa đuổi con tôi.")
        services.report_retaliation(ctx, FileTarget(sent.id, None), told)
        (alarm,) = alarms_of(ctx, sent.id)

    def reads(who: Actor) -> bool:
        with house.runtime.transaction(who) as ctx:
            listed = [one.id for one in list_alarms(ctx, ctx.actor)]
        try:
            with house.runtime.transaction(who) as ctx:
                get_alarm(ctx, alarm.id, viewer=ctx.actor)
        except NotFound:
            with pytest.raises(NotFound), house.runtime.transaction(who) as ctx:
                services.note_alarm_opened(ctx, alarm.id)
            assert listed == []
            return False
        assert listed == [alarm.id]
        return True

    assert [reads(one) for one in (before, later, house.province)] == [False, True, True]
    with house.runtime.transaction(house.handler) as ctx:
        declare_accused(ctx, sent.id, [before.account_id, later.account_id])
    assert [reads(one) for one in (before, later, house.province)] == [False, False, True]
    house.tell()
    assert not house.noticed() & {before.account_id, later.account_id}
