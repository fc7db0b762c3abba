"""A province's page gathers the dialogues and promises of all its communes, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import icalendar
import pytest

from accounts.roles import Role
from agencies.queries import get_card
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant
from core.clock import local_date
from deadlines.reference import ensure_reference
from dialogues import commitments, services
from dialogues.commands import MakeCommitment, PlanDialogue
from dialogues.states import CommitmentAct, DialogueForm, DialogueKind
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

ELSEWHERE = "12127"  # another province's
PROMISES, DIALOGUES = f"/tinh/{PROVINCE}/cam-ket", f"/tinh/{PROVINCE}/doi-thoai"


def secretary(runtime: Runtime, units: Mapping[str, UUID], code: str) -> Actor:
    with runtime.reading() as ctx:
        path = get_card(ctx, units[code]).path
    return Actor(ActorKind.OFFICIAL, None, "", (Grant(Role.DIALOGUE_SECRETARY.value, units[code], path),))


def promise(runtime: Runtime, units: Mapping[str, UUID], code: str, text: str, *, days: int) -> UUID:
    with runtime.transaction(secretary(runtime, units, code)) as ctx:
        return commitments.make_commitment(
            ctx,
            MakeCommitment(agency_id=units[code], dialogue_id=None, text=text, owner="Phòng Kinh tế",
                           due_on=local_date(ctx.now) + timedelta(days=days)),
        )  # fmt: skip


def announce(runtime: Runtime, units: Mapping[str, UUID], code: str, title: str, *, days: int) -> UUID:
    with runtime.transaction(secretary(runtime, units, code)) as ctx:
        starts = ctx.now + timedelta(days=days)
        dialogue_id = services.plan_dialogue(
            ctx,
            PlanDialogue(
                agency_id=units[code], kind=DialogueKind.YEARLY, form=DialogueForm.IN_PERSON, title=title,
                topics="Đường", place="Hội trường", how_to_join="Ai cũng dự được", host="Chủ tịch", co_host="",
                starts_at=starts, ends_at=starts + timedelta(hours=2),
            ),
        )  # fmt: skip
        services.announce_dialogue(ctx, dialogue_id, version=1)
    return dialogue_id


@pytest.fixture(autouse=True)
def _rules(runtime: Runtime, units: Mapping[str, UUID]) -> None:
    with runtime.transaction() as ctx:
        ensure_reference(ctx)


def test_promises_of_all_communes_by_what_became_of_them(
    client: CheckingClient, runtime: Runtime, units: Mapping[str, UUID], officials: Officials, clock: SteppingClock
) -> None:
    kept = promise(runtime, units, COMMUNE, "Thay mười hai bóng đèn", days=5)
    promise(runtime, units, OTHER, "Nạo vét mương chợ", days=3)
    promise(runtime, units, PROVINCE, "Rải nhựa đường tỉnh", days=60)
    undone = promise(runtime, units, COMMUNE, "Đổ bê tông ngõ", days=30)
    promise(runtime, units, ELSEWHERE, "Việc của tỉnh khác", days=3)
    for which, outcome in ((kept, CommitmentAct.CONFIRM), (undone, CommitmentAct.DISPUTE)):
        with runtime.transaction(secretary(runtime, units, COMMUNE)) as ctx:
            commitments.act_on_commitment(ctx, which, act=CommitmentAct.CLAIM, note="Xong.", version=1)
        with runtime.transaction(officials.actor(Role.BOARD_MEMBER)) as ctx:
            commitments.act_on_commitment(ctx, which, act=outcome, note="Đã xem.", version=2)
    clock.advance(days=10)
    page = client.get(PROMISES)
    for told in ("Thay mười hai bóng đèn", "Nạo vét mương chợ", "Rải nhựa đường tỉnh", "Xã Bố Hạ", "Tỉnh Bắc Ninh"):
        assert told in page.text
    assert "Việc của tỉnh khác" not in page.text
    assert "Set-Cookie" not in page.response.headers
    found = {fate: client.get(f"{PROMISES}?loc={fate}").text for fate in ("da-giu", "tre-han", "khong-giu")}
    assert "Thay mười hai bóng đèn" in found["da-giu"]
    assert "Nạo vét mương chợ" in found["tre-han"]
    assert "Đổ bê tông ngõ" in found["khong-giu"]
    for fate, others in (("da-giu", "Nạo vét"), ("tre-han", "Rải nhựa"), ("khong-giu", "Thay mười hai")):
        assert others not in found[fate]
    own = client.get(f"/xa/{OTHER}/cam-ket?loc=tre-han").text
    assert "Nạo vét mương chợ" in own
    assert "Đổ bê tông ngõ" not in own


def test_a_long_list_goes_on_within_its_filter(
    client: CheckingClient, runtime: Runtime, units: Mapping[str, UUID], clock: SteppingClock
) -> None:
    for number in range(23):
        promise(runtime, units, COMMUNE, f"Việc hứa thứ {number:02}", days=1 + number)
    clock.advance(days=40)
    first = client.get(f"{PROMISES}?loc=tre-han")
    onward = next(link for link in first.links() if "sau=" in link)
    assert "loc=tre-han" in onward
    second = client.get(onward)
    shown = [f"Việc hứa thứ {number:02}" for number in range(23)]
    assert [text for text in shown if text in first.text] == shown[:20]
    assert [text for text in shown if text in second.text] == shown[20:]


def test_the_calendar_of_a_province(client: CheckingClient, runtime: Runtime, units: Mapping[str, UUID]) -> None:
    announce(runtime, units, COMMUNE, "Đối thoại ở Yên Thế", days=20)
    announce(runtime, units, PROVINCE, "Đối thoại của tỉnh", days=10)
    announce(runtime, units, ELSEWHERE, "Đối thoại tỉnh khác", days=12)
    page = client.get(DIALOGUES)
    assert page.text.index("Đối thoại của tỉnh") < page.text.index("Đối thoại ở Yên Thế")
    assert "Đối thoại tỉnh khác" not in page.text
    answer = client.browser.get(f"{DIALOGUES}.ics")
    events = icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"Đối thoại ở Yên Thế", "Đối thoại của tỉnh"}


def test_one_step_from_the_provinces_home(client: CheckingClient, runtime: Runtime, units: Mapping[str, UUID]) -> None:
    announce(runtime, units, COMMUNE, "Đối thoại ở Yên Thế", days=20)
    promise(runtime, units, COMMUNE, "Thay bóng đèn", days=5)
    home = client.get(f"/tinh/{PROVINCE}")
    assert {PROMISES, DIALOGUES} <= set(home.links())
    assert "1 cam kết" in home.text
    assert client.get(f"/tinh/{COMMUNE}/cam-ket", status=404)
    assert client.get(f"/xa/{PROVINCE}/doi-thoai", status=404)


def test_nothing_yet(client: CheckingClient) -> None:
    assert "Chưa có lời hứa nào" in client.get(PROMISES).text
    assert "Chưa có buổi đối thoại nào" in client.get(DIALOGUES).text
    assert "Không có việc nào" in client.get(f"{PROMISES}?loc=da-giu").text
