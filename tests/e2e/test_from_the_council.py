"""A recommendation that the People's Council handed on: answered on signed paper, to the voter and to the Council."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from feedback.models import Petition
from feedback.papers.states import PaperKind
from tests.e2e.screens import PLAIN_DESK, PLAIN_PHONE
from tests.e2e.served import served
from tests.e2e.story.citizen import Receipt, open_petition
from tests.e2e.story.complaint import Officials, Work
from tests.e2e.visitor import Visitor
from tests.support.clock import SteppingClock
from tests.support.desk_fixtures import desk
from tests.support.petitioning import Desk
from tests.support.staffed import officials, units

__all__ = ["desk", "officials", "units"]
pytestmark = [pytest.mark.sqlite_only, pytest.mark.timeout(300)]

COUNCIL = "Thường trực Hội đồng nhân dân xã"
WANTED = "Cử tri thôn Cầu Gỗ đề nghị xã lắp đèn đường đoạn ra trường học."
ANSWER = "Xã đã bố trí vốn, đèn được lắp xong trước ngày khai giảng."


def test_a_recommendation_of_the_council_is_answered(
    app: Flask, runtime: Runtime, desk: Desk, data_dir: Path, browser: Browser, clock: SteppingClock
) -> None:
    people = Officials(*(desk.actor(role) for role in (Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK)))
    with served(app, data_dir) as product:
        work = Work(Visitor(browser, product, PLAIN_DESK), app, runtime, clock, people)
        receipt = _handed_on(work, desk)
        _triaged(work, desk)
        clock.advance(days=2)
        _answered(work)
        work.turn(people.records, f"{work.case}/giao-van-ban")
        work.visitor.sees(COUNCIL)
        work.deliver()
        _reached_the_council(work)
        citizen = Visitor(browser, product, PLAIN_PHONE)
        open_petition(citizen, receipt)
        citizen.sees(ANSWER)
        assert [fault for fault in (*work.visitor.faults, *citizen.faults) if "favicon" not in fault] == []


def _handed_on(work: Work, desk: Desk) -> Receipt:
    """The clerk writes it down from the Council's letter, with its number."""
    work.turn(desk.actor(Role.INTAKE_CLERK), "/can-bo/tiep-nhan")
    work.visitor.click("Nơi khác chuyển tới")
    work.send("main form", {"concerns": "nobody"})
    letter = {
        "source": "delegate", "handed_on_by": COUNCIL, "document_number": "12/TTHĐND", "what": WANTED,
        "name": "Nguyễn Thị Mẫu", "address": "Thôn Cầu Gỗ",
    }  # fmt: skip
    work.send("main form", letter, button="Tiếp")
    work.send("main form", {"read_back": "not_read", "signature": "signed"})
    work.visitor.click("In biên nhận A5")
    codes = work.visitor.page.locator(".slip__code").all_inner_texts()
    with work.runtime.reading() as ctx:
        found: UUID = ctx.session.execute(select(Petition.id).where(Petition.number == codes[0])).scalar_one()
    work.case = f"/can-bo/don-thu/{found}"
    return Receipt(codes[0], codes[-1])


def _triaged(work: Work, desk: Desk) -> None:
    work.turn(desk.actor(Role.INTAKE_CLERK), work.case)
    work.visitor.sees(COUNCIL)
    told = {"kind": "proposal", "field": "infrastructure", "urgency": "ordinary", "title": "Đèn đường ra trường"}
    work.send("form[action$='/phan-loai']", told, button="Ghi nhận")
    work.send("form[action$='/giao']", {"assignee": str(work.people.handler.account_id)})


def _answered(work: Work) -> None:
    """Drafted, put on paper, approved, numbered, signed, issued: only then it counts as answered."""
    work.turn(work.people.handler, work.case)
    work.send("form[action$='/bat-dau']")
    work.send("form[action$='/soan']", {"outcome": "resolved", "text": ANSWER}, button="Lưu bản nháp")
    work.paper(PaperKind.ANSWER)


def _reached_the_council(work: Work) -> None:
    work.turn(work.people.records, f"{work.case}/giao-van-ban")
    line = work.visitor.page.get_by_role("row").filter(has_text=COUNCIL).first.inner_text()
    assert "Bưu điện" in line
    assert "Đã nhận" in line
