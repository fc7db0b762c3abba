"""The administrator sees each night's proof and what differs; the command mends it, and names what it did."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update

from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.survey_proof import walk_on
from jobs.handlers.proofs import prove_surveys
from surveys.commands import AddDetails
from surveys.forms import ASKED_EXTRA
from surveys.models import SurveyDay
from surveys.proof import running
from surveys.services import add_details
from tests.support.checking_client import CheckingClient
from tests.support.counters import Counters
from tests.web.surveys.conftest import SignIn

PAGE = "/quan-tri/doi-chieu"


def test_what_differs_is_shown_and_mended(
    app: Flask, client: CheckingClient, counters: Counters, sign_in: SignIn, runtime: Runtime
) -> None:
    admin = sign_in(Role.COMMUNE_ADMIN)
    assert "Chưa đối chiếu lần nào" in admin.get(PAGE).text
    counters.rate(5, 4, 2)
    prove_surveys(runtime)
    assert "Không có chỗ nào lệch" in admin.get(PAGE).text
    with runtime.transaction() as ctx:
        ctx.session.execute(update(SurveyDay).values(c5=7))
    command = app.test_cli_runner()
    said = command.invoke(args=["surveys", "prove"])
    assert (said.exit_code, "kept 0 0 1 0 1 7, answers say 0 0 1 0 1 1" in said.output) == (1, True)
    assert "Số đếm khảo sát lệch" in admin.get("/can-bo").text
    shown = admin.get(PAGE).text
    assert "Có 1 chỗ lệch" in shown
    assert "0 · 0 · 1 · 0 · 1 · 7" in shown
    assert "0 · 0 · 1 · 0 · 1 · 1" in shown

    mended = command.invoke(args=["surveys", "mend"])
    assert (mended.exit_code, "0 0 1 0 1 7 → 0 0 1 0 1 1" in mended.output) == (0, True)
    assert "All hold: 3 answers" in command.invoke(args=["surveys", "prove"]).output
    assert "Đã đúng lại trong 30 ngày qua" in admin.get(PAGE).text
    assert _who_was_asked_to_pay(admin, runtime, counters)[:1] == ["không hiện ở đây"]
    client.another().get(PAGE, status=303)


def _who_was_asked_to_pay(admin: CheckingClient, runtime: Runtime, counters: Counters) -> list[str]:
    """Its numbers are for the head and the inspection: the page says that a cell differs, and no more."""
    (answer,) = counters.rate(1, point=1)
    with runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer, {ASKED_EXTRA: 2}))
        ctx.session.execute(update(SurveyDay).where(SurveyDay.question == ASKED_EXTRA).values(c4=7))
    walk_on(runtime, _begun(runtime))
    page = admin.get(PAGE)
    assert "câu chỉ lãnh đạo và thanh tra được xem" in page.text
    assert "chi thêm tiền" not in page.text
    return [cell.text or "" for cell in page.all("td") if cell.get("data-label") == "Đang ghi"]


def _begun(runtime: Runtime) -> running.Walk:
    with runtime.transaction() as ctx:
        return running.begin(ctx)
