"""The journey: a citizen sends a petition and rates a counter, officials take it to its answer.

Everyone does what people do when a page does not come: look again, and send again only what has not happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from accounts.totp import current_code
from bootstrap.runtime import Runtime
from core.clock import utc_now
from feedback.models import Petition
from feedback.states import Happened
from surveys import tickets
from tests.crash.browser import Answer, Browser, Interrupted
from tests.support.forms import find_form
from tests.support.html import text
from tests.support.people import PASSWORD, SECRET
from tests.support.staffed import COMMUNE

T = TypeVar("T")
QUEUE = "/can-bo/don-thu"
WRITE = f"/gui-don/{COMMUNE}"
CHECK = f"{WRITE}/kiem-tra"


@dataclass(frozen=True, slots=True)
class Told:
    """What a citizen was shown: they hold us to it."""

    number: str
    access_code: str


@dataclass
class Promised:
    """Everything that was acknowledged to somebody."""

    petitions: list[Told] = field(default_factory=list)
    transitions: list[tuple[UUID, Happened]] = field(default_factory=list)
    ratings: list[UUID] = field(default_factory=list)


@dataclass
class Crew:
    """Who acts: browsers by role, the patience to wait for the server, and a look into the database."""

    runtime: Runtime
    port: int
    officials: Mapping[Role, Browser]
    assignee: UUID
    point_code: str
    wait_for_web: Callable[[], None]
    promised: Promised = field(default_factory=Promised)

    def again(self, act: Callable[[], T]) -> T:
        """Repeat a harmless act until an answer comes."""
        for _ in range(40):
            try:
                return act()
            except Interrupted:
                self.wait_for_web()
        raise AssertionError("forty attempts, no answer")

    def petition(self, browser: Browser, number: int) -> None:
        """One petition from the first word to the answer."""
        told = self._write_and_send(browser, number)
        self.promised.petitions.append(told)
        self._rate_counter(browser)
        case = self._id_of(told.number)
        clerk, handler, leader = Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER
        triage = {"kind": "report", "field": "infrastructure", "urgency": "ordinary", "title": "Cống đầu xóm tắc"}
        self._act(clerk, case, "phan-loai", Happened.TRIAGED, **triage)
        self._act(clerk, case, "giao", Happened.ASSIGNED, assignee=str(self.assignee))
        self._act(handler, case, "bat-dau", Happened.STARTED)
        answer = {"outcome": "resolved", "text": "Xã đã cho nạo vét cống hôm qua.", "public_text": "Đã nạo vét cống."}
        self._act(handler, case, "soan", None, **answer)
        self._act(handler, case, "trinh", Happened.PROPOSED)
        self._act(leader, case, "duyet", Happened.ANSWERED)

    def _write_and_send(self, browser: Browser, number: int) -> Told:
        words = f"Cống đầu xóm số {number} tắc, nước ngập đường đi học."
        person = {"email": f"ba.con.{number}@example.vn", "consent": "y"}
        self.again(lambda: self._step(browser, "lien-quan", concerns="nobody"))
        self.again(lambda: self._step(browser, "chuyen-gi", what=words))
        self.again(lambda: self._step(browser, "anh"))
        self.again(lambda: self._step(browser, "lien-he", **person))
        form = find_form(self.again(lambda: browser.get(CHECK)).page, action=CHECK)
        self.again(lambda: _went_on(browser.post(CHECK, form.values)))
        first = self._receipt(browser)
        # A second tap, or the same form sent again after a crash: one petition, one receipt.
        self.again(lambda: _went_on(browser.post(CHECK, form.values)))
        assert self._receipt(browser) == first
        return first

    def _step(self, browser: Browser, step: str, **typed: str) -> None:
        _went_on(browser.fill(f"{WRITE}/{step}", **typed))

    def _receipt(self, browser: Browser) -> Told:
        page = self.again(lambda: browser.get(f"{WRITE}/da-gui")).page
        return Told(text(page.one("p", class_="panel__code")), text(page.one("code")))

    def _rate_counter(self, browser: Browser) -> None:
        path = f"/ks/{self.point_code}"
        form = find_form(self.again(lambda: browser.get(path)).page, action=path)
        ticket = tickets.read_ticket(self.runtime.keys, form.values["ve"], now=utc_now())
        assert ticket is not None
        self.again(lambda: _went_on(browser.post(path, {**form.values, "diem": "4"})))
        self.promised.ratings.append(tickets.answer_id(self.runtime.keys, ticket.number))

    def _act(self, role: Role, case: UUID, slug: str, happened: Happened | None, **typed: str) -> None:
        """One act of an official. When no answer came, the version tells whether it was done."""
        browser, path = self.officials[role], f"{QUEUE}/{case}"
        form = find_form(self.again(lambda: browser.get(path)).page, action=f"/{slug}")
        version = int(form.values["version"])

        def once() -> None:
            if self._version(case) == version:
                _went_on(browser.post(form.action, {**form.values, **typed}))

        self.again(once)
        if happened is not None:
            self.promised.transitions.append((case, happened))

    def _version(self, case: UUID) -> int:
        with self.runtime.reading() as ctx:
            return ctx.session.execute(select(Petition.version).where(Petition.id == case)).scalar_one()

    def _id_of(self, number: str) -> UUID:
        with self.runtime.reading() as ctx:
            return ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()


def sign_in(browser: Browser, user_name: str) -> Browser:
    """Password, then the six digits."""
    answer = browser.fill("/can-bo/dang-nhap", user_name=user_name, password=PASSWORD)
    assert answer.status == 303, answer.text
    code = current_code(SECRET, now=utc_now())
    answer = browser.fill(answer.location, code=code)
    assert answer.status == 303, answer.text
    return browser


def _went_on(answer: Answer) -> None:
    assert answer.status == 303, f"{answer.status}: {answer.page.text[:600]}"
