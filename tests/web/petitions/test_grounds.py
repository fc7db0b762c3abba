"""The lists of grounds: shown with where they stand, confirmed and ended by the province, offered in the forms."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.timeline import list_entries
from core.audit import AuditEntry
from core.clock import local_date
from feedback.proceedings.catalogue import list_choices, refusal_reasons
from feedback.states import Happened, PetitionState, RefusalReason
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

PAGE, QUEUE = "/quan-tri/can-cu", "/can-bo/don-thu"
ANONYMOUS = "refusal.anonymous"
pytestmark = pytest.mark.query_budget(36)


@pytest.fixture
def province(client: CheckingClient, desk: Desk) -> CheckingClient:
    return desk.officials.sign_in(client.another(), Role.PROVINCE_ADMIN)


def test_every_list_names_its_article_and_what_is_to_be_confirmed(desk: Desk, province: CheckingClient) -> None:
    page = province.get(PAGE)
    for told in ("Luật Khiếu nại 02/2011/QH13, Điều 11 khoản 6", "Điều 29 khoản 1 điểm d", "cần xác nhận"):
        assert told in page.text, told
    only = province.get(f"{PAGE}?loc=cho-xac-nhan")
    assert "Điều 11 khoản 6" not in only.text


def test_a_commune_reads_and_the_province_keeps(client: CheckingClient, desk: Desk, province: CheckingClient) -> None:
    commune = desk.officials.sign_in(client.another(), Role.COMMUNE_ADMIN)
    assert "Điều 11 khoản 6" in commune.get(PAGE).text
    commune.get(f"{PAGE}/{ANONYMOUS}", status=403)
    province.submit(f"{PAGE}/{ANONYMOUS}", {"confirmed_by": "TT 05/2021, bản gốc"})
    with desk.runtime.reading() as ctx:
        (entry,) = [one for one in list_choices(ctx) if one.code == ANONYMOUS]
        assert ctx.session.execute(select(AuditEntry.id).where(AuditEntry.action == "feedback:ground:change")).first()
    assert (entry.to_be_confirmed, entry.confirmed_by) == (False, "TT 05/2021, bản gốc")


def test_what_was_ended_is_no_longer_offered_and_what_the_law_lists_cannot_be_ended(
    desk: Desk, province: CheckingClient, clock: SteppingClock
) -> None:
    today = local_date(desk.runtime.clock())
    assert "luật định" in province.get(f"{PAGE}/complaint_refused.c_court").text
    province.get(f"{PAGE}/nothing", status=404)
    province.submit(f"{PAGE}/{ANONYMOUS}", {"confirmed_by": "", "ends_on": today.isoformat()})
    with desk.runtime.reading() as ctx:
        assert RefusalReason.ANONYMOUS in refusal_reasons(ctx)  # its last day
    clock.advance(days=1)
    with desk.runtime.reading() as ctx:
        assert RefusalReason.ANONYMOUS not in refusal_reasons(ctx)


def test_a_petition_is_handed_back_for_a_reason_of_the_list(desk: Desk, clerk: CheckingClient) -> None:
    """trả lại đơn kèm giấy tờ gốc: the sender reads the reason, and that the papers went back."""
    sent = desk.send()
    case = f"{QUEUE}/{sent.id}"
    values = {
        "reason": "no_signature",
        "text": "Đơn giấy chưa có chữ ký, mời bà con ký rồi gửi lại.",
        "handed_back": "y",
    }
    clerk.submit(case, values, action=f"{case}/khong-xu-ly")
    assert desk.case(sent.id).state is PetitionState.REFUSED
    with desk.runtime.reading() as ctx:
        newest = list_entries(ctx, sent.id, kinds=Happened, public_only=True)[0]
    assert newest.params == {"reason": "no_signature", "handed_back": True}
    page = clerk.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    assert "Thiếu chữ ký hoặc điểm chỉ. Đơn và giấy tờ gốc đã trả lại." in page.text


def test_guidance_may_name_a_reason(desk: Desk, clerk: CheckingClient) -> None:
    for reason in ("", "guided_before"):
        sent = desk.send()
        case = f"{QUEUE}/{sent.id}"
        values = {"reason": reason, "text": "Việc này do Toà án nhân dân giải quyết, bà con nộp đơn ở đó."}
        clerk.submit(case, values, action=f"{case}/huong-dan")
        assert desk.case(sent.id).state is PetitionState.GUIDED
