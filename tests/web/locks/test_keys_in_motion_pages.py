"""A desk changes its key and rehearses losing it on the page; sealed post is carried and opened."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from accounts.models import Account
from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.locks.desks import find_desk_key
from casework.locks.escrow import make_and_split
from core.actor import ANONYMOUS
from feedback import services
from feedback.drafts import new_draft, new_ticket, save_draft
from feedback.models import Petition
from feedback.sealed_post import sending, taking
from feedback.states import Concerns
from jobs.handlers.boxing import close_older_cases
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.keys import close_desk, enter_with_key, with_key
from tests.support.people import PASSWORD
from tests.support.petitioning import WHAT, Desk
from tests.support.staffed import COMMUNE, PROVINCE

KEYS, POST = "/can-bo/khoa", "/can-bo/thu-niem-phong"
pytestmark = pytest.mark.query_budget(60)


@pytest.fixture
def keepers(runtime: Runtime, desk: Desk) -> list[UUID]:
    """Two who can keep a half."""
    made = [desk.officials.account(role) for role in (Role.RECORDS_CLERK, Role.DATA_PROTECTION_OFFICER)]
    for account_id in made:
        with_key(runtime, account_id)
    return made


@pytest.fixture
def alone(runtime: Runtime) -> Iterator[bytes]:
    """A commune that runs alone."""
    before = runtime.settings
    object.__setattr__(runtime, "settings", replace(before, commune_alone=True, boot_secret=bytes(range(32))))
    yield runtime.settings.boot_secret
    object.__setattr__(runtime, "settings", before)


def test_the_key_is_changed_and_losing_it_rehearsed(
    client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID]
) -> None:
    place, clerk_id = desk.units[COMMUNE], desk.officials.account(Role.INTAKE_CLERK)
    clerk = enter_with_key(client, runtime, clerk_id)
    chosen = {"first": str(keepers[0]), "second": str(keepers[1]), "understood": "y"}
    clerk.submit(f"{KEYS}/{place}/dung", chosen)
    desk.send(Concerns.COMMUNE_OFFICIAL)
    assert "Chọn hai người giữ hộ khác nhau" in clerk.submit(
        f"{KEYS}/{place}/doi", {"first": str(keepers[0]), "second": str(keepers[0])}, status=422
    ).text  # fmt: skip
    clerk.submit(f"{KEYS}/{place}/doi", {"first": str(keepers[1]), "second": str(keepers[0])})
    page = clerk.get(KEYS).text
    assert "mọi đơn đã sang khoá mới" in page
    assert "Chưa diễn tập lần nào" in page
    clerk.submit(KEYS, {}, action=f"{KEYS}/{place}/dien-tap")
    with runtime.reading() as ctx:
        key = find_desk_key(ctx, place)
    assert key is not None
    for keeper_id in keepers:
        keeper = enter_with_key(client.another(), runtime, keeper_id)
        assert "Bàn đang diễn tập mất khoá" in keeper.get(KEYS).text
        keeper.submit(KEYS, {}, action=f"{KEYS}/nua/{key.id}/trao/{clerk_id}")
    assert "đã có 2 trên 2 nửa" in clerk.get(KEYS).text
    clerk.submit(KEYS, {}, action=f"{KEYS}/{place}/dien-tap/ghep")
    page = clerk.get(KEYS).text
    assert "Lần gần nhất" in page
    assert "Mở diễn tập" in page


def test_a_bag_is_carried_opened_and_acknowledged(
    app: Flask, client: CheckingClient, runtime: Runtime, desk: Desk, alone: bytes, clock: SteppingClock, tmp_path: Path
) -> None:
    shell, stick = app.test_cli_runner(), tmp_path / "stick"
    stick.mkdir()
    clerk = desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)
    assert "Văn thư hoặc người quản trị mang túi thư đi" in clerk.get(POST).text
    assert "không cần thư niêm phong" not in clerk.get(POST).text
    province_id = desk.province_clerk().account_id
    assert province_id is not None
    first = with_key(runtime, province_id)
    close_desk(runtime, desk.units[PROVINCE], first)
    province = enter_with_key(client.another(), runtime, province_id)
    with runtime.transaction(first) as ctx:
        key = taking.public_key_of(ctx, desk.units[PROVINCE], address="http://localhost:8000")
    assert key.fingerprint in province.get(POST).text
    carrier = desk.officials.sign_in(client, Role.RECORDS_CLERK)
    assert "Chưa có khoá của tỉnh" in carrier.get(POST).text
    with runtime.transaction() as ctx:
        sending.keep_public_key(ctx, sending.read_public_key(ctx, key.pack()), fingerprint=key.fingerprint)
    ticket, draft = new_ticket(), new_draft(COMMUNE)
    with runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, ticket, replace(draft, what=WHAT, concerns=Concerns.COMMUNE_LEADER))
    with runtime.transaction(ANONYMOUS) as ctx:
        receipt = services.submit_draft(ctx, ticket, notice_version="1", boot=alone)
        (bag,) = sending.list_bags(ctx)
    clock.advance(days=1)
    carrier = desk.officials.sign_in(client.another(), Role.RECORDS_CLERK)
    page = carrier.get(POST).text
    assert "Tải túi ngày" in page
    assert receipt.number not in page
    carried = carrier.browser.get(f"{POST}/tui/{bag.id}").data
    assert "to be carried" in shell.invoke(args=["sealed-post", "status"]).output
    assert "1 bags written" in shell.invoke(args=["sealed-post", "export", str(stick)]).output
    assert [one.read_bytes() for one in stick.iterdir()] == [carried]
    assert "0 bags written" in shell.invoke(args=["sealed-post", "export", str(stick)]).output
    province = enter_with_key(client.another(), runtime, province_id)
    wrong = {"bag_file": (io.BytesIO(b"x"), "x.bin")}
    place = f"{POST}/{desk.units[PROVINCE]}"
    assert "không phải túi thư" in province.submit(POST, wrong, action=f"{place}/nhan", status=422).text
    with runtime.transaction(first) as ctx:  # two megabytes: the test client would leave a file of its own behind
        assert taking.take_bag(ctx, desk.units[PROVINCE], carried).received == 1
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(Petition.number)).scalar_one() == receipt.number
    back = province.browser.get(f"{place}/bien-nhan/{bag.id}").data
    (stick / "receipt").write_bytes(back)
    assert "The receipt holds" in shell.invoke(args=["sealed-post", "receipt", str(stick / "receipt")]).output
    again = {"receipt_file": (io.BytesIO(back), "b.json")}
    carrier.submit(POST, again, action=f"{POST}/bien-nhan", status=422)
    assert "tỉnh đã nhận" in carrier.get(POST).text
    assert shell.invoke(args=["sealed-post", "status"]).exit_code == 0


def test_without_the_key_the_form_says_where_to_bring_it(client: CheckingClient, desk: Desk, alone: bytes) -> None:
    form = f"/gui-don/{COMMUNE}"
    answer = client.submit(f"{form}/lien-quan", {"concerns": Concerns.COMMUNE_LEADER.value}, status=422)
    assert "mang đơn tới hoặc gửi bưu điện" in answer.text


def test_where_the_province_is_at_hand_nothing_is_carried(client: CheckingClient, desk: Desk) -> None:
    carrier = desk.officials.sign_in(client, Role.RECORDS_CLERK)
    assert "Ở đây không cần thư niêm phong" in carrier.get(POST).text


def test_the_sender_of_an_older_case_is_told_until_somebody_opened_it(
    client: CheckingClient, runtime: Runtime, desk: Desk
) -> None:
    sent, clerk_id = desk.send(Concerns.COMMUNE_OFFICIAL), desk.officials.account(Role.INTAKE_CLERK)
    clerk = with_key(runtime, clerk_id)
    close_desk(runtime, desk.units[COMMUNE], clerk)
    close_older_cases(runtime)
    asked = {"number": sent.receipt.number, "code": sent.receipt.access_code}
    assert "Đơn vừa được khoá kín hơn" in client.submit("/tra-cuu", asked).text
    with runtime.transaction(clerk) as ctx:
        services.note_opening(ctx, sent.id)
    assert WHAT in client.another().submit("/tra-cuu", asked).text


def test_the_console_says_how_desks_stand_and_rehearses(
    app: Flask, client: CheckingClient, runtime: Runtime, desk: Desk, keepers: list[UUID]
) -> None:
    shell = app.test_cli_runner()
    said = shell.invoke(args=["keys", "status"])
    assert (said.exit_code, "no key" in said.output) == (1, True)
    clerk = with_key(runtime, desk.officials.account(Role.INTAKE_CLERK))
    with runtime.transaction(clerk) as ctx:
        make_and_split(ctx, desk.units[COMMUNE], keepers)
        names = [
            ctx.session.execute(select(Account.user_name).where(Account.id == one)).scalar_one() for one in keepers
        ]
    both = ["--keeper", names[0], "--keeper", names[1]]
    wrong = shell.invoke(args=["keys", "drill", COMMUNE, *both], input="sai\nsai\n")
    assert "does not open" in wrong.output
    right = shell.invoke(args=["keys", "drill", COMMUNE, *both], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert right.exit_code == 0, right.output
    assert "Both halves together are the desk's key" in right.output
    assert "rehearsed" in shell.invoke(args=["keys", "status"]).output
    desk.send()
    assert "server key 000: in use since" in shell.invoke(args=["keys", "server"]).output
    assert "Server key 001 is in use" in shell.invoke(args=["keys", "rotate-keyring"]).output
    assert "still to be wrapped anew" in shell.invoke(args=["keys", "status"]).output
    assert shell.invoke(args=["keys", "server"]).exit_code == 1
    assert "is still needed" in shell.invoke(args=["keys", "retire", "0", "--yes"]).output
    assert "Nothing is left" in shell.invoke(args=["keys", "rewrap"]).output
    assert "nothing needs it" in shell.invoke(args=["keys", "server"]).output
