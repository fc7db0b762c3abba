"""The handbook inside the product: for every official, with this installation's terms, with or without pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from accounts.roles import Role
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from web.staff.handbook import pages
from web.staff.handbook.pages import list_pages

BOOK = "/can-bo/so-tay"


def test_every_page_is_listed_and_opens(client: CheckingClient, officials: Officials) -> None:
    handler = officials.sign_in(client, Role.HANDLER)
    index = handler.get(BOOK)
    for page in list_pages():
        assert f"{BOOK}/{page.address}" in index.markup
        assert page.text.title in handler.get(f"{BOOK}/{page.address}").text


def test_terms_are_read_from_the_rules(client: CheckingClient, officials: Officials) -> None:
    shown = officials.sign_in(client, Role.INTAKE_CLERK).get(f"{BOOK}/chung/thoi-han").text
    assert "10 ngày làm việc" in shown
    assert "Luật Tiếp công dân 42/2013/QH13, Điều 28 khoản 1" in shown


def test_pictures_are_shown_where_they_were_made(
    client: CheckingClient, officials: Officials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MADE", tmp_path)
    clerk = officials.sign_in(client, Role.INTAKE_CLERK)
    page = f"{BOOK}/tiep-nhan/phan-loai"
    assert "<img" not in clerk.get(page).markup
    clerk.get(f"{BOOK}/anh/phan-loai.png", status=404)
    (tmp_path / "anh").mkdir()
    Image.new("RGB", (200, 100)).save(tmp_path / "anh" / "phan-loai.png")
    assert 'width="100" height="50"' in clerk.get(page).markup
    assert clerk.get(f"{BOOK}/anh/phan-loai.png").response.content_type == "image/png"


def test_an_unknown_page_is_not_there(client: CheckingClient, officials: Officials) -> None:
    clerk = officials.sign_in(client, Role.INTAKE_CLERK)
    for address in ("tiep-nhan/khong-co", "khong-co/phan-loai", "anh/..%2f..%2fREADME.png"):
        clerk.get(f"{BOOK}/{address}", status=404)


def test_it_is_for_officials(client: CheckingClient) -> None:
    client.get(BOOK, status=303)
