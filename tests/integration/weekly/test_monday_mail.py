"""The link to one's week: for those who wish, once a week, in office hours, with nothing in it."""

from __future__ import annotations

from datetime import datetime

import pytest

from accounts.roles import Role
from accounts.services import disable_account
from core.clock import VIETNAM
from core.errors import Forbidden
from core.notices import OpenNotice, list_latest_open
from deadlines.commands import DayChange
from deadlines.services import change_days, set_address
from deadlines.states import DayKind
from feedback.services import copy_due_dates
from feedback.weekly.errors import AddressMissing
from feedback.weekly.services import wants_mail, wish_mail
from jobs.handlers.weeks import mail_leaders
from jobs.periodic import TASKS
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

MONDAY = datetime(2026, 3, 16, 8, 30, tzinfo=VIETNAM)


def wish(desk: Desk, role: Role, email: str = "", *, wanted: bool = True) -> None:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        if email:
            set_address(ctx, email)
        wish_mail(ctx, wanted=wanted)


def sent(desk: Desk) -> list[OpenNotice]:
    mail_leaders(desk.runtime)
    with desk.runtime.reading() as ctx:
        return list_latest_open(ctx)


def test_it_goes_out_on_monday_in_office_hours_once(desk: Desk, clock: SteppingClock) -> None:
    wish(desk, Role.LEADER, "lanh.dao@xa.example")
    wish(desk, Role.PROVINCIAL_INSPECTOR, "thanh.tra@tinh.example")
    assert sent(desk) == []  # asked for on Tuesday: from next week on
    clock.now = MONDAY.replace(hour=6, minute=59)
    assert sent(desk) == []
    clock.now = MONDAY
    assert sorted(mail.to for mail in sent(desk)) == ["lanh.dao@xa.example", "thanh.tra@tinh.example"]
    clock.advance(days=2)
    assert len(sent(desk)) == 2
    clock.advance(days=5)
    assert len(sent(desk)) == 4


def test_it_holds_a_link_and_no_content(desk: Desk, clock: SteppingClock) -> None:
    desk.in_progress()
    wish(desk, Role.LEADER, "lanh.dao@xa.example")
    clock.now = MONDAY
    (mail,) = sent(desk)
    assert mail.subject == "Trang tuần của lãnh đạo đã sẵn sàng"
    page = f"{desk.runtime.settings.public_url}/can-bo/tuan"
    assert mail.text == f"Mời đăng nhập rồi mở trang Tuần này: {page}. Thư này không kèm số liệu."


def test_a_holiday_puts_it_off_to_the_next_working_day(desk: Desk, clock: SteppingClock) -> None:
    wish(desk, Role.LEADER, "lanh.dao@xa.example")
    off = DayChange(MONDAY.date(), DayKind.HOLIDAY, "Nghỉ", "thử")
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
        change_days(ctx, [off], on_change=copy_due_dates)
    clock.now = MONDAY
    assert sent(desk) == []
    clock.advance(days=1)
    assert len(sent(desk)) == 1


def test_nobody_gets_it_who_leads_nothing_or_gave_up_their_address(desk: Desk, clock: SteppingClock) -> None:
    wish(desk, Role.LEADER, "lanh.dao@xa.example")
    wish(desk, Role.PROVINCIAL_INSPECTOR, "thanh.tra@tinh.example")
    with desk.runtime.transaction(desk.actor(Role.PROVINCIAL_INSPECTOR)) as ctx:
        set_address(ctx, "")
    with desk.runtime.transaction() as ctx:
        disable_account(ctx, account_id=desk.officials.account(Role.LEADER))
    clock.now = MONDAY
    assert sent(desk) == []


def test_the_wish_needs_an_address_and_is_given_up(desk: Desk, clock: SteppingClock) -> None:
    with pytest.raises(AddressMissing):
        wish(desk, Role.LEADER)
    wish(desk, Role.LEADER, "lanh.dao@xa.example")
    leader = desk.officials.account(Role.LEADER)
    with desk.runtime.reading() as ctx:
        assert wants_mail(ctx, leader)
    wish(desk, Role.LEADER, wanted=False)
    clock.now = MONDAY
    assert sent(desk) == []
    with pytest.raises(Forbidden):
        wish(desk, Role.HANDLER, "xu.ly@xa.example")


def test_the_task_runs_through_the_working_week() -> None:
    assert TASKS["weeks.mail"].run is mail_leaders
