"""The administrator sees each night's proof and what differs; the command mends it, and names what it did."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update

from accounts.roles import Role
from bootstrap.runtime import Runtime
from jobs.handlers.proofs import prove_surveys
from surveys.models import SurveyDay
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
    client.another().get(PAGE, status=303)
