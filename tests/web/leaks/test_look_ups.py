"""Asking for a case by number and code: no answer tells whether the number exists, nor what kind of case it is.

No clock is looked at: each question costs the same keys, the same statements in the same order, and is answered with
the same bytes. What that makes in milliseconds: `python -m bench --lookups`, docs/security.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import delete

from accounts.roles import Role
from accounts.services import disable_account
from casework.locks.codes import COST
from casework.models import CaseKeyRow
from casework.numbers import PER_NUMBER_AND_NETWORK
from core.actor import ANONYMOUS
from core.ids import new_access_code, new_number, random_symbols
from feedback import services
from feedback.drafts import Ticket, load_draft, new_draft, new_ticket, save_draft
from feedback.links.services import SYMBOLS, issue_link
from feedback.states import Concerns, PetitionKind
from tests.support.answering_alike import Course, Work, course_of, first_difference
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.forms import find_form
from tests.support.keys import close_desk, with_key
from tests.support.people import PASSWORD
from tests.support.petitioning import Desk, Sent
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, PROVINCE
from tests.web.petitions.test_question_links import QUESTION

pytestmark = pytest.mark.query_budget(30)
UNKNOWN, NO_NUMBER = "unknown", "no number"
TRACK, OPINION, DATA = "/tra-cuu", "/lay-y-kien/tra-cuu", "/quyen-rieng-tu/yeu-cau"


@dataclass
class Asking:
    """Somebody at a page, whose every question is followed."""

    client: CheckingClient
    watch: QueryWatch
    work: Work

    def course(self, path: str, typed: Mapping[str, str], *, more: Mapping[str, object] | None = None) -> Course:
        """Fill the page's form in, send it."""
        form = find_form(self.client.get(path))
        with course_of(self.watch, self.work) as held:
            held["typed"] = dict(typed)
            held["answer"] = self.client.browser.post(path, data={**form.values, **typed, **(more or {})})
        found = held["course"]
        assert isinstance(found, Course)
        return found


@pytest.fixture
def asking(client: CheckingClient, query_watch: QueryWatch, monkeypatch: pytest.MonkeyPatch) -> Asking:
    work = Work()
    work.watch(monkeypatch)
    return Asking(client, query_watch, work)


@pytest.fixture
def numbers(desk: Desk) -> dict[str, str]:
    """A number of every kind of case there is, one that nobody has and one that is none, each as long as the others."""
    sent = {name: make(desk) for name, make in _KINDS.items()}
    found = {name: one.receipt.number for name, one in sent.items()}
    clerk = with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    locked, denounced = desk.send(Concerns.COMMUNE_OFFICIAL), desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(denounced.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    number = new_number(COMMUNE, 2026)
    return {
        **found, "locked": locked.receipt.number, "locked denunciation": denounced.receipt.number,
        UNKNOWN: number, NO_NUMBER: number[:-1] + ("2" if number[-1] != "2" else "3"),
    }  # fmt: skip


def _open(desk: Desk) -> Sent:
    sent = desk.send()
    desk.triage(sent.id)
    return sent


def _withdrawn(desk: Desk) -> Sent:
    sent = _open(desk)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, sent.id)
    return sent


def _destroyed(desk: Desk) -> Sent:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(delete(CaseKeyRow).where(CaseKeyRow.case_id == sent.id))
    return sent


def _above(desk: Desk) -> Sent:
    sent = desk.send(Concerns.COMMUNE_LEADER)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=desk.province_clerk())
    return sent


_KINDS: dict[str, Callable[[Desk], Sent]] = {
    "just sent": lambda desk: desk.send(), "open": _open, "withdrawn": _withdrawn, "key destroyed": _destroyed,
    "sealed": lambda desk: desk.send(Concerns.COMMUNE_OFFICIAL), "of the chairman": _above,
}  # fmt: skip


def odd_ones(courses: Mapping[str, Course], beside: str = UNKNOWN) -> dict[str, str]:
    """What can be told apart from a number that nobody has."""
    found = {name: first_difference(courses[beside], course) for name, course in courses.items()}
    return {name: difference for name, difference in found.items() if difference}


def test_no_wrong_answer_tells_what_a_number_is(asking: Asking, numbers: Mapping[str, str]) -> None:
    for path, (fields, more) in _FIELDS.items():
        courses = {
            name: asking.course(path, {fields[0]: number, fields[1]: new_access_code()}, more=more)
            for name, number in numbers.items()
        }
        assert courses[UNKNOWN].status == 422
        assert courses[UNKNOWN].work[f"argon2 of a code {COST}"] == 1
        assert odd_ones(courses) == {}, path


_FIELDS: dict[str, tuple[tuple[str, str], Mapping[str, object]]] = {
    TRACK: (("number", "code"), {}),
    OPINION: (("number", "access_code"), {}),
    DATA: (("case_number", "case_code"), {"kind": "access", "about": "case", "words": "Cho tôi xem đơn của tôi."}),
}


def test_nor_does_the_answer_to_too_many(asking: Asking, numbers: Mapping[str, str]) -> None:
    courses = {}
    for place, name in enumerate(("sealed", "locked", UNKNOWN, NO_NUMBER)):
        asking.client.browser.environ_base["REMOTE_ADDR"] = f"192.0.2.{place + 1}"
        for _ in range(PER_NUMBER_AND_NETWORK):
            assert asking.course(TRACK, {"number": numbers[name], "code": new_access_code()}).status == 422
        courses[name] = asking.course(TRACK, {"number": numbers[name], "code": new_access_code()})
    assert "Đã thử sai nhiều lần" in courses[UNKNOWN].body
    assert odd_ones(courses) == {}


def test_no_sign_in_tells_whose_name_there_is(asking: Asking, desk: Desk) -> None:
    closed = desk.officials.create("da-nghi", (Role.HANDLER, desk.units[COMMUNE]))
    with desk.runtime.transaction(desk.officials.actor(Role.PROVINCE_ADMIN)) as ctx:
        disable_account(ctx, account_id=closed)
    desk.officials.create("chua-doi", (Role.HANDLER, desk.units[PROVINCE]), must_change=True, app=False)
    names = {"open": "leader", "closed": "da-nghi", "new": "chua-doi", UNKNOWN: "khong-ai"}
    courses = {}
    for place, (kind, name) in enumerate(names.items()):
        asking.client.browser.environ_base["REMOTE_ADDR"] = f"198.51.{place}.1"  # a network each: none is slowed
        courses[kind] = asking.course("/can-bo/dang-nhap", {"user_name": name, "password": f"{PASSWORD} sai"})
    assert courses[UNKNOWN].status == 422
    assert courses[UNKNOWN].work["argon2 of a password"] == 1
    assert odd_ones(courses) == {}


def test_a_link_that_opens_nothing_looks_like_one_that_never_was(
    asking: Asking, desk: Desk, clock: SteppingClock
) -> None:
    links = {name: _asked(desk) for name in ("answered", "too old")}
    asking.client.submit(f"/hoi/{links['answered']}", {"text": "Cống trước nhà văn hoá thôn."})
    clock.advance(days=40)
    links["never was"] = random_symbols(SYMBOLS)
    pages = {secret: asking.client.get(f"/hoi/{secret}", status=404) for secret in links.values()}
    assert len({page.markup.replace(secret, "") for secret, page in pages.items()}) == 1
    assert len({page.queries for page in pages.values()}) == 1


def _asked(desk: Desk) -> str:
    petition_id: UUID = desk.in_progress()
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), QUESTION)
    with desk.runtime.transaction() as ctx:
        issued = issue_link(ctx, petition_id, days=30)
    assert issued is not None
    return issued.secret


def test_a_survey_s_slip_that_we_did_not_print(asking: Asking) -> None:
    """Three ways to be none of ours: a guess with the right letters, one with a wrong one, no code at all."""
    typed = ("K7Q4M-2X9RT-D3FGH", "K7Q4M-2X9RT-D3FG8", "K7Q4M")
    pages = [asking.client.get(f"/p/{code}", status=404) for code in typed]
    assert len({page.markup.replace(code, "") for page, code in zip(pages, typed, strict=True)}) == 1
    assert len({page.queries for page in pages}) == 1


def test_a_draft_opens_by_its_browser_s_ticket_alone(desk: Desk, query_watch: QueryWatch, clock: SteppingClock) -> None:
    """There is no link to a draft. A ticket that is wrong, too old or of nothing costs one look."""
    old, kept = new_ticket(), new_ticket()
    with desk.runtime.transaction() as ctx:
        save_draft(ctx, old, new_draft(COMMUNE))
    clock.advance(days=3)
    with desk.runtime.transaction() as ctx:
        save_draft(ctx, kept, new_draft(COMMUNE))
    seen = []
    for ticket in (old, new_ticket(), Ticket(kept.id, new_ticket().secret)):
        with desk.runtime.reading() as ctx, query_watch.observe() as looked:
            assert load_draft(ctx, ticket) is None
        seen.append(looked.statements)
    assert seen[0] == seen[1] == seen[2]
