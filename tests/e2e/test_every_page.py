"""What links lead to, opened by every role: no dead or forbidden link; valid and accessible on a phone."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter

from bootstrap.runtime import build_runtime
from bootstrap.settings import Settings
from demo.accounts import list_accounts
from tests.e2e.conftest import NewVisitor
from tests.e2e.inspecting import Judge, markup_faults
from tests.e2e.product import Product
from tests.e2e.reading import Reader
from tests.e2e.screens import PHONE
from tests.e2e.story.citizen import COMMUNE_CODE
from tests.e2e.story.people import step_in
from tests.e2e.visitor import Visitor
from web import create_app

# In the middle of a story, behind a form: the journey passes through the petition's; signing in, and giving up a
# passkey that only a real key can make, and giving several petitions at once have tests of their own.
MIDWAY = {
    "petitions.what", "petitions.photos", "petitions.draft_photo", "petitions.contact", "petitions.check",
    "petitions.where", "petitions.writer", "petitions.draft_file", "petitions.sent_file",
    "petitions.receipt", "petitions.wiped", "petitions.case", "petitions.photo", "petitions.rate",
    "petitions.asked", "petitions.asked_done", "staff_petitions.paper", "staff_petitions.review",
    # Only of a commune that runs alone: tests/web/locks.
    "staff_post.bag", "staff_post.receipt",
    # Of a desk without a key, which the demo's desks have: tests/web/locks.
    "staff_locks.close",
    # Behind number and access code, or beside a sealed case: tests/web/confiding.
    "confiding.talk", "confiding.protection", "confiding.change", "confiding.take_back", "confiding.retaliation",
    "confiding.write_on", "staff_protection.record", "staff_protection.alarm",
    # Behind number and access code, or what somebody asked or found: tests/web/privacy.
    "data_rights.followed", "data_rights.receipt", "consultations.erase", "dialogues.erase", "admin_requests.item",
    "admin_breaches.item", "admin_breaches.report",
    "petitions.disagree_with", "petitions.looked", "petitions.begin_formal",
    "petitions.supplement", "petitions.withdraw", "petitions.erase_contact", "consultations.receipt",
    "consultations.followed",
    "dialogues.receipt", "dialogues.followed", "surveys.thanks", "staff_auth.enroll", "staff_auth.new_password",
    "staff_auth.second_factor", "staff_auth.recovery_code", "staff_auth.onward", "staff_auth.remove_passkey",
    "staff_bulk.slips", "staff_bulk.scan_receipt",
    "staff_handover.record", "staff_handover.record_on_paper", "staff_handover.record_sheet",
    "staff_petitions.batch", "staff_petitions.batch_done", "staff_letters.run", "admin_papers.version",
    # A tablet at the desk and a phone without a connection: test_survey_tablet, test_survey_offline.
    "surveys.kiosk", "surveys.kiosk_thanks", "surveys.leaving", "surveys.pairing", "surveys.waiting",
    "surveys.kept_more", "staff_posters.run", "surveys.wall",
    "staff_survey_desk.run", "staff_survey_desk.asking", "surveys.slip", "surveys.screen", "surveys.tell",
    "staff_intake.read", "staff_routes.unlink", "admin_portal.preview",
    "petitions.paper", "petitions.paper_file", "staff_delivery.scan", "staff_postings.again", "staff_postings.photo",
    # A province's portal to sign in at: tests/web/portal.
    "identity.go", "identity.back", "staff_auth.portal_sign_in", "staff_auth.portal_back", "staff_auth.portal_link",
    "staff_auth.portal_link_go", "staff_auth.portal_unlink", "staff_auth.portal_sign_out",
    # Behind a request of two people: tests/web/petitions/test_two_people.py.
    "staff_opening.opening", "staff_copies.copy", "staff_deletions.deletion",
}  # fmt: skip
_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
# A citizen may begin anywhere: an address printed on paper, a search, a bookmark.
PLACES = [
    "/",
    f"/xa/{COMMUNE_CODE}",
    "/tinh/24",
    "/xa/07294",
    "/hoi-nguoi-truc",
    "/ks",
    "/mat-mang",
    "/lay-y-kien/tra-cuu",
]
# What an official finds by searching.
SEARCHES = {"quantritinh": ("/quan-tri/don-vi?q=bo+ha",), "tiepnhan": ("/can-bo/don-thu/tim?q=rac",)}
# So many of each kind are opened (petitions, items, views of a queue): they are in different states.
ENOUGH = 3
# One in each state: each offers other acts.
MORE = {"staff_consultations.item": 6, "staff_dialogues.item": 4}
# For machines, and what a script or a printed code asks for.
NO_PAGE = {
    "answered.photo",
    "staff_bulk.scan_thumb", "staff_bulk.scan_page", "staff_handbook.picture",
    "petitions.scene", "board.scene", "board.photo", "staff_aftermath.scene", "aftermath.scene",
    "surveys.worker", "surveys.kiosk_code", "surveys.wall_code",
    "surveys.screen_code", "static", "health.healthz", "api_units.search", "api_cases.records", "offline.worker",
    "staff_petitions.photo", "staff_copies.photo", "confiding.leave_now",
    "confiding.enclosed", "staff_protection.enclosed", "staff_protection.alarm_enclosed",
    "staff_petitions.enclosed", "staff_routes.suggest", "staff_routes.photo", "staff_routes.enclosed",
    "portal.colours", "portal.logo",
}  # fmt: skip


@dataclass
class Walk:
    """What the roles have seen together."""

    adapter: MapAdapter
    endpoints: set[str]
    officials: tuple[str, ...]
    judge: Judge
    reached: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)

    def endpoint(self, address: str) -> str | None:
        """The view behind an address of ours; None for anything else."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return None
        path = parts.path.removeprefix("/en") or "/"
        try:
            return str(self.adapter.match(path, method="GET")[0])
        except HTTPException:
            return f"nothing at {parts.path}"


@pytest.fixture(scope="module")
def walk(product: Product, judge: Judge) -> Iterator[Walk]:
    """The route map of the running product."""
    settings = Settings.from_env({"DATA_DIR": str(product.data_dir), "DEMO": "1"})
    runtime = build_runtime(settings)
    url_map: Map = create_app(settings, runtime=runtime).url_map
    readable = {rule.endpoint for rule in url_map.iter_rules() if "GET" in (rule.methods or ())}
    officials = tuple(account.user_name for account in list_accounts(runtime))
    yield Walk(url_map.bind("localhost"), readable, officials, judge)
    runtime.engine.dispose()


def _follow(visitor: Visitor, walk: Walk, starts: list[str], *, prefix: str = "") -> set[str]:
    """Open what links lead to, a few of each kind; gives the views."""
    waiting, seen, opened = deque(starts), Counter[str](), set[str]()
    reader = Reader(visitor)
    while waiting:
        address = waiting.popleft()
        endpoint = walk.endpoint(address)
        if endpoint is None or endpoint in NO_PAGE or address in opened:
            continue
        kind = f"{endpoint}?{'&'.join(sorted(parse_qs(urlsplit(address).query)))}"
        if seen[kind] == MORE.get(endpoint, ENOUGH):
            continue
        seen[kind] += 1
        opened.add(address)
        links = _open(visitor, reader, walk, address, prefix + endpoint)
        waiting.extend(link for link in links if link.startswith(f"{prefix}/") and prefix == _language(link))
    reader.leave()
    return {kind.partition("?")[0] for kind in seen}


def _language(link: str) -> str:
    return "/en" if link == "/en" or link.startswith("/en/") else ""


def _open(visitor: Visitor, reader: Reader, walk: Walk, address: str, kind: str) -> list[str]:
    """In the browser when nobody has looked at this kind of page yet, else only as markup. Gives its links."""
    answer = reader.get(address)
    if not answer.ok:
        visitor.faults.append(f"{address}: {answer.status}")
        return []
    if not answer.is_page:
        return []
    markup = answer.body.decode()
    if kind not in walk.opened:
        walk.opened.add(kind)
        visitor.open(address)
        reader.be_the_visitor()
    elif not walk.judge.knows("markup", markup):
        visitor.faults.extend(f"{address}: {fault}" for fault in markup_faults(markup))
    return [unescape(link) for link in _LINK.findall(markup)]


@pytest.mark.timeout(1500)
def test_whoever_follows_links_finds_only_good_pages(new_visitor: NewVisitor, walk: Walk) -> None:
    citizen = new_visitor(PHONE)
    walk.reached |= _follow(citizen, walk, PLACES)
    _follow(citizen, walk, [f"/en{place}" for place in PLACES], prefix="/en")
    for user_name in walk.officials:
        visitor = new_visitor(PHONE)
        step_in(visitor, user_name)
        walk.reached |= _follow(visitor, walk, ["/can-bo", *SEARCHES.get(user_name, ())])
        visitor.leave()
    unreached = walk.endpoints - walk.reached - MIDWAY - NO_PAGE
    assert not unreached, f"no link leads there: {sorted(unreached)}"
