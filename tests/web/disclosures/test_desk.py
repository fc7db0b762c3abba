"""The publication desk."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from accounts.roles import Role
from tests.support.checking_client import Answer, CheckingClient
from tests.support.people import Officials
from tests.support.staffed import COMMUNE

DESK = "/can-bo/cong-khai"
TYPED = {
    "legal_item": "2", "title": "Dự toán 2027", "summary": "Thu gì, chi gì.", "number": "87/BC-UBND",
    "issued_on": "2026-03-06", "source": "BÁO CÁO\nDự toán ngân sách\nI. THU\nThu đủ chi.",
}  # fmt: skip


def blank_pdf() -> bytes:
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = "Người soạn thảo"
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def desk(client: CheckingClient, officials: Officials) -> CheckingClient:
    return officials.sign_in(client.another(), Role.PUBLISHER)


def press(desk: CheckingClient, page: Answer, act: str) -> Answer:
    return desk.submit_on(page, {}, action=f"/{act}")


def test_from_paste_to_public_to_a_new_edition(client: CheckingClient, desk: CheckingClient) -> None:
    preview = desk.submit(f"{DESK}/moi", TYPED)
    assert "Bản nháp" in preview.text
    assert "Cần công khai chậm nhất 13/03/2026" in preview.text
    assert "Dự toán 2027" not in client.get(f"/xa/{COMMUNE}/cong-khai").text
    published = press(desk, preview, "dang")
    assert "Đã công khai" in published.text
    assert "Dự toán 2027" in client.get(f"/xa/{COMMUNE}/cong-khai").text
    form = press(desk, published, "ban-moi")
    assert form.path.endswith("/sua")
    preview = desk.submit_on(form, {"title": "Dự toán 2027, bản sửa"})
    press(desk, preview, "dang")
    public = client.get(f"/xa/{COMMUNE}/cong-khai")
    assert "bản sửa" in public.text
    old = client.get(published.path.removeprefix("/can-bo"))
    assert "Đây là bản cũ" in old.text
    assert "87/BC-UBND" in old.text


def test_a_pdf_is_cleaned_and_given_out_as_a_download(client: CheckingClient, desk: CheckingClient) -> None:
    upload = {"file": (io.BytesIO(blank_pdf()), "Dự toán (bản ký).PDF")}
    preview = desk.submit(f"{DESK}/moi", {**TYPED, "source": "", **upload})
    press(desk, preview, "dang")
    item = preview.path.removeprefix("/can-bo")
    page = client.get(item)
    assert "du-toan-ban-ky.pdf" in page.text
    assert re.search(r"\b[0-9a-f]{64}\b", page.text)
    answer = client.browser.get(f"{item}/tep.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=du-toan-ban-ky.pdf"
    with pikepdf.open(io.BytesIO(answer.get_data())) as pdf:
        assert "/Info" not in pdf.trailer


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04 bang tinh", "Không mở được tệp này"), (b"%PDF-" + b"0" * 2000, "Tệp PDF tối đa 20 MB")],
    ids=["not a pdf", "too large"],
)
def test_a_wrong_file_is_refused_and_nothing_typed_is_lost(
    desk: CheckingClient, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str
) -> None:
    for place in ("infra.pdf.MAX_BYTES", "web.files.MAX_BYTES"):
        monkeypatch.setattr(place, 2000)  # twenty megabytes would only make the test slow
    fields = {**TYPED, "file": (io.BytesIO(data), "x.pdf")}
    page = desk.submit(f"{DESK}/moi", fields, status=422)
    assert said in page.text
    assert page.one("input", id="title").get("value") == "Dự toán 2027"
    assert "Thu đủ chi." in page.text


def test_too_short_a_posting_is_explained_next_to_its_field(desk: CheckingClient) -> None:
    page = desk.submit(f"{DESK}/moi", {**TYPED, "posting_to": "2026-03-20"}, status=422)
    assert "tới hết ngày 09/04/2026" in " ".join(page.one("p", id="posting_to-error").itertext())
    preview = desk.submit(f"{DESK}/moi", {**TYPED, "posting_to": "2026-03-20", "other_law": "Luật Đất đai 2024"})
    assert "Luật Đất đai 2024" in preview.text


def test_an_empty_form_says_what_is_missing(desk: CheckingClient) -> None:
    page = desk.submit(f"{DESK}/moi", {}, status=422)
    assert "Chọn một loại nội dung" in page.text
    assert "Đặt tên cho mục này" in page.text


def test_withdrawing_asks_why_and_discarding_leaves_nothing(client: CheckingClient, desk: CheckingClient) -> None:
    published = press(desk, desk.submit(f"{DESK}/moi", TYPED), "dang")
    page = desk.submit(f"{published.path}/go", {"reason": "Sai"}, status=422)
    assert "bà con sẽ đọc được lý do này" in page.text
    assert "Đã gỡ xuống" in desk.submit(f"{published.path}/go", {"reason": "Đăng nhầm bản chưa ký."}).text
    assert "Đăng nhầm bản chưa ký." in client.get(published.path.removeprefix("/can-bo")).text
    draft = desk.submit(f"{DESK}/moi", {**TYPED, "title": "Bỏ đi"})
    assert "Đã bỏ bản nháp" in press(desk, draft, "bo-nhap").text
    desk.get(draft.path, status=404)


def test_two_people_on_one_draft_do_not_overwrite_each_other(desk: CheckingClient) -> None:
    draft = desk.submit(f"{DESK}/moi", TYPED)
    form = desk.get(f"{draft.path}/sua")
    desk.submit_on(form, {"title": "Người thứ nhất"})
    late = desk.submit_on(form, {"title": "Người thứ hai"}, status=422)
    assert "Người khác vừa sửa" in late.text
    assert "Người thứ nhất" in desk.get(draft.path).text


def test_what_is_published_opens_no_form(desk: CheckingClient) -> None:
    published = press(desk, desk.submit(f"{DESK}/moi", TYPED), "dang")
    desk.get(f"{published.path}/sua", status=409)


def test_leaders_read_and_others_stay_out(client: CheckingClient, desk: CheckingClient, officials: Officials) -> None:
    draft = desk.submit(f"{DESK}/moi", TYPED)
    leader = officials.sign_in(client.another(), Role.LEADER)
    assert "Dự toán 2027" in leader.get(draft.path).text
    assert not [form for form in leader.get(draft.path).all("form") if (form.get("action") or "").endswith("/dang")]
    leader.get(f"{DESK}/moi", status=403)
    handler = officials.sign_in(client.another(), Role.HANDLER)
    handler.get(DESK, status=403)
    assert client.get(draft.path, status=303).location.startswith("/can-bo/")
    client.get(draft.path.removeprefix("/can-bo"), status=404)


def test_the_list_shows_states_and_narrows(desk: CheckingClient) -> None:
    assert "Chưa có mục nào" in desk.get(DESK).text
    press(desk, desk.submit(f"{DESK}/moi", TYPED), "dang")
    desk.submit(f"{DESK}/moi", {**TYPED, "title": "Đang soạn"})
    everything = desk.get(DESK).text
    assert "Dự toán 2027" in everything
    assert "Đang soạn" in everything
    assert "Dự toán 2027" not in desk.get(f"{DESK}?trang-thai=draft").text


def test_the_province_rewords_article_11(client: CheckingClient, desk: CheckingClient, officials: Officials) -> None:
    assert "Ngân sách" in desk.get(f"{DESK}/danh-muc").text
    desk.get(f"{DESK}/danh-muc/2", status=403)
    province = officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    page = province.submit(f"{DESK}/danh-muc/2", {"rule": "days", "days": ""}, status=422)
    assert "Ghi số ngày niêm yết" in page.text
    province.submit(f"{DESK}/danh-muc/2", {"name": "Tiền của xã", "days": "60"})
    assert "Tiền của xã" in client.get(f"/xa/{COMMUNE}/cong-khai").text
    province.get(f"{DESK}/danh-muc/99", status=404)
