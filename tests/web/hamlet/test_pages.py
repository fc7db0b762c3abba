"""The head of a hamlet: what to carry from house to house, and that it was done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.commands import CreateHamlet
from agencies.services import create_hamlet
from bootstrap.runtime import Runtime
from core import audit
from core.clock import local_date
from disclosures import services
from disclosures.commands import DisclosureContent, DraftDisclosure
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import Officials
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE

PAGE = "/can-bo/thon"
pytestmark = pytest.mark.query_budget(25)


def publish(runtime: Runtime, officials: Officials, units: Mapping[str, UUID], *, item: str, title: str) -> UUID:
    content = DisclosureContent(legal_item=item, title=title, summary="", source="Nội dung.", issuer="UBND xã")
    with runtime.transaction(officials.actor(Role.PUBLISHER), public=True) as ctx:
        disclosure_id = services.draft_disclosure(ctx, DraftDisclosure(units[COMMUNE], content))
        services.publish_disclosure(ctx, disclosure_id, version=1)
    return disclosure_id


@pytest.fixture
def posted(runtime: Runtime, officials: Officials, units: Mapping[str, UUID]) -> UUID:
    publish(runtime, officials, units, item="2", title="Dự toán, không qua Trưởng thôn")
    return publish(runtime, officials, units, item="7", title="Danh sách hộ nghèo")


def test_what_goes_through_the_head_is_listed_and_noted(
    client: CheckingClient, officials: Officials, units: Mapping[str, UUID], posted: UUID, runtime: Runtime,
    clock: SteppingClock,
) -> None:  # fmt: skip
    head = officials.sign_in(client.another(), Role.HAMLET_HEAD)
    page = head.get(PAGE)
    assert "Danh sách hộ nghèo" in page.text
    assert "Chưa báo" in page.text
    assert "không qua Trưởng thôn" not in page.text
    form = f"{PAGE}/{units['hamlet']}/da-bao/{posted}"
    assert form in page.links()
    refused = head.submit(form, {"way": "", "note": "58 hộ dự"}, status=422)
    assert "Chọn một cách" in refused.text
    assert refused.one("input", name="note").get("value") == "58 hộ dự"
    done = head.submit(form, {"way": "hamlet_meeting", "note": "58 hộ dự"})
    assert "Đã báo" in done.text
    head.submit(form, {"way": "hamlet_meeting", "note": "58 hộ dự"})  # once more: nothing is doubled
    publisher = officials.sign_in(client.another(), Role.PUBLISHER)
    told = publisher.get(f"/can-bo/cong-khai/{posted}").text
    assert told.count("58 hộ dự") == 1
    assert "Họp thôn" in told
    with runtime.reading() as ctx:
        assert list(audit.verify(ctx)) == []


@pytest.mark.parametrize("days", [-1, 1], ids=["before", "tomorrow"])
def test_a_day_outside_the_posting_is_refused(
    client: CheckingClient, officials: Officials, units: Mapping[str, UUID], posted: UUID, clock: SteppingClock,
    days: int,
) -> None:  # fmt: skip
    head = officials.sign_in(client, Role.HAMLET_HEAD)
    day = local_date(clock()) + timedelta(days=days)
    fields = {"way": "hamlet_loudspeaker", "told_on": day.isoformat()}
    page = head.submit(f"{PAGE}/{units['hamlet']}/da-bao/{posted}", fields, status=422)
    assert "Ngày báo phải từ ngày công khai" in " ".join(page.one("p", id="told_on-error").itertext())


def test_only_the_head_of_that_hamlet(
    client: CheckingClient, officials: Officials, units: Mapping[str, UUID], posted: UUID, runtime: Runtime
) -> None:
    with runtime.transaction() as ctx:
        other = create_hamlet(ctx, CreateHamlet(commune_id=units[COMMUNE], subtype="Thôn", short_name="Bờ Hồ"))
    head = officials.sign_in(client, Role.HAMLET_HEAD)
    head.get(f"{PAGE}/{other}/da-bao/{posted}", status=403)
    officials.sign_in(client.another(), Role.PUBLISHER).get(PAGE, status=403)


def test_petitions_are_counted_and_nothing_more(
    client: CheckingClient, officials: Officials, units: Mapping[str, UUID], desk: Desk
) -> None:
    hamlet = units["hamlet"]
    ordinary = desk.send(what="Đèn đường đầu thôn hỏng cả tháng.", hamlet_id=hamlet, name="Bà Kín", consent=True)
    desk.triage(ordinary.id)
    kept = desk.send(Concerns.HAMLET_HEAD, what="Trưởng thôn thu tiền không biên lai.", hamlet_id=hamlet)
    desk.triage(kept.id)
    page = officials.sign_in(client, Role.HAMLET_HEAD).get(PAGE)
    assert re.search(r"Đang giải quyết\s*1\b", page.text)
    for secret in ("Đèn đường", "Bà Kín", "biên lai", ordinary.receipt.number):
        assert secret not in page.text
