"""Signing in as people do it: password, second factor, first set-up, and out again."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts import services, totp
from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import PASSWORD, SECRET, Officials
from tests.support.staffed import COMMUNE

SIGN_IN, FACTOR, DESK, OUT = "/can-bo/dang-nhap", "/can-bo/dang-nhap/xac-thuc", "/can-bo", "/can-bo/dang-xuat"
RECOVERY, ME = "/can-bo/dang-nhap/ma-du-phong", "/can-bo/tai-khoan"
Units = Mapping[str, UUID]


def enter(client: CheckingClient, user_name: str, password: str = PASSWORD, **options: int) -> Answer:
    return client.submit(SIGN_IN, {"user_name": user_name, "password": password}, **options)  # type: ignore[arg-type]  # status


def code(clock: SteppingClock, secret: str = SECRET) -> str:
    return totp.current_code(secret, now=clock())


def give_code(client: CheckingClient, typed: str, **options: int) -> Answer:
    return client.submit(FACTOR, {"code": typed}, action=FACTOR, **options)  # type: ignore[arg-type]  # status


def test_password_then_code_then_work(client: CheckingClient, clock: SteppingClock, officials: Officials) -> None:
    officials.account(Role.LEADER)
    page = enter(client, " LEADER ")
    assert page.path == FACTOR
    client.get(DESK, status=303)  # the password alone opens nothing
    page = give_code(client, code(clock))
    assert page.path == DESK
    assert "Người leader" in page.text
    assert "Xã Yên Thế" in page.text


def test_a_role_that_sees_no_petitions_needs_no_second_factor(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.create("khao-sat", (Role.SURVEY_MANAGER, units[COMMUNE]), app=False)
    assert enter(client, "khao-sat").path == DESK


def test_the_wanted_page_opens_after_signing_in(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    officials.account(Role.COMMUNE_ADMIN)
    wanted = client.get("/quan-tri/tai-khoan?sau=x", status=303)
    assert wanted.location.startswith(SIGN_IN)
    client.submit(wanted.location, {"user_name": "commune-admin", "password": PASSWORD})
    assert give_code(client, code(clock)).path == "/quan-tri/tai-khoan?sau=x"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/a\nb"]
)
def test_no_other_site_is_opened_after_signing_in(
    client: CheckingClient, units: Units, officials: Officials, target: str
) -> None:
    officials.create("khao-sat", (Role.SURVEY_MANAGER, units[COMMUNE]), app=False)
    page = client.get(SIGN_IN)
    fields = {
        "user_name": "khao-sat",
        "password": PASSWORD,
        "csrf_token": page.one("input", name="csrf_token").get("value"),
    }
    answer = client.browser.post(SIGN_IN, query_string={"next": target}, data=fields)
    assert answer.headers["Location"] == DESK


def test_the_language_stays(client: CheckingClient, units: Units, officials: Officials) -> None:
    officials.create("khao-sat", (Role.SURVEY_MANAGER, units[COMMUNE]), app=False)
    answer = client.submit(
        f"/en{SIGN_IN}?next=/can-bo/tai-khoan", {"user_name": "khao-sat", "password": PASSWORD}, follow=False
    )
    assert answer.location == f"/en{ME}"


def test_unknown_closed_and_mistyped_look_the_same(
    client: CheckingClient, runtime: Runtime, units: Units, officials: Officials
) -> None:
    officials.account(Role.HANDLER)
    gone = officials.create("da-khoa", (Role.HANDLER, units[COMMUNE]))
    with runtime.transaction() as ctx:
        services.disable_account(ctx, account_id=gone)
    answers = {
        " ".join(client.another().submit(
            SIGN_IN, {"user_name": name, "password": password}, status=422,
        ).text.replace(name, "X").split())
        for name, password in [("khong-co", PASSWORD), ("handler", "sai"), ("da-khoa", PASSWORD)]
    }  # fmt: skip
    assert len(answers) == 1
    assert "chưa đúng" in answers.pop()


def test_guessing_is_slowed_down_and_never_for_good(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    officials.account(Role.LEADER)
    for _ in range(5):
        enter(client, "leader", "sai", status=422)
    page = enter(client, "leader", status=429)
    assert page.response.headers["Retry-After"] == "31"
    assert "Chờ 1 phút" in page.text
    enter(client.another(), "leader", status=429)  # from anywhere
    clock.advance(seconds=31)
    assert enter(client, "leader").path == FACTOR


def test_unknown_names_are_slowed_down_too(client: CheckingClient, clock: SteppingClock, officials: Officials) -> None:
    for _ in range(5):
        enter(client, "khong-co", "sai", status=422)
    enter(client, "khong-co", "sai", status=429)


def test_strangers_guesses_do_not_keep_the_person_out(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    """The browser that signed in before is known and counted apart."""
    officials.account(Role.LEADER)
    enter(client, "leader")
    give_code(client, code(clock))
    client.submit(DESK, {}, action=OUT)
    stranger = client.another()
    for _ in range(5):
        enter(stranger, "leader", "sai", status=422)
    enter(stranger, "leader", status=429)
    assert enter(client, "leader").path == FACTOR


def test_a_right_password_forgets_the_mistakes(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    officials.account(Role.LEADER)
    for _ in range(3):
        for _ in range(4):
            enter(client, "leader", "sai", status=422)
        enter(client, "leader")
        client.submit(FACTOR, {}, action=OUT)


def test_a_code_works_once(client: CheckingClient, clock: SteppingClock, officials: Officials) -> None:
    officials.account(Role.LEADER)
    used = code(clock)
    enter(client, "leader")
    give_code(client, used)
    other = client.another()
    enter(other, "leader")
    assert "đã dùng rồi" in give_code(other, used, status=422).text
    clock.advance(seconds=30)
    assert give_code(other, code(clock)).path == DESK


def test_guessing_codes_is_slowed_down(client: CheckingClient, clock: SteppingClock, officials: Officials) -> None:
    officials.account(Role.LEADER)
    enter(client, "leader")
    wrong = f"{(int(code(clock)) + 1) % 10**6:06d}"
    for _ in range(5):
        give_code(client, wrong, status=422)
    give_code(client, code(clock), status=429)
    clock.advance(seconds=31)
    assert give_code(client, code(clock)).path == DESK


def test_first_sign_in_sets_password_app_and_printed_codes(
    client: CheckingClient, clock: SteppingClock, units: Units, officials: Officials
) -> None:
    officials.create("moi-vao", (Role.INTAKE_CLERK, units[COMMUNE]), must_change=True, app=False)
    page = enter(client, "moi-vao")
    assert page.path == "/can-bo/dang-nhap/mat-khau-moi"
    for step in (ME, DESK):
        client.get(step, status=303)
    again = client.submit(page.path, {"password": "ngắn", "again": "ngắn"}, status=422)
    assert "ít nhất 12" in again.text
    client.submit(page.path, {"password": PASSWORD, "again": PASSWORD}, status=422)  # the one-time one again
    page = client.submit(page.path, {"password": "con trâu là đầu cơ nghiệp", "again": "con trâu là đầu cơ nghiệp"})
    assert page.path == "/can-bo/dang-nhap/thiet-lap"
    assert [one.get("width") for one in page.root.iter() if one.get("role") == "img"] == ["220"]  # the code to scan
    secret = next(text.text for text in page.all("code") if text.text).replace(" ", "")
    wrong = client.submit_on(page, {"code": "000000"}, action=page.path, status=422)
    assert secret in wrong.text.replace(" ", "")  # the app set up a moment ago still counts
    codes = client.submit_on(wrong, {"code": code(clock, secret)}, action=page.path, status=200)
    printed = [element.text for element in codes.all("code")]
    assert len(set(printed)) == 10
    client.get(DESK)
    client.submit(DESK, {}, action=OUT)
    # next time: the new password, and a printed code instead of the app
    assert enter(client, "moi-vao", "con trâu là đầu cơ nghiệp").path == FACTOR
    assert printed[0] is not None
    assert client.submit(RECOVERY, {"code": printed[0].lower().replace("-", " ")}).path == DESK
    client.submit(DESK, {}, action=OUT)
    enter(client, "moi-vao", "con trâu là đầu cơ nghiệp")
    client.submit(RECOVERY, {"code": printed[0]}, status=422)  # once
    assert client.submit(RECOVERY, {"code": printed[1]}).path == DESK
    assert "Còn 8 mã" in client.get(ME).text


def test_an_account_that_needs_a_factor_cannot_skip_setting_it_up(
    client: CheckingClient, units: Units, officials: Officials
) -> None:
    officials.create("moi-vao", (Role.HANDLER, units[COMMUNE]), app=False)
    assert enter(client, "moi-vao").path == "/can-bo/dang-nhap/thiet-lap"
    client.get(DESK, status=303)
    client.post(f"{ME}/ma-du-phong", {}, status=400)  # no token either
    assert client.get(SIGN_IN, status=303).location == "/can-bo/dang-nhap/thiet-lap"


def test_an_unfinished_sign_in_does_not_wait_for_ever(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    officials.account(Role.LEADER)
    enter(client, "leader")
    clock.advance(minutes=21)
    assert client.get(FACTOR, status=303).location == SIGN_IN


def test_the_token_changes_at_each_step_and_the_old_cookie_opens_nothing(
    client: CheckingClient, clock: SteppingClock, officials: Officials
) -> None:
    officials.account(Role.LEADER)

    def token() -> str:
        with client.browser.session_transaction() as cookie:
            return str(cookie["_user_id"])

    enter(client, "leader")
    before = token()
    give_code(client, code(clock))
    assert token() != before
    thief = client.another()
    with thief.browser.session_transaction() as cookie:
        cookie["_user_id"] = before
    thief.get(DESK, status=303)


@pytest.mark.parametrize(("minutes", "times", "works"), [(29, 20, True), (31, 1, False), (29, 26, False)])
def test_idle_and_absolute_time_outs(
    client: CheckingClient, clock: SteppingClock, officials: Officials, minutes: int, times: int, works: bool
) -> None:
    """30 minutes idle, 12 hours in all."""
    officials.sign_in(client, Role.LEADER)
    for _ in range(times - 1):
        clock.advance(minutes=minutes)
        if client.browser.get(DESK).status_code != 200:
            break
    clock.advance(minutes=minutes)
    page = client.follow(client.get(DESK, status=200 if works else 303))
    assert ("Phiên làm việc trước đã hết" in page.text) is not works


def test_leaving_ends_the_session_itself(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    with client.browser.session_transaction() as cookie:
        kept = dict(cookie)
    client.submit(DESK, {}, action=OUT)
    with client.browser.session_transaction() as cookie:
        cookie.update(kept)
    client.get(DESK, status=303)


def test_a_withdrawn_role_and_a_closed_account_act_at_once(
    client: CheckingClient, runtime: Runtime, officials: Officials
) -> None:
    officials.sign_in(client, Role.COMMUNE_ADMIN)
    client.get("/quan-tri/tai-khoan")
    with runtime.transaction() as ctx:
        services.disable_account(ctx, account_id=officials.account(Role.COMMUNE_ADMIN))
    client.get("/quan-tri/tai-khoan", status=303)


def test_a_forged_token_is_nobody(client: CheckingClient, officials: Officials) -> None:
    with client.browser.session_transaction() as cookie:
        cookie["_user_id"] = "x" * 43
    client.get(DESK, status=303)


def test_public_pages_do_not_look_at_the_session(client: CheckingClient, officials: Officials) -> None:
    officials.sign_in(client, Role.LEADER)
    answer = client.get("/")
    assert "Set-Cookie" not in answer.response.headers
    assert "public" in answer.response.headers["Cache-Control"]
