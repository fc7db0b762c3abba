"""Documents of complaints and denunciations: numbers, days, grounds and findings as their steps were recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from core.actor import Actor
from feedback.papers.commands import WritePaper
from feedback.papers.states import PaperKind, SenderShown
from feedback.papers.wording import day_words
from feedback.papers.writing import WrittenPaper, write_paper
from feedback.proceedings.states import Finding, Step
from tests.support.petitioning import Desk
from tests.support.proceeding import Court


@pytest.fixture
def court(desk: Desk) -> Court:
    """Where complaints and denunciations are settled."""
    return Court(desk)


def _write(court: Court, petition_id: UUID, kind: PaperKind, by: Actor, **more: Any) -> WrittenPaper:
    with court.desk.runtime.transaction(by) as ctx:
        return write_paper(ctx, petition_id, WritePaper(kind, **more))


def test_acceptance_and_decision_carry_what_was_recorded(court: Court) -> None:
    petition_id = court.accepted(name="Bà Sim", complained_by="Chủ tịch xã")
    accepted = _write(court, petition_id, PaperKind.COMPLAINT_ACCEPTED, court.handler).values
    assert (accepted["so_van_ban"], accepted["ngay_van_ban"]) == ("12", day_words(court.today))
    assert accepted["ngay_thu_ly"] == day_words(court.today)
    assert accepted["lan_giai_quyet"] == "(lần đầu)"
    assert accepted["nguoi_bi_khieu_nai"] == "Chủ tịch xã"
    court.take(petition_id, Step.REPORT, court.handler, words="Đã đo lại thửa đất.")
    court.take(petition_id, Step.DECIDE, court.leader, number="45/QĐ-UBND", words="Sửa một phần quyết định.")
    decided = _write(court, petition_id, PaperKind.DECISION, court.handler).values
    assert (decided["so_van_ban"], decided["ket_luan"]) == ("01", "đúng một phần")
    assert decided["ket_qua_xac_minh"] == "Đã đo lại thửa đất."
    assert decided["noi_dung_quyet_dinh"] == "Sửa một phần quyết định."
    assert "30 ngày" in decided["quyen_tiep_theo"]
    typed = _write(court, petition_id, PaperKind.DECISION, court.handler, number="46").values
    assert typed["so_van_ban"] == "46"


def test_a_refusal_names_its_ground(court: Court) -> None:
    petition_id = court.formal()
    court.take(petition_id, Step.REFUSE, court.leader, words="Đã quá 90 ngày.")
    reason = _write(court, petition_id, PaperKind.COMPLAINT_NOT_ACCEPTED, court.handler).values["ly_do_khong_thu_ly"]
    first, second = reason.split("\n")
    assert "thời hiệu" in first.lower()
    assert second == "Đã quá 90 ngày."


def test_an_invitation_says_when_and_where(court: Court) -> None:
    petition_id = court.accepted()
    court.take(petition_id, Step.REPORT, court.handler, differs=True)
    day = court.today + timedelta(days=9)
    court.take(petition_id, Step.INVITE, court.handler, meeting=day, place="Nhà văn hoá thôn", words="Nghe hai bên.")
    values = _write(court, petition_id, PaperKind.DIALOGUE, court.handler).values
    assert values["ngay_doi_thoai"] == day_words(day)
    assert (values["noi_doi_thoai"], values["noi_dung_doi_thoai"]) == ("Nhà văn hoá thôn", "Nghe hai bên.")


def test_a_conclusion_never_carries_the_denouncer(court: Court) -> None:
    petition_id = court.examined(name="Hoàng Thị Sim", address="xóm Giữa")
    court.take(petition_id, Step.REPORT, court.handler)
    court.take(
        petition_id,
        Step.CONCLUDE,
        court.leader,
        finding=Finding.WRONG,
        words="Hoàng Thị Sim ở xóm Giữa nêu không đúng.",
    )
    paper = _write(court, petition_id, PaperKind.CONCLUSION, court.handler, sender=SenderShown.BLANK)
    assert paper.values["ket_luan"] == "sai sự thật"
    words = " ".join(paper.values.values())
    assert "Sim" not in words
    assert "xóm Giữa" not in words
