"""Who was asked to pay extra: told to the head and the inspection, and betrayed by nothing else.

Every address of the product is read twice by every role it lets in: before and after people said that they were asked.
Whatever differs is a leak. Only what reads the surveys' tables is read again: nothing else can know.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import event, select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule, UUIDConverter
from werkzeug.test import TestResponse

from accounts.roles import Role
from agencies.commands import CreateHamlet
from agencies.services import create_hamlet
from core.clock import local_date
from surveys.building.drafts import create_draft
from surveys.building.ready import find_ready
from surveys.building.versions import OpenDraft, Target, open_draft
from surveys.commands import AddDetails
from surveys.forms import ASKED_EXTRA, YES
from surveys.ingest import record_answers
from surveys.models import SurveyAnswer
from surveys.parts.telling import publish_all
from surveys.services import add_details
from surveys.slips.codes import screen_key
from surveys.states import TargetKind
from surveys.walls.screens import list_walls, put_up_wall
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.support.html import Page
from tests.web.surveys.conftest import SignIn
from web.gates import Gate, gate_of

# A page of the inspection names the commune it reads.
_INSPECTED = "?xa=07288"
TOLD = {
    ("staff_surveys.index", Role.LEADER), ("staff_surveys.index", Role.PROVINCIAL_INSPECTOR),
    ("staff_surveys.version", Role.LEADER), ("staff_surveys.version", Role.PROVINCIAL_INSPECTOR),
}  # fmt: skip
# The net is fine enough when these were in it.
SURELY_READ = {
    "surveys.results", "surveys.results_csv", "surveys.results_xlsx", "surveys.results_json", "surveys.wall",
    "surveys.choose", "surveys.results_province", "staff_surveys.index", "staff_surveys.version",
    "staff_surveys.doubtful", "staff_survey_comments.index",
}  # fmt: skip
ENDS_SESSION = frozenset({"staff_auth.sign_out_everywhere", "staff_auth.sign_out"})
_PLACES = {Role.PROVINCE_ADMIN: "province", Role.PROVINCIAL_INSPECTOR: "province"}
pytestmark = [
    pytest.mark.sqlite_only("pages say the same on either; the counts behind them are tested on both"),
    pytest.mark.query_budget(60),
]


@pytest.fixture
def answered(counters: Counters, clock: SteppingClock) -> Mapping[str, object]:
    """A commune with a questionnaire that asks, a published month and a running one, a screen in the hall."""
    found = find_ready("pks05-mot-cua")
    assert found is not None
    document = dict(found.document)
    follow = {
        "key": "who_asked", "kind": "single", "text": {"vi": "Ở đâu?", "en": "Where?"},
        "options": [{"vi": "Ở quầy", "en": "Here"}, {"vi": "Ở cổng", "en": "There"}],
        "when": {"question": ASKED_EXTRA, "values": [YES]},
    }  # fmt: skip
    document["questions"] = [*document["questions"], follow]
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        draft_id = create_draft(ctx, counters.commune, document)
        targets = (Target(TargetKind.AGENCY, counters.commune),)
        form_id = open_draft(ctx, OpenDraft(draft_id, 1, local_date(ctx.now), None, targets))
    put_up_wall_as(counters)
    give(counters, form_id, 12)
    clock.advance(days=40)
    with counters.runtime.transaction() as ctx:
        publish_all(ctx)
        (wall,) = list_walls(ctx, [counters.commune])
    give(counters, form_id, 12)
    with counters.runtime.reading() as ctx:
        key = screen_key(ctx.keys, counters.points[0].id, ctx.now)
        answer_id = ctx.session.scalars(select(SurveyAnswer.id)).first()
    return {"form_id": form_id, "wall": wall.key, "screen": key, "answer_id": answer_id}


def put_up_wall_as(counters: Counters) -> None:
    with counters.runtime.transaction(counters.official(Role.INTAKE_CLERK)) as ctx:
        put_up_wall(ctx, agency_id=counters.commune, with_dialogue=True, with_disclosures=True)


def give(counters: Counters, form_id: UUID, times: int) -> None:
    with counters.runtime.transaction() as ctx:
        record_answers(ctx, [replace(counters.answer(2 + place % 4), form_id=form_id) for place in range(times)])


def confess(counters: Counters) -> None:
    """Everybody was asked to pay extra."""
    with counters.runtime.transaction() as ctx:
        for answer_id in ctx.session.scalars(select(SurveyAnswer.id).order_by(SurveyAnswer.id)).all():
            add_details(ctx, AddDetails(answer_id, {ASKED_EXTRA: YES, "who_asked": 1}))
    with counters.runtime.transaction() as ctx:
        publish_all(ctx)


def rules(app: Flask) -> Iterator[tuple[Rule, Gate]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        gate = gate_of(app.view_functions[rule.endpoint])
        assert gate is not None, rule.endpoint
        if "GET" in (rule.methods or ()) and rule.endpoint not in ENDS_SESSION:
            yield rule, gate


def address(app: Flask, rule: Rule, counters: Counters, known: Mapping[str, object]) -> str:
    """The rule's address with what there is here, so that pages of surveys are really read."""
    values = {name: _value(name, one, rule, counters, known) for name, one in rule._converters.items()}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values) + _INSPECTED


def _value(name: str, converter: BaseConverter, rule: Rule, counters: Counters, known: Mapping[str, object]) -> object:
    if name in known:
        return known[name]
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    if isinstance(converter, UUIDConverter):
        return counters.points[0].id if name == "point_id" else UUID(int=4)
    if isinstance(converter, IntegerConverter):
        return 0
    if name == "key":
        return known["screen"] if rule.rule.startswith("/man-hinh") else known["wall"]
    if name == "code":
        counter = any(part in rule.rule for part in ("/ks/", "/man-hinh/", "/quay/", "/phieu-giay/"))
        return counters.points[0].code if counter else "24" if rule.rule.startswith("/tinh/") else "07288"
    return "khong-co"


class Watcher:
    """Whether a request read a table of surveys."""

    def __init__(self, counters: Counters) -> None:
        self.seen = False
        event.listen(counters.runtime.engine, "before_cursor_execute", self._note)

    def _note(self, _c: object, _cur: object, statement: str, *_rest: object) -> None:
        self.seen = self.seen or "survey_" in statement

    def read(self, client: CheckingClient, target: str, *, surely: bool = False) -> tuple[str, bool]:
        """What an address shows, and whether surveys were asked; nothing where they were not, unless `surely`."""
        self.seen = False
        response = client.browser.get(target)
        assert response.status_code != 500, target
        return (shown(response) if surely or self.seen else ""), self.seen


# What is made anew for every page: tokens, nonces, moments.
_TICKETS = re.compile(r"[\w\-]{60,}|[0-9a-f]{32,}|\d\d:\d\d(:\d\d)?")


def shown(response: TestResponse) -> str:
    data = response.get_data()
    if response.mimetype == "text/html":
        said = Page(data.decode()).text
    elif response.mimetype.endswith("spreadsheetml.sheet"):
        sheets = load_workbook(io.BytesIO(data)).worksheets
        said = str([list(sheet.iter_rows(values_only=True)) for sheet in sheets])
    elif response.mimetype == "application/pdf":
        said = "pdf"  # drawn from what was asked for, with the moment in it; no figures stand on posters
    else:
        said = data.decode("utf-8", "replace")
    return f"{response.status_code} {_TICKETS.sub('', said)}"


def test_no_page_export_feed_or_screen_tells_who_was_asked_to_pay(
    app: Flask, client: CheckingClient, counters: Counters, answered: Mapping[str, object], sign_in: SignIn
) -> None:
    with counters.runtime.transaction() as ctx:
        hamlet = create_hamlet(ctx, CreateHamlet(counters.commune, "Thôn", "Trung Tâm"))
    watcher = Watcher(counters)
    readers: dict[Role | None, CheckingClient] = {None: client}
    for role in Role:
        place = {Role.HAMLET_HEAD: hamlet}.get(role, getattr(counters, _PLACES.get(role, "commune")))
        readers[role] = sign_in(role, place)
    before: dict[tuple[str, Role | None, str], str] = {}
    for rule, gate in rules(app):
        target = address(app, rule, counters, answered)
        for role in (None,) if gate.open else sorted(gate.roles or set(Role)):
            text, asked = watcher.read(readers[role], target)
            if asked:
                before[rule.endpoint, role, target] = text
    assert {endpoint for endpoint, _, _ in before} >= SURELY_READ
    confess(counters)
    changed = {key[:2] for key, text in before.items() if watcher.read(readers[key[1]], key[2], surely=True)[0] != text}
    assert changed == TOLD
