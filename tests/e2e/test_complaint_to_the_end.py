"""From a paper petition to a decision of the second instance, in the browser, through two months of its clocks."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.clock import local_date
from deadlines.queries import list_clocks
from feedback.issuing.queries import issued_papers
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
from tests.support.staffed import PROVINCE, officials, units

__all__ = ["desk", "officials", "units"]
pytestmark = [pytest.mark.sqlite_only, pytest.mark.timeout(900)]


# Row of the law sheet's table (§9.10): the last day, counted by hand. Received on Tuesday 10 March and on Thursday
# 16 April 2026; 27 April is free for Giỗ Tổ on a Sunday, so are 30 April and 1 May.
FIRST_TERMS = {
    "33": "2026-03-19",  # seven working days, earlier than ten days
    "28": "2026-03-24",  # ten working days
    "34": "2026-05-04",  # 45 days from 10 March, and the ten that it stood still
    "35": "2026-04-09",  # three working days from the decision of 6 April
}
SECOND_TERMS = {
    "33": "2026-04-28",  # the seventh working day; the tenth day, a Sunday, ends there too
    "28": "2026-05-05",  # ten working days
    "37": "2026-06-01",  # 45 days end on a Sunday
    "38": "2026-05-15",  # seven days from the decision of 8 May
    "49": "2026-05-25",  # 15 days end on a Saturday
}
K = PaperKind
FIRST_PAPERS = {K.COMPLAINT_ACCEPTED, K.SUSPENSION, K.CONTINUATION, K.DIALOGUE, K.DECISION}
SECOND_PAPERS = {K.COMPLAINT_ACCEPTED, K.DIALOGUE, K.DECISION}


def test_a_complaint_goes_to_the_end(
    app: Flask, runtime: Runtime, desk: Desk, data_dir: Path, browser: Browser, clock: SteppingClock
) -> None:
    commune = Officials(*(desk.actor(role) for role in (Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK)))
    province = Officials(
        desk.another("xu-ly-tinh", Role.HANDLER, PROVINCE), desk.another("lanh-dao-tinh", Role.LEADER, PROVINCE),
        desk.another("van-thu-tinh", Role.RECORDS_CLERK, PROVINCE),
    )  # fmt: skip
    with served(app, data_dir) as product:
        work = Work(Visitor(browser, product, PLAIN_DESK), app, runtime, clock, commune)
        receipt = _brought(work, desk)
        work.printed(PaperKind.RECEIPT)
        work.printed(PaperKind.PROPOSAL)
        _first_instance(work)
        assert _terms(work) == FIRST_TERMS
        assert _papers(work) == FIRST_PAPERS
        citizen = Visitor(browser, product, PLAIN_PHONE)
        open_petition(citizen, receipt)
        citizen.sees("Quyết định giải quyết")
        citizen.sees("khiếu nại lần hai")
        again = _second_complaint(work, desk)
        second = Work(work.visitor, app, runtime, clock, province, work.case)
        _second_instance(second, desk)
        assert _terms(second) == SECOND_TERMS
        assert _papers(second) == SECOND_PAPERS
        open_petition(citizen, again)
        citizen.sees("Đúng")
        assert [fault for fault in (*work.visitor.faults, *citizen.faults) if "favicon" not in fault] == []


def _brought(work: Work, desk: Desk) -> Receipt:
    """On paper, signed, on 10 March; recorded as a complaint and given to somebody."""
    clerk = desk.actor(Role.INTAKE_CLERK)
    work.turn(clerk, "/can-bo/tiep-nhan")
    work.visitor.click("Đơn viết trên giấy")
    work.send("main form", {"concerns": "nobody"})
    written = {
        "what": "Tôi khiếu nại quyết định thu hồi 120 m² đất ruộng, bồi thường thấp.", "source": "in_person",
        "name": "Nguyễn Thị Mẫu", "address": "Thôn Cầu Gỗ", "phone": "0900 000 104", "book_number": "15/SKN",
        "consent": "y",
    }  # fmt: skip
    work.send("main form", written, button="Tiếp")
    work.send("main form", {"read_back": "not_read", "signature": "signed"})
    work.visitor.click("In biên nhận A5")
    codes = work.visitor.page.locator(".slip__code").all_inner_texts()
    work.case = f"/can-bo/don-thu/{_id_of(work.runtime, codes[0])}"
    signed = {
        "track": "complaint_first", "evidence": "signed_paper", "received_on": work.today, "field": "land",
        "title": "Bồi thường đất", "name": "Nguyễn Thị Mẫu", "decider": str(work.people.leader.account_id),
        "complained": "Quyết định thu hồi đất", "complained_number": "12/QĐ-UBND", "known_on": "2026-03-01",
    }  # fmt: skip
    work.turn(clerk, f"{work.case}/giai-quyet/chu-ky")
    work.send("form:has([name=decider])", signed)
    work.send("form[action$='/giao']", {"assignee": str(work.people.handler.account_id)})
    return Receipt(codes[0], codes[-1])


def _first_instance(work: Work) -> None:
    leader, handler = work.people.leader, work.people.handler
    work.paper(PaperKind.COMPLAINT_ACCEPTED)
    work.step(leader, "thu-ly")
    work.clock.advance(days=5)
    work.paper(PaperKind.SUSPENSION)
    work.step(leader, "tam-dinh-chi", {"ground": "s_other_result"})
    work.deliver()
    work.clock.advance(days=10)
    work.paper(PaperKind.CONTINUATION)
    work.step(leader, "tiep-tuc")
    work.deliver()
    work.turn(handler, f"{work.case}/thoi-han")
    complex_now = {
        "variant": "complex", "criteria": "many_places", "document_number": "21/BB-UBND",
        "reason": "Phải xác minh ở hai nơi.",
    }  # fmt: skip
    work.send("form[action*='/doi-muc']", complex_now)
    work.step(handler, "ket-qua", {"differs": "y"})
    work.paper(PaperKind.DIALOGUE, {"o_ngay_doi_thoai": "2026-04-06"})
    work.step(handler, "moi-doi-thoai", {"meeting": "2026-04-06", "place": "8 giờ, nhà văn hoá thôn"})
    work.clock.advance(days=12)
    work.step(handler, "doi-thoai", {"number": "03/BB-UBND"})
    work.paper(PaperKind.DECISION)
    work.step(leader, "quyet-dinh", {"finding": "partly"})
    work.deliver()
    assert "Công khai quyết định" in work.stage()


def _second_complaint(work: Work, desk: Desk) -> Receipt:
    """Ten days later she signs a second complaint; it becomes the province's case."""
    work.clock.advance(days=10)
    work.turn(desk.actor(Role.INTAKE_CLERK), f"{work.case}/giai-quyet")
    told = {"evidence": "signed_paper", "received_on": work.today, "told_on": "2026-04-06"}
    work.send("#buoc-lan-hai form", told)
    codes = work.visitor.page.locator("code, .panel__code").all_inner_texts()
    receipt = Receipt(codes[0], codes[-1])
    work.case = f"/can-bo/don-thu/{_id_of(work.runtime, receipt.number)}"
    return receipt


def _second_instance(work: Work, desk: Desk) -> None:
    leader, handler = work.people.leader, work.people.handler
    clerk = desk.province_clerk()
    work.turn(clerk, f"{work.case}/giai-quyet")
    work.send("form[action$='/nguoi-giai-quyet']", {"account": str(leader.account_id)})
    work.turn(clerk, work.case)
    work.send("form[action$='/giao']", {"assignee": str(handler.account_id)})
    work.paper(PaperKind.COMPLAINT_ACCEPTED)
    work.step(leader, "thu-ly")
    work.deliver()
    work.clock.advance(days=10)
    work.step(handler, "ket-qua")
    meeting = local_date(work.clock.advance(days=0)).replace(day=30).isoformat()
    work.paper(PaperKind.DIALOGUE, {"o_ngay_doi_thoai": meeting})
    work.step(handler, "moi-doi-thoai", {"meeting": meeting, "place": "8 giờ, trụ sở tiếp công dân"})
    work.clock.advance(days=12)
    work.step(handler, "doi-thoai", {"number": "07/BB-UBND"})
    work.paper(PaperKind.DECISION)
    work.step(leader, "quyet-dinh", {"finding": "right"})
    work.deliver()
    assert "Công khai quyết định" in work.stage()


def _id_of(runtime: Runtime, number: str) -> UUID:
    with runtime.reading() as ctx:
        found: UUID = ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()
    return found


def _terms(work: Work) -> dict[str, str]:
    """The last day of each clock of the case, by its row."""
    with work.runtime.reading() as ctx:
        clocks = list_clocks(ctx, "petition", UUID(work.case.rsplit("/", 1)[1]))
    return {str(clock.row): local_date(clock.due_at).isoformat() for clock in clocks if clock.due_at}


def _papers(work: Work) -> set[PaperKind]:
    """What was issued."""
    with work.runtime.reading() as ctx:
        return {paper.kind for paper in issued_papers(ctx, UUID(work.case.rsplit("/", 1)[1]))}
