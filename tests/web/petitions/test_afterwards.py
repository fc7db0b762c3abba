"""After the answer, on the sender's own pages: disagreeing, the Board, what was done, taking back, going on by law."""

from __future__ import annotations

import io

import pytest

from accounts.roles import Role
from casework.sealing import open_case_key
from feedback.aftermath.queries import followed_by
from feedback.aftermath.states import AskState
from feedback.claims.commands import ClaimDone
from feedback.claims.queries import list_claims
from feedback.claims.scenes import store_scene
from feedback.claims.services import claim_done
from feedback.claims.states import ClaimState, Side
from feedback.states import Concerns, PetitionState
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court
from tests.support.scenes import photo

pytestmark = pytest.mark.query_budget(36)
WORDS = "Cống vẫn tắc như cũ, nước vẫn ngập."


def follow(client: CheckingClient, sent: Sent) -> Answer:
    return client.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})


def answered(desk: Desk, concerns: Concerns = Concerns.NOBODY) -> Sent:
    sent = desk.send(concerns)
    desk.triage(sent.id)
    desk.assign(sent.id)
    desk.start(sent.id)
    desk.propose(sent.id, public="" if concerns is not Concerns.NOBODY else "Đã nạo vét.")
    desk.approve(sent.id)
    return sent


def upload(name: str = "anh.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(photo()), name


def claim(desk: Desk, sent: Sent) -> None:
    with desk.runtime.reading() as ctx:
        key = open_case_key(ctx, sent.id)
    scene = store_scene(desk.runtime.files, key, photo(), Side.AFTER)
    command = ClaimDone("Đã nạo vét cống bằng máy.", "Cống đầu xóm", desk.runtime.clock(), None, (scene,), True)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        claim_done(ctx, sent.id, command)


def test_disagreeing_in_choices_words_and_photos(client: CheckingClient, desk: Desk) -> None:
    sent = answered(desk)
    page = follow(client, sent)
    assert "không tính là hài lòng" in page.text
    form = client.get("/tra-cuu/don/chua-dong-y")
    assert "Ban Thanh tra nhân dân" not in form.text  # nobody of it works here
    client.submit_on(form, {"stars": "2", "doubts": ["not_done"], "way": "reopen", "text": "Chưa"}, status=422)
    good = {"stars": "2", "doubts": ["not_done", "conduct"], "way": "reopen", "text": WORDS, "photos": [upload()]}
    after = client.submit_on(form, good)
    assert "Người trả lời lần trước không làm nữa" in after.text
    assert desk.case(sent.id).state is PetitionState.REOPENED
    (shown,) = [image.get("src") for image in after.all("img") if "anh-cho" in (image.get("src") or "")]
    assert client.get(shown).response.mimetype == "image/jpeg"
    client.another().get(shown, status=404)


def test_asking_the_board_and_thinking_better_of_it(client: CheckingClient, desk: Desk) -> None:
    desk.officials.account(Role.BOARD_MEMBER)
    sent = answered(desk)
    follow(client, sent)
    form = client.get("/tra-cuu/don/chua-dong-y")
    assert "Ban không biết bà con là ai" in form.text
    asked = {"stars": "1", "doubts": ["not_done"], "way": "board", "text": WORDS, "contact": "0900 000 001"}
    after = client.submit_on(form, asked)
    assert "Chờ Ban nhận" in after.text
    assert "Tôi chưa đồng ý" not in after.text  # the Board looks first
    client.submit_on(after, {}, action="/tra-cuu/don/ban-thanh-tra/thoi")
    with desk.runtime.reading() as ctx:
        assert followed_by(ctx, sent.id).asks[0].state is AskState.CALLED_OFF


def test_a_sealed_one_is_not_shown_to_the_board(client: CheckingClient, desk: Desk) -> None:
    desk.officials.account(Role.BOARD_MEMBER)
    sent = answered(desk, Concerns.COMMUNE_OFFICIAL)
    follow(client, sent)
    form = client.get("/tra-cuu/don/chua-dong-y")
    assert "được giữ kín nên Ban Thanh tra nhân dân không đọc được" in form.text
    asked = {"stars": "1", "doubts": ["not_done"], "way": "noted", "text": WORDS}
    client.submit_on(form, asked)
    assert desk.case(sent.id).state is PetitionState.CLOSED


@pytest.mark.parametrize(("word", "state"), [("dung", ClaimState.CONFIRMED), ("chua", ClaimState.CONTRADICTED)])
def test_the_sender_looks_at_what_was_done(client: CheckingClient, desk: Desk, word: str, state: ClaimState) -> None:
    sent = answered(desk)
    claim(desk, sent)
    page = follow(client, sent)
    assert "Chưa ai xem" in page.text
    assert "Ảnh không ghi giờ chụp" in page.text
    with desk.runtime.reading() as ctx:
        claim_id = list_claims(ctx, sent.id)[0].id
    address = f"/tra-cuu/don/viec-da-lam/{claim_id}/{word}"
    client.another().get(address, status=303)
    if word == "chua":
        client.submit(address, {"text": ""}, status=422)
    after = client.submit(address, {"text": WORDS, "photos": [upload()]})
    assert "Người gửi đơn thấy" in after.text
    with desk.runtime.reading() as ctx:
        assert list_claims(ctx, sent.id)[0].state is state


def test_a_part_is_taken_back(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    follow(client, sent)
    client.submit("/tra-cuu/don/rut", {"part": "people", "text": ""}, status=422)
    after = client.submit("/tra-cuu/don/rut", {"part": "people", "text": "Ba hộ đầu xóm không kiến nghị nữa."})
    assert "Ba hộ đầu xóm" in after.text
    assert desk.case(sent.id).state is PetitionState.RECEIVED


def test_a_signed_one_is_explained_and_begun(client: CheckingClient, desk: Desk, clock: SteppingClock) -> None:
    court, sent = Court(desk), desk.send()
    court.formalise(sent.id)
    desk.assign(sent.id)
    follow(client, sent)
    how = client.get("/tra-cuu/don/rut")
    assert "giấy có chữ ký" in how.text
    after = client.submit("/tra-cuu/don/theo-luat/withdraw", {"text": "Tôi không khiếu nại nữa."})
    assert "chờ bà con ký" in after.text
    assert desk.case(sent.id).state is PetitionState.PROCEEDING
    client.get("/tra-cuu/don/theo-luat/withdraw", status=404)  # it waits already
    client.get("/tra-cuu/don/theo-luat/denounce_on", status=404)
    client.get("/tra-cuu/don/theo-luat/second_complaint", status=404)  # there is time to decide still
    with desk.runtime.reading() as ctx:
        wish_id = followed_by(ctx, sent.id).wishes[0].id
    client.submit_on(after, {}, action=f"/tra-cuu/don/theo-luat/{wish_id}/thoi")
    clock.advance(days=60)
    follow(client, sent)
    client.get("/tra-cuu/don/theo-luat/withdraw")
