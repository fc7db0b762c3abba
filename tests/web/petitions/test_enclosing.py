"""A PDF and a voice note: cleaned or checked, sealed, and given only to whoever may read the petition."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.enclosures import MAX_PAGES, list_enclosed
from casework.models import CaseAttachment
from casework.sealing import open_case_key
from casework.states import Enclosed
from feedback.models import Petition
from feedback.states import Concerns
from tests.support.cards import card_pdf, card_photo
from tests.support.checking_client import Answer, CheckingClient
from tests.support.html import text
from tests.support.petitioning import Desk
from tests.support.recordings import m4a
from tests.web.petitions.test_staff import audited
from tests.web.petitions.test_writing import BASE, WHAT, photo

pytestmark = pytest.mark.query_budget(36)
VOICE = m4a(61)


def pdf(pages: int = 2, *, script: bool = True) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if script:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(out)
    return out.getvalue()


def enclose(client: CheckingClient, *, status: int = 303, **files: tuple[bytes, str]) -> Answer:
    """What comes back when the step is sent with these files."""
    token = next(one.get("value") for one in client.get(f"{BASE}/anh").all("input") if one.get("name") == "csrf_token")
    fields = {name: (io.BytesIO(data), name_of) for name, (data, name_of) in files.items()}
    return client.post(f"{BASE}/anh", {"csrf_token": token, "them": "1", **fields}, status=status)


def begin(client: CheckingClient, concerns: Concerns = Concerns.NOBODY) -> None:
    client.submit(f"{BASE}/lien-quan", {"concerns": concerns.value})
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT})


def sent(client: CheckingClient, desk: Desk) -> tuple[UUID, str, str]:
    """Id, number and code."""
    receipt = client.submit(f"{BASE}/kiem-tra", {}, action=f"{BASE}/kiem-tra")
    number, code = text(receipt.one("p", class_="panel__code")), text(receipt.one("code"))
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one(), number, code


def links(page: Answer, part: str) -> list[str]:
    return [link for link in page.links() if part in link]


def test_both_go_along_and_come_back_clean(client: CheckingClient, desk: Desk) -> None:
    begin(client)
    original = pdf()
    enclose(client, file=(original, "don.pdf"), voice=(VOICE, "ghi-am.m4a"), photos=(photo().read(), "a.jpg"))
    page = client.get(f"{BASE}/anh")
    mine = set(links(page, "/tep/"))
    assert {client.browser.get(link).mimetype for link in mine} == {"application/pdf", "audio/mp4"}
    for link in mine:
        assert client.another().browser.get(link).status_code == 404
    petition_id, number, code = sent(client, desk)
    tracked = client.submit("/tra-cuu", {"number": number, "code": code})
    answers = {client.browser.get(link).mimetype: client.browser.get(link) for link in links(tracked, "/don/tep/")}
    assert set(answers) == {"application/pdf", "audio/mp4"}
    assert answers["audio/mp4"].data == VOICE
    assert answers["application/pdf"].headers["Content-Disposition"].startswith("attachment")
    assert b"JavaScript" not in answers["application/pdf"].data
    assert len(list(tracked.all("img"))) == 1  # a file is no photo
    with desk.runtime.reading() as ctx:
        _, found = list_enclosed(ctx, petition_id)
        row = ctx.session.execute(
            select(CaseAttachment.id, CaseAttachment.original_key).where(CaseAttachment.id == found[0].id)
        ).one()
        sealed = ctx.files.get(row.original_key)
        key = open_case_key(ctx, petition_id)
    assert [(one.kind, one.pages, one.seconds) for one in found] == [(Enclosed.PDF, 2, 0), (Enclosed.VOICE, 0, 61)]
    assert original not in sealed
    assert key.open(sealed, part=f"file:{row.id.hex}:original") == original  # the evidence is as it was sent


def test_players_ask_for_pieces(client: CheckingClient, desk: Desk) -> None:
    begin(client)
    enclose(client, voice=(VOICE, "a.m4a"))
    (link,) = set(links(client.get(f"{BASE}/anh"), "/tep/"))
    piece = client.browser.get(link, headers={"Range": "bytes=0-9"})
    assert (piece.status_code, piece.data) == (206, VOICE[:10])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("file", b"khong phai pdf", "Hãy chọn tệp PDF"),
        ("file", pdf(MAX_PAGES + 1, script=False), f"tối đa {MAX_PAGES} trang"),
        ("file", card_pdf(card_photo()), "Trang 2 của tệp có thẻ căn cước"),
        ("voice", b"\x1aE\xdf\xa3", "không phải ghi âm"),
        ("voice", m4a(140), "tối đa 2 phút"),
    ],
    ids=["no-pdf", "pages", "card", "no-voice", "long"],
)
def test_what_is_wrong_stands_next_to_the_field_and_photos_are_kept(
    client: CheckingClient, desk: Desk, name: str, data: bytes, said: str
) -> None:
    begin(client)
    page = enclose(client, status=422, photos=(photo().read(), "a.jpg"), **{name: (data, "x")})
    assert said in text(page.one("p", id=f"{name}-error"))
    assert len(list(page.all("img"))) == 1


def test_a_photo_of_an_identity_card_is_not_kept_and_nothing_else_is_lost(
    client: CheckingClient, desk: Desk, data_dir: Path
) -> None:
    begin(client)
    page = enclose(client, status=422, photos=(card_photo(), "can-cuoc.jpg"))
    told = text(page.one("p", id="photos-error"))
    assert "không cần và không giữ ảnh căn cước" in told
    assert "che kín" in told
    assert not list(page.all("img"))
    assert not [one for one in (data_dir / "files").rglob("*") if one.is_file()]
    assert WHAT in client.get(f"{BASE}/chuyen-gi").text
    enclose(client, photos=(card_photo(covered=True), "che.jpg"))
    assert len(list(client.get(f"{BASE}/anh").all("img"))) == 1
    _id, number, code = sent(client, desk)
    client.submit("/tra-cuu", {"number": number, "code": code})


@pytest.mark.parametrize(("name", "data", "said"), [("file", pdf(), "tối đa 10 MB"), ("voice", VOICE, "tối đa 4 MB")])
def test_what_is_too_large_is_not_read_to_its_end(
    client: CheckingClient, desk: Desk, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, said: str
) -> None:
    for limit in (
        "casework.enclosures.MAX_PDF_BYTES", "web.public.petitions.enclosing.MAX_PDF_BYTES",
        "casework.voice.MAX_BYTES", "web.public.petitions.enclosing.MAX_VOICE_BYTES",
    ):  # fmt: skip
        monkeypatch.setattr(limit, 100)
    begin(client)
    page = enclose(client, status=422, **{name: (data, "x")})
    assert said in text(page.one("p", id=f"{name}-error"))


def test_a_file_is_taken_out_again_and_a_second_replaces_the_first(client: CheckingClient, desk: Desk) -> None:
    begin(client)
    enclose(client, file=(pdf(2), "a.pdf"))
    enclose(client, file=(pdf(3), "b.pdf"))
    page = client.get(f"{BASE}/anh")
    assert "3 trang (PDF)" in page.text
    assert "2 trang (PDF)" not in page.text
    (link,) = set(links(page, "/tep/"))
    assert "trang (PDF)" not in client.submit_on(page, {}, action=f"{link}/bo").text
    assert client.browser.get(link).status_code == 404


def test_officials_read_it_with_the_petition_and_sealed_openings_are_written_down(
    client: CheckingClient, desk: Desk
) -> None:
    clerk = desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)
    handler = desk.officials.sign_in(client.another(), Role.HANDLER)
    begin(client, Concerns.COMMUNE_OFFICIAL)
    enclose(client, voice=(VOICE, "a.m4a"))
    petition_id, _, _ = sent(client, desk)
    (link,) = set(links(clerk.get(f"/can-bo/don-thu/{petition_id}"), "/tep/"))
    before = len(audited(desk, petition_id))
    assert clerk.browser.get(link).data == VOICE
    assert len(audited(desk, petition_id)) == before + 1
    # all of it but one byte is an opening too
    assert clerk.browser.get(link, headers={"Range": "bytes=1-"}).status_code == 206
    assert len(audited(desk, petition_id)) == before + 2
    assert handler.browser.get(link).status_code in (403, 404)
    assert client.another().browser.get(link).status_code in (302, 303, 404)
