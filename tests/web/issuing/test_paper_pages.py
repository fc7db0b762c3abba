"""Official papers in the officials' pages: from the draft to the register, and what each may see."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest

from accounts.roles import Role
from core.clock import local_date
from feedback.issuing.catalogue import checklist
from feedback.issuing.queries import list_papers
from feedback.issuing.states import PaperState
from feedback.papers.states import PaperKind
from feedback.states import PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.issuing import Office, photo, signed_scan
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.signing import signed_pdf

PAPERS, REGISTRY = "/can-bo/van-ban", "/can-bo/van-thu"
pytestmark = pytest.mark.query_budget(36)


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def _said(office: Office, kind: PaperKind = PaperKind.REQUEST_MORE, **values: object) -> dict[str, object]:
    codes = [item.code for item in checklist(kind, office.today)]
    return {
        "signer_id": str(office.leader.account_id), "signed_as": "head", "sender": "blank", "reason": "",
        "checks": codes, "o_cau_hoi": "Bản chụp giấy chứng nhận.", "viec": "trinh", **values,
    }  # fmt: skip


def _begin(petition_id: object) -> str:
    return f"/can-bo/don-thu/{petition_id}/van-ban-di/de-nghi-bo-sung-thong-tin-tai-lieu"


def _only(office: Office, petition_id: object) -> str:
    with office.desk.runtime.reading() as ctx:
        (paper,) = list_papers(ctx, petition_id)  # type: ignore[arg-type]
    return str(paper.id)


def test_from_the_draft_to_the_register(
    office: Office, handler: CheckingClient, leader: CheckingClient, registry: CheckingClient
) -> None:
    petition_id = office.desk.in_progress()
    assert "Soạn để ban hành" in handler.get(f"/can-bo/don-thu/{petition_id}/van-ban").text
    handler.submit(_begin(petition_id), _said(office))
    paper_id = _only(office, petition_id)
    assert "Đề nghị bổ sung" in leader.get(PAPERS).text
    assert "Văn bản chờ duyệt" in leader.get("/can-bo").text
    page = leader.get(f"{PAPERS}/{paper_id}")
    assert "Bản chụp giấy chứng nhận." in page.text
    assert leader.get(f"{PAPERS}/{paper_id}/tep.pdf").response.get_data().startswith(b"%PDF-")
    leader.submit(f"{PAPERS}/{paper_id}", {}, action=f"{PAPERS}/{paper_id}/duyet")
    assert "Văn bản chờ số" in registry.get("/can-bo").text
    assert "Đề nghị bổ sung" in registry.get(REGISTRY).text
    record = f"{REGISTRY}/{paper_id}"
    registry.submit(record, {"day": office.today.isoformat(), "entry": ""}, action=f"{record}/cap-so")
    page = registry.submit(record, {}, action=f"{record}/ban-ky", status=422)
    assert "Chọn tệp PDF hoặc ảnh" in page.text
    registry.submit(record, {"file": (io.BytesIO(signed_scan()), "ky.pdf")}, action=f"{record}/ban-ky")
    assert "Bản chụp, không có chữ ký số" in registry.get(record).text
    registry.submit(record, {}, action=f"{record}/ban-hanh")
    assert office.paper(UUID(paper_id)).state is PaperState.ISSUED
    book = registry.get(f"{REGISTRY}/so")
    assert "01/UBND" in book.text
    assert "01/UBND" in registry.get(f"{REGISTRY}/so/in").text
    assert registry.get(f"{REGISTRY}/so/so.xlsx").response.get_data().startswith(b"PK")
    assert "Đã ban hành" in handler.get(f"/can-bo/don-thu/{petition_id}").text
    assert handler.get(f"{PAPERS}/{paper_id}/ban-ky").response.get_data().startswith(b"%PDF-")


def test_a_digitally_signed_file_is_kept_and_its_signer_named(office: Office, registry: CheckingClient) -> None:
    paper_id = office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    office.number(paper_id)
    record, data = f"{REGISTRY}/{paper_id}", signed_pdf("Nguyễn Văn Ký Số")
    changed = data.replace(b"/MediaBox", b"/mediaBox")
    page = registry.submit(record, {"file": (io.BytesIO(changed), "x.pdf")}, action=f"{record}/ban-ky", status=422)
    assert "đã bị sửa sau khi ký số" in page.text
    registry.submit(record, {"file": (io.BytesIO(data), "x.pdf")}, action=f"{record}/ban-ky")
    page = registry.get(record)
    assert "Nguyễn Văn Ký Số" in page.text
    assert "phần được ký còn nguyên" in page.text
    assert registry.get(f"{PAPERS}/{paper_id}/ban-goc/0").response.get_data() == data


def test_what_is_missing_is_said_and_nothing_typed_is_lost(office: Office, handler: CheckingClient) -> None:
    petition_id = office.desk.in_progress()
    page = handler.submit(_begin(petition_id), _said(office, checks=[], signer_id=""), status=422)
    assert "mục kiểm tra chưa đánh dấu" in page.text
    assert "Bản chụp giấy chứng nhận." in page.text
    paper_id = _only(office, petition_id)
    handler.submit(f"{PAPERS}/{paper_id}", _said(office), action=f"{PAPERS}/{paper_id}/luu")
    handler.submit(f"{PAPERS}/{paper_id}", {}, action=f"{PAPERS}/{paper_id}/rut-lai")
    handler.submit(f"{PAPERS}/{paper_id}", {"text": "Nhờ chị xem lại hạn."}, action=f"{PAPERS}/{paper_id}/gop-y")
    handler.submit(f"{PAPERS}/{paper_id}", {}, action=f"{PAPERS}/{paper_id}/bo")
    assert "Đã bỏ" in handler.get(f"{PAPERS}/{paper_id}").text


def test_a_return_and_a_lost_race_are_told(office: Office, leader: CheckingClient, handler: CheckingClient) -> None:
    paper_id = office.submitted(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    where = f"{PAPERS}/{paper_id}"
    page = leader.submit(where, {"text": "Sửa"}, action=f"{where}/tra-lai", status=422)
    assert "Ghi vài lời cho rõ" in page.text
    old = {"version": "1", "text": "Ghi rõ hạn gửi bổ sung."}
    assert "Văn bản vừa có người sửa trước" in leader.submit(where, old, action=f"{where}/tra-lai", status=409).text
    leader.submit(where, {"text": "Ghi rõ hạn gửi bổ sung."}, action=f"{where}/tra-lai")
    assert "Ghi rõ hạn gửi bổ sung." in handler.get(where).text


def test_of_a_sealed_case_the_registry_sees_kind_agency_and_that_it_is_secret(
    desk: Desk, registry: CheckingClient
) -> None:
    court, office = Court(desk), Office(desk)
    petition_id = court.examined(name="Bà Giấu Tên")
    paper_id = office.approved(petition_id, PaperKind.DENUNCIATION_TOLD)
    number = desk.case(petition_id).number
    for page in (registry.get(REGISTRY), registry.get(f"{REGISTRY}/{paper_id}")):
        assert "Thông báo thụ lý cho người bị tố cáo" in page.text
        assert "mật" in page.text
        assert number not in page.text
    registry.get(f"{PAPERS}/{paper_id}/tep.pdf", status=403)
    record = f"{REGISTRY}/{paper_id}"
    registry.submit(record, {"day": office.today.isoformat(), "entry": ""}, action=f"{record}/cap-so")
    registry.submit(record, {"file": (io.BytesIO(photo()), "a.jpg")}, action=f"{record}/ban-ky")
    registry.get(f"{PAPERS}/{paper_id}/ban-ky", status=403)
    registry.submit(record, {}, action=f"{record}/ban-hanh")
    book = registry.get(f"{REGISTRY}/so").text
    assert "mật" in book
    assert number not in book
    assert str(paper_id) not in book


def test_others_find_nothing(office: Office, clerk: CheckingClient, registry: CheckingClient) -> None:
    paper_id = office.submitted(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    registry.get(f"{REGISTRY}/{paper_id}", status=404)
    clerk.get(REGISTRY, status=403)
    clerk.get(f"{PAPERS}/00000000-0000-4000-8000-000000000000", status=404)


def test_an_answer_on_paper_is_approved_as_its_paper(
    office: Office, keeper: CheckingClient, leader: CheckingClient, handler: CheckingClient
) -> None:
    today = local_date(office.desk.runtime.clock()).isoformat()
    ways = "/can-bo/uy-quyen/cach-tra-loi"
    keeper.submit(ways, {"kind": "report", "way": "paper", "valid_from": today, "document_number": "15/QĐ-UBND"})
    assert "15/QĐ-UBND" in keeper.get(ways).text
    petition_id = office.desk.in_progress()
    office.desk.propose(petition_id)
    page = leader.get(f"/can-bo/don-thu/{petition_id}")
    assert "Loại đơn này trả lời bằng văn bản ký, đóng dấu" in page.text
    assert f"/can-bo/don-thu/{petition_id}/duyet" not in page.text
    said = _said(office, PaperKind.ANSWER)
    del said["o_cau_hoi"]
    handler.submit(f"/can-bo/don-thu/{petition_id}/van-ban-di/van-ban-tra-loi", said)
    paper_id = _only(office, petition_id)
    leader.submit(f"{PAPERS}/{paper_id}", {}, action=f"{PAPERS}/{paper_id}/duyet")
    assert office.desk.case(petition_id).state is PetitionState.AWAITING_ISSUE


def test_numbers_are_kept_and_void_in_the_register(office: Office, registry: CheckingClient) -> None:
    book, today = f"{REGISTRY}/so", office.today.isoformat()
    opened = {"series": "CV", "year": str(office.today.year), "last_number": "118"}
    registry.submit(book, opened, action=f"{book}/mo-so")
    kept = {"series": "CV", "day": today, "about": "Giấy mời họp thôn", "signer": "", "recipients": ""}
    registry.submit(book, kept, action=f"{book}/giu-so")
    page = registry.get(book)
    assert "119/UBND" in page.text
    assert "Giấy mời họp thôn" in page.text
    assert "Giấy mời họp thôn" not in registry.get(f"{book}?tinh-trang=voided").text
    page = registry.submit(book, opened, action=f"{book}/mo-so", status=422)
    assert "Sổ này đã có số" in page.text
    page = registry.submit(book, {**kept, "day": f"{office.today.year}-01-01"}, action=f"{book}/giu-so", status=422)
    assert "Ngày văn bản từ" in page.text


def test_a_leader_delegates_and_an_administrator_records_posts(
    office: Office, leader: CheckingClient, admin: CheckingClient
) -> None:
    deputy = office.desk.another("pho-chu-tich", Role.LEADER)
    today = office.today.isoformat()
    given = {
        "delegate": str(deputy.account_id), "signed_as": "deputy", "matters": ["answers"], "from_on": today,
        "until_on": today, "document_number": "21/QĐ-UBND", "document_on": today,
    }  # fmt: skip
    page = leader.submit("/can-bo/uy-quyen", {**given, "matters": []}, status=422)
    assert "Chọn ít nhất một loại việc." in page.text
    leader.submit("/can-bo/uy-quyen", given)
    page = leader.get("/can-bo/uy-quyen")
    assert "đang hiệu lực" in page.text
    (revoke,) = re.findall(r'action="([^"]+/thu-hoi)"', page.response.get_data(as_text=True))
    leader.submit("/can-bo/uy-quyen", {}, action=revoke)
    assert "đã thu hồi" in leader.get("/can-bo/uy-quyen").text
    post = {"account": str(deputy.account_id), "post": "deputy", "title": "", "from_on": today, "until_on": ""}
    admin.submit("/can-bo/uy-quyen/chuc-vu", post)
    assert "Phó Chủ tịch" in admin.get("/can-bo/uy-quyen/chuc-vu").text
