"""Letters to many: asked for, written in the background, handed out once they are all there, forgotten."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bootstrap.runtime import Runtime
from core.audit import AuditEntry
from core.context import Context
from core.outbox import Waiting, list_waiting
from feedback.letters.events import LettersToBeWritten
from feedback.letters.models import LetterRun
from feedback.letters.states import RunState
from feedback.states import Concerns
from jobs.handlers import letters as handler
from jobs.handlers.letters import HANDLERS, sweep_letters
from jobs.handling import run_message
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.letters import words_of_docx
from tests.support.petitioning import Desk

HOME = "/can-bo/thu-hang-loat"
ASK = f"{HOME}/soan/giay-bien-nhan"
pytestmark = pytest.mark.query_budget(36)


def _waiting(ctx: Context) -> list[Waiting]:
    return [one for one in list_waiting(ctx.session, now=ctx.now) if one.topic == LettersToBeWritten.topic]


def _work(runtime: Runtime) -> None:
    """Run what waits until nothing does."""
    for _ in range(20):
        with runtime.reading() as ctx:
            waiting = _waiting(ctx)
        if not waiting:
            return
        for message in waiting:
            run_message(runtime, message, HANDLERS)
    raise AssertionError("it never ends")


def _sent(desk: Desk, count: int) -> Sequence[str]:
    numbers = []
    for index in range(count):
        sent = desk.send(name=f"Bà Số {index}", phone="0912 345 678", consent=True)
        desk.triage(sent.id)
        numbers.append(desk.case(sent.id).number)
    return numbers


def _package(answer: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(answer)) as package:
        return {name: " ".join(words_of_docx(package.read(name))) for name in package.namelist()}


def test_from_asking_to_the_package(
    desk: Desk, clerk: CheckingClient, leader: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler, "PART", 2)
    monkeypatch.setattr(handler, "PORTION", 2)
    monkeypatch.setattr("feedback.letters.running.PORTION", 2)
    numbers = _sent(desk, 5)
    desk.send(Concerns.COMMUNE_OFFICIAL)  # sealed: never among them
    named = {"sender": "named", "reason": "tell", "number": "007", "made_as": "docx", "o_giay_to": "căn cước"}
    page = clerk.submit(ASK, named)
    assert "0 trên 5" in page.text
    clerk.post(f"{page.path}/tai", {"csrf_token": page.one("input", name="csrf_token").get("value")}, status=404)
    _work(desk.runtime)
    done = clerk.get(page.path)
    assert "Tải tất cả" in done.text
    letters = _package(clerk.submit_on(done, {}, action=f"{page.path}/tai", status=200).response.get_data())
    assert sorted(letters) == sorted(f"giay-bien-nhan-{number}.docx" for number in numbers)
    words = [letters[f"giay-bien-nhan-{number}.docx"] for number in numbers]
    taken = sorted(found for text in words for found in re.findall(r"Số: (\d+)/GBN", text))
    assert taken == ["007", "008", "009", "010", "011"]
    assert all(f"Bà Số {n}" in text and "căn cước" in text for n, text in enumerate(words))
    with desk.runtime.reading() as ctx:
        acts = list(ctx.session.execute(select(AuditEntry.action)).scalars())
    assert acts.count("petition:identity:open") == acts.count("feedback:paper:write") == 5
    assert acts.count("feedback:letters:hand_out") == 1
    leader.get(page.path, status=404)


def test_nothing_of_a_letter_lies_readable_and_a_day_later_it_is_gone(
    desk: Desk, clerk: CheckingClient, clock: SteppingClock
) -> None:
    (number,) = _sent(desk, 1)
    clerk.submit(ASK, {"sender": "blank", "made_as": "docx", "o_giay_to": "hộ chiếu"})
    _work(desk.runtime)
    with desk.runtime.reading() as ctx:
        run = ctx.session.execute(select(LetterRun)).scalar_one()
        assert "hộ chiếu".encode() not in run.sealed_command
        (key,) = run.parts
    assert number.encode() not in desk.runtime.files.get(key)
    clock.advance(hours=25)
    sweep_letters(desk.runtime)
    with desk.runtime.reading() as ctx:
        run = ctx.session.execute(select(LetterRun)).scalar_one()
        assert (run.state, run.wrapped_key, run.sealed_command, run.petition_ids) == (RunState.GONE, None, b"", [])
    with pytest.raises(KeyError):
        desk.runtime.files.get(key)


def test_a_message_handed_twice_writes_once(desk: Desk, clerk: CheckingClient) -> None:
    _sent(desk, 2)
    page = clerk.submit(ASK, {"sender": "blank", "made_as": "docx"})
    with desk.runtime.reading() as ctx:
        (message,) = _waiting(ctx)
    for _ in range(2):
        handler.write_letters(desk.runtime, message)
    letters = _package(clerk.submit(page.path, {}, action=f"{page.path}/tai", status=200).response.get_data())
    assert len(letters) == 2


def test_a_case_that_moved_on_meanwhile_is_left_out(desk: Desk, clerk: CheckingClient) -> None:
    _sent(desk, 1)
    petition_id = desk.in_progress()
    page = clerk.submit(f"{HOME}/soan/phieu-chuyen-don", {"sender": "blank", "made_as": "docx"})
    assert "0 trên 2" in page.text
    desk.propose(petition_id)
    _work(desk.runtime)
    done = clerk.get(page.path).text
    assert "Đơn bỏ qua" in done
    assert "vừa đổi bước" in done


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": "2020-01-01", "last": "2020-01-02"}, "Không có đơn nào"),
        ({"first": "2026-03-02", "last": "2026-03-01"}, "Ngày cuối"),
        ({"first": ""}, "Chọn ngày"),
    ],
)
def test_what_is_wrong_is_said(clerk: CheckingClient, fields: dict[str, str], said: str) -> None:
    assert said in clerk.submit(ASK, {"sender": "blank", "made_as": "pdf", **fields}, status=422).text


def test_only_a_clerk_names_senders_by_the_hundred(leader: CheckingClient) -> None:
    assert "Ghi tên, địa chỉ" not in leader.get(ASK).text
    leader.get(f"{HOME}/soan/quyet-dinh-giai-quyet-khieu-nai", status=404)
