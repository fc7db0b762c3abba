"""No answer shows anything of a sealed petition without a line in the log, written in the same request."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from casework.attachments import store_image
from casework.images import prepare_image
from core.audit import AuditEntry
from feedback.states import Concerns
from tests.support.checking_client import Answer, CheckingClient
from tests.support.petitioning import WHAT, Desk, Sent, draft_of

QUEUE = "/can-bo/don-thu"
pytestmark = pytest.mark.query_budget(42)


def openings(desk: Desk, sent: Sent) -> int:
    count = select(func.count()).select_from(AuditEntry)
    with desk.runtime.reading() as ctx:
        mine = count.where(AuditEntry.subject_id == str(sent.id), AuditEntry.action == "feedback:petition:open")
        return ctx.session.execute(mine).scalar_one()


@pytest.mark.parametrize("concerns", [Concerns.NOBODY, Concerns.COMMUNE_OFFICIAL])
def test_every_way_to_the_text_is_written_down(desk: Desk, clerk: CheckingClient, concerns: Concerns) -> None:
    sent = desk.send(concerns, name="Bà Kín Đáo", phone="0900 000 777", consent=True)
    case = f"{QUEUE}/{sent.id}"
    first = clerk.get(case)
    assert openings(desk, sent) == 1
    gaps = {"phan-loai": {"title": ""}, "luu": {"text": ""}}
    for number, (slug, fields) in enumerate(gaps.items(), start=2):
        page = clerk.submit_on(first, fields, action=f"{case}/{slug}", status=422)
        assert WHAT in page.text
        assert openings(desk, sent) == number, slug
    token = first.one("input", id="luu-csrf_token").get("value")
    away = clerk.post(f"{case}/danh-tinh", {"csrf_token": token, "reason": "ask"})
    assert away.location == f"/can-bo/hai-nguoi/don/{sent.id}"  # a sealed one takes two people
    assert openings(desk, sent) == 3


def test_small_and_large_photos_are_written_down(desk: Desk, clerk: CheckingClient) -> None:
    draft = draft_of()
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    image = store_image(desk.runtime.files, draft.key(), prepare_image(out.getvalue()))
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, photos=(image,), case_id=draft.case_id, case_key=draft.case_key)
    page = clerk.get(f"{QUEUE}/{sent.id}")
    (small,) = [img.get("src", "") for img in page.all("img") if "/anh/" in img.get("src", "")]
    for number, path in enumerate((small, small.split("?")[0]), start=2):
        assert clerk.browser.get(path).mimetype == "image/jpeg"
        assert openings(desk, sent) == number


def test_a_clerk_cannot_untick_what_speaks_of_someone(desk: Desk, clerk: CheckingClient) -> None:
    about, plain = desk.send(Concerns.HAMLET_HEAD), desk.send()
    assert len(boxes(clerk.get(f"{QUEUE}/{plain.id}"))) == 1
    page = clerk.get(f"{QUEUE}/{about.id}")
    assert not boxes(page)
    assert "luôn giữ kín" in page.text
    fields = {"kind": "report", "field": "land", "urgency": "simple", "title": "Đất đầu thôn"}
    clerk.submit_on(page, fields, action=f"{QUEUE}/{about.id}/phan-loai")
    assert desk.case(about.id).sealed


def boxes(page: Answer) -> list[object]:
    return [box for box in page.all("input") if box.get("name") == "keep_sealed"]
