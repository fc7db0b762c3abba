"""The province changes a template and goes back; the commune's papers follow at once."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest

from feedback.papers.labels import LABELS
from feedback.papers.states import PaperKind
from tests.support.checking_client import CheckingClient
from tests.support.letters import letter, paragraph, words_of_docx
from tests.support.petitioning import Desk

HOME = "/quan-tri/mau-van-ban"
ITEM = f"{HOME}/giay-bien-nhan"
pytestmark = pytest.mark.query_budget(36)


def _file(*words: str, name: str = "mau.docx") -> dict[str, object]:
    return {"file": (io.BytesIO(letter("".join(map(paragraph, words)))), name)}


def _receipt(desk: Desk, clerk: CheckingClient) -> list[str]:
    page = f"/can-bo/don-thu/{desk.send().id}/van-ban/giay-bien-nhan"
    return words_of_docx(clerk.submit(page, {"dang": "docx"}, status=200).response.get_data())


def test_every_kind_has_a_page_a_template_and_a_preview(keeper: CheckingClient) -> None:
    home = keeper.get(HOME)
    assert all(LABELS[kind] in home.text for kind in PaperKind)
    item = keeper.get(ITEM)
    assert "{{so_don}}" in item.text
    template = keeper.get(f"{ITEM}/mau-goc.docx").response
    assert any("{{nguoi_gui}}" in line for line in words_of_docx(template.get_data()))
    assert keeper.get(f"{ITEM}/xem-thu.pdf").response.get_data().startswith(b"%PDF-")
    keeper.get(f"{HOME}/khong-co", status=404)


def test_a_template_of_its_own_and_back(desk: Desk, keeper: CheckingClient, clerk: CheckingClient) -> None:
    keeper.submit(ITEM, {**_file("Mẫu của tỉnh, đơn {{so_don}}."), "viec": "dung"})
    page = keeper.get(ITEM)
    assert "Đang dùng bản 1" in page.text
    (line,) = _receipt(desk, clerk)
    assert line.startswith("Mẫu của tỉnh, đơn 07288-")
    version = next(link for link in page.links() if "/ban/" in link)
    assert words_of_docx(keeper.get(urlsplit(version).path).response.get_data()) == ["Mẫu của tỉnh, đơn {{so_don}}."]
    back = version.replace("/ban/", "/bo/").removesuffix(".docx")
    keeper.submit(ITEM, {}, action=back)
    assert "đã bỏ" in keeper.get(ITEM).text
    assert len(_receipt(desk, clerk)) > 5


def test_looking_first_keeps_nothing(keeper: CheckingClient) -> None:
    seen = keeper.submit(ITEM, {**_file("Thử {{nguoi_gui}}."), "viec": "xem"}, status=200).response
    assert seen.get_data().startswith(b"%PDF-")
    assert "Các bản của tỉnh" not in keeper.get(ITEM).text


def test_what_is_wrong_is_said(keeper: CheckingClient) -> None:
    unknown = keeper.submit(ITEM, {**_file("{{mat_khau}}"), "viec": "dung"}, status=422)
    assert "mat_khau" in unknown.text
    assert "Không mở được tệp này" in keeper.submit(ITEM, {"file": (io.BytesIO(b"x"), "a.doc")}, status=422).text
    assert "Chọn tệp mẫu" in keeper.submit(ITEM, {}, status=422).text
    past = keeper.submit(ITEM, {**_file("x"), "valid_from": "2020-01-01", "viec": "dung"}, status=422)
    assert "từ hôm nay" in past.text


def test_a_conclusion_has_no_field_for_the_denouncer(keeper: CheckingClient) -> None:
    page = f"{HOME}/ket-luan-noi-dung-to-cao"
    assert "{{nguoi_gui}}" not in keeper.get(page).text
    assert "nguoi_gui" in keeper.submit(page, {**_file("{{nguoi_gui}}"), "viec": "dung"}, status=422).text


def test_only_the_province_comes_here(clerk: CheckingClient, leader: CheckingClient) -> None:
    for other in (clerk, leader):
        other.get(HOME, status=403)
