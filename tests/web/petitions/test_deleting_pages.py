"""Destroying sealed material, in the browser: proposed, looked at, agreed; what its sender reads then; what is left."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from PIL import Image

from accounts.roles import Role
from casework.attachments import store_image
from casework.images import prepare_image
from core.actor import ANONYMOUS
from feedback import services
from feedback.states import Concerns, PetitionKind
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk, Sent, draft_of

TWO = "/can-bo/hai-nguoi"
DELETE = f"{TWO}/xoa"
WHY = "Ảnh chụp giấy tờ của người không liên quan."
NUMBER = "17/QĐ-UBND"
pytestmark = pytest.mark.query_budget(80)


def sealed(desk: Desk) -> Sent:
    draft, out = draft_of(), io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    image = store_image(desk.runtime.files, draft.key(), prepare_image(out.getvalue()))
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, photos=(image,), case_id=draft.case_id, case_key=draft.case_key)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    return sent


def follow(browser: CheckingClient, sent: Sent) -> CheckingClient:
    """Whoever sent it, with number and code."""
    fresh = browser.another()
    fresh.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    return fresh


def proposed(browser: CheckingClient, petition_id: UUID, what: str) -> str:
    page = f"{DELETE}/don/{petition_id}"
    shown = browser.get(page)
    code = next(box.get("value", "") for box in shown.all("input") if box.get("value", "").startswith(what))
    return browser.submit_on(shown, {"what": code, "reason": "identity_card", "words": WHY}, action=page).path


def test_a_photo_then_the_whole(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    sent = sealed(desk)
    page = f"{DELETE}/don/{sent.id}"
    assert page in handler.get(f"{TWO}/don/{sent.id}").links()
    for stranger in (clerk, leader):
        stranger.get(page, status=404)
    kept = handler.submit(page, {"words": WHY}, action=page, status=422)
    assert WHY in kept.text
    assert "chưa xoá được cả đơn" in kept.text
    request = proposed(handler, sent.id, "photo:")
    assert request in leader.get(TWO).links()
    seen = leader.get(request)
    assert "Ảnh kèm đơn" in seen.text
    assert WHY in seen.text
    assert WHAT not in seen.text
    assert "Ghi số quyết định" in leader.submit_on(seen, {}, action=f"{request}/dong-y", status=422).text
    done = leader.submit_on(seen, {"number": NUMBER}, action=f"{request}/dong-y")
    assert "Đã xoá" in done.text
    assert NUMBER in done.text
    assert "/anh/" not in handler.get(f"/can-bo/don-thu/{sent.id}").text
    told = follow(clerk, sent).get("/tra-cuu/don")
    assert f"đã được xoá theo quyết định số {NUMBER}" in told.text
    assert WHAT in told.text
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, sent.id, reason="Tôi xin rút đơn này.")
    refused = proposed(handler, sent.id, "case")
    assert "Không có gì bị xoá" in leader.submit(refused, {}, action=f"{refused}/khong").text
    taken_back = proposed(handler, sent.id, "note:")
    assert "Đã rút" in handler.submit(taken_back, {}, action=f"{taken_back}/rut").text
    whole = proposed(handler, sent.id, "case")
    sees = leader.get(whole)
    for what in ("Lời viết trong đơn", "Lời ghi, lời bổ sung", "không lấy lại được"):
        assert what in sees.text
    leader.submit_on(sees, {"number": "18/QĐ-UBND"}, action=f"{whole}/dong-y")
    for browser in (handler, leader):
        browser.get(TWO)
    case = handler.get(f"/can-bo/don-thu/{sent.id}")
    assert "đã được xoá, không ai mở lại được" in case.text
    assert WHAT not in case.text
    assert f"{TWO}/don/{sent.id}" not in case.links()
    sender = follow(clerk, sent).get("/tra-cuu/don")
    assert "toàn bộ nội dung đơn này đã được xoá theo quyết định số 18/QĐ-UBND" in sender.text
    assert WHAT not in sender.text
    assert sent.receipt.number in sender.text
    log = desk.officials.sign_in(clerk.another(), Role.LOG_AUDITOR).get("/quan-tri/nhat-ky").text
    assert "đồng ý xoá nội dung" in log
    assert WHY not in log
    assert NUMBER not in log
