"""Requests as real browsers would send them: with sessions, tokens, drafts and tickets made beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from accounts.models import Account
from accounts.sessions import new_token, open_session, rotate
from agencies.models import Agency
from agencies.queries import find_service_point_by_code
from bench.load import whole_request
from bench.world import Installation
from casework.numbers import FoundCase
from core.context import Context
from core.paging import encode_cursor
from demo.world import COMMUNE_CODE
from feedback.drafts import Ticket, new_draft, new_ticket, save_draft
from feedback.machine import DONE_STATES
from feedback.models import Petition
from feedback.states import Concerns, Field, View
from surveys import tickets
from surveys.forms import COUNTER
from surveys.queries import find_open_form_id
from web import create_app
from web.opened import remember
from web.public.petitions.drafting import KEY as DRAFT_KEY

Make = Callable[[int], list[bytes]]

CLERK, SURVEY_MANAGER = "tiepnhan", "khaosat"
TEXT = "Cống thoát nước trước cổng trường bị nghẹt ba tuần nay, mưa là nước tràn vào sân, các cháu lội bùn đi học. " * 3
HOME = f"/xa/{COMMUNE_CODE}"
WRITE = f"/gui-don/{COMMUNE_CODE}"
QUEUE = "/can-bo/don-thu"
# What is looked for: a word of most petitions, one of a few hundred, two that hardly ever meet, one that is nowhere.
TERMS = {"frequent": "thôn", "medium": "387", "rare": "387 41", "absent": "khongdauca"}


def session_cookie(app: Flask, values: dict[str, Any]) -> str:
    """Flask's session cookie with these values in it."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(values)}"


def csrf_pair(app: Flask) -> tuple[str, str]:
    """What the session holds and what the form sends."""
    with app.test_request_context():
        token = generate_csrf()
        return session["csrf_token"], token


class Visitors:
    """Makes requests for one installation; shares its keys and its database."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._runtime = installation.runtime
        self._app = create_app(installation.settings, runtime=self._runtime)

    def home(self, _count: int) -> list[bytes]:
        """The commune's home page."""
        return [whole_request("GET", HOME)]

    def home_anew(self, count: int) -> list[bytes]:
        """The same at an address of its own each time, so that no kept copy is served."""
        return [whole_request("GET", f"{HOME}?n={number}") for number in range(count)]

    def form(self, _count: int) -> list[bytes]:
        """The first step of writing, opened for the first time."""
        return [whole_request("GET", f"{WRITE}/lien-quan")]

    def submissions(self, count: int) -> list[bytes]:
        """The last step of writing: a session and a draft of its own behind each."""
        raw, token = csrf_pair(self._app)
        form = urlencode({"csrf_token": token})
        owned = [new_ticket() for _ in range(count)]
        with self._runtime.transaction() as ctx:
            for ticket in owned:
                self._write_draft(ctx, ticket)
        cookies = (session_cookie(self._app, {"csrf_token": raw, DRAFT_KEY: ticket.pack()}) for ticket in owned)
        return [whole_request("POST", f"{WRITE}/kiem-tra", cookie=cookie, form=form) for cookie in cookies]

    @staticmethod
    def _write_draft(ctx: Context, ticket: Ticket) -> None:
        draft = new_draft(COMMUNE_CODE)
        save_draft(ctx, ticket, replace(draft, what=TEXT, concerns=Concerns.NOBODY, field=Field.INFRASTRUCTURE))

    def tracked(self, _count: int) -> list[bytes]:
        """Answered petitions, each opened in a browser of its own."""
        requests = []
        for petition_id in self._installation.shown:
            with self._app.test_request_context():
                remember(FoundCase(petition_id, "petition", ""))
                cookie = session_cookie(self._app, dict(session))
            requests.append(whole_request("GET", "/tra-cuu/don", cookie=cookie))
        return requests

    def queue(self, view: View) -> Make:
        """The first page of a view, for a clerk who has signed in."""
        return lambda _: [whole_request("GET", f"{QUEUE}?muc={view}", cookie=self._clerk())]

    def queue_deep(self, _count: int) -> list[bytes]:
        """The page of what is done that begins nine tenths down."""
        p = Petition
        own = select(Agency.id).where(Agency.code == COMMUNE_CODE, Agency.valid_to.is_(None)).scalar_subquery()
        done = (p.agency_id == own, p.state.in_(DONE_STATES))
        with self._runtime.reading() as ctx:
            total = ctx.session.execute(select(func.count()).where(*done)).scalar_one()
            rows = select(p.due_at, p.id).where(*done).order_by(p.due_at.desc(), p.id.desc())
            last = ctx.session.execute(rows.offset(total * 9 // 10).limit(1)).one()
        cursor = encode_cursor(list(last))
        return [whole_request("GET", f"{QUEUE}?muc={View.DONE}&sau={cursor}", cookie=self._clerk())]

    def search(self, typed: str) -> Make:
        """The newest petitions that hold these words."""
        address = f"{QUEUE}/tim?{urlencode({'q': typed})}"
        return lambda _: [whole_request("GET", address, cookie=self._clerk())]

    def today(self, _count: int) -> list[bytes]:
        """The first page of an official: what is late, due, new and waiting."""
        return [whole_request("GET", "/can-bo", cookie=self._clerk())]

    def late_anew(self, count: int) -> list[bytes]:
        """How many petitions are overdue in the communes of the province, never a kept copy."""
        return [whole_request("GET", f"/tinh/{self._province()}/qua-han?n={number}") for number in range(count)]

    def _province(self) -> str:
        a = Agency
        with self._runtime.reading() as ctx:
            province = select(a.province_id).where(a.code == COMMUNE_CODE, a.valid_to.is_(None)).scalar_subquery()
            return ctx.session.execute(select(a.code).where(a.id == province)).scalar_one()

    def _clerk(self) -> str:
        return self._signed_in(CLERK)

    def _signed_in(self, user_name: str) -> str:
        token = new_token()
        with self._runtime.transaction() as ctx:
            official = ctx.session.execute(select(Account.id).where(Account.user_name == user_name)).scalar_one()
            session_id = open_session(ctx, account_id=official, token=token, device="bench")
            rotate(ctx, session_id, token=token, factor_shown=True)
        return session_cookie(self._app, {"_user_id": token, "_fresh": True})

    def results(self, count: int) -> list[bytes]:
        """The published ratings of a commune, never a kept copy."""
        return [whole_request("GET", f"{HOME}/khao-sat/ket-qua?n={number}") for number in range(count)]

    def results_of_province(self, count: int) -> list[bytes]:
        """Those of the province: its communes added up and compared."""
        return [
            whole_request("GET", f"/tinh/{self._province()}/khao-sat/ket-qua?n={number}") for number in range(count)
        ]

    def results_at_desk(self, _count: int) -> list[bytes]:
        """What the survey manager sees of a year: every counter, every question, the weeks with their limits."""
        return [whole_request("GET", "/can-bo/khao-sat?ngay=365", cookie=self._signed_in(SURVEY_MANAGER))]

    def survey(self, _count: int) -> list[bytes]:
        """The rating screen."""
        return [whole_request("GET", f"/ks/{self._installation.point_code}")]

    def ratings(self, count: int) -> list[bytes]:
        """Ratings, each with a signed ticket of its own."""
        code, keys = self._installation.point_code, self._runtime.keys
        with self._runtime.reading() as ctx:
            point, form_id = find_service_point_by_code(ctx, code), find_open_form_id(ctx, COUNTER.code)
            assert point is not None
            assert form_id is not None
            now = ctx.now
        requests = []
        for number in range(count):
            ticket = tickets.new_ticket(service_point_id=point.id, agency_id=point.agency_id, form_id=form_id, now=now)
            fields = {"ve": tickets.sign_ticket(keys, ticket), "diem": str(number % 5 + 1), "kenh": "qr"}
            requests.append(whole_request("POST", f"/ks/{code}", form=urlencode(fields)))
        return requests
