"""Every page that links lead to, opened once by every role: no dead or forbidden link, valid, accessible, on a phone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter

from bootstrap.runtime import build_runtime
from bootstrap.settings import Settings
from demo.accounts import list_accounts
from tests.e2e.conftest import NewVisitor
from tests.e2e.inspecting import markup_faults
from tests.e2e.product import Product
from tests.e2e.screens import PHONE
from tests.e2e.story.citizen import COMMUNE_CODE
from tests.e2e.story.people import step_in
from tests.e2e.visitor import Visitor
from tests.support.html import Page
from web import create_app

# In the middle of a story, behind a form: the journey passes through the petition's; signing in has tests of its own.
MIDWAY = {
    "petitions.concerns", "petitions.photos", "petitions.draft_photo", "petitions.contact", "petitions.check",
    "petitions.receipt", "petitions.wiped", "petitions.case", "petitions.photo", "petitions.rate",
    "petitions.supplement", "petitions.withdraw", "consultations.receipt", "consultations.followed",
    "dialogues.receipt", "surveys.thanks", "staff_auth.enroll", "staff_auth.new_password",
    "staff_auth.second_factor", "staff_auth.recovery_code", "staff_auth.onward",
}  # fmt: skip
# For machines, and what a script or a printed code asks for.
NO_PAGE = {"static", "health.healthz", "api_units.search"}


@dataclass
class Walk:
    """What the roles have seen together."""

    adapter: MapAdapter
    endpoints: set[str]
    officials: tuple[str, ...]
    reached: set[str] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)

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
def walk(product: Product) -> Iterator[Walk]:
    """The route map of the running product."""
    settings = Settings.from_env({"DATA_DIR": str(product.data_dir), "DEMO": "1"})
    runtime = build_runtime(settings)
    url_map: Map = create_app(settings, runtime=runtime).url_map
    readable = {rule.endpoint for rule in url_map.iter_rules() if "GET" in (rule.methods or ())}
    officials = tuple(account.user_name for account in list_accounts(runtime))
    yield Walk(url_map.bind("localhost"), readable, officials)
    runtime.engine.dispose()


def _follow(visitor: Visitor, walk: Walk, starts: list[str], *, prefix: str = "") -> set[str]:
    """Open one address of each view that links lead to; gives the views."""
    waiting, seen = deque(starts), set[str]()
    while waiting:
        address = waiting.popleft()
        endpoint = walk.endpoint(address)
        if endpoint is None or endpoint in seen or endpoint in NO_PAGE:
            continue
        seen.add(endpoint)
        links = _open(visitor, walk, address, prefix + endpoint)
        waiting.extend(link for link in links if link.startswith(f"{prefix}/") and prefix == _language(link))
    return seen


def _language(link: str) -> str:
    return "/en" if link == "/en" or link.startswith("/en/") else ""


def _open(visitor: Visitor, walk: Walk, address: str, kind: str) -> list[str]:
    """In the browser when nobody has looked at this kind of page yet, else only as markup. Gives its links."""
    if kind not in walk.judged:
        answer = visitor.context.request.get(visitor.base + address, max_redirects=0)
        if answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html"):
            walk.judged.add(kind)
            visitor.open(address)
            return Page(visitor.page.content()).links()
    answer = visitor.context.request.get(visitor.base + address)
    if not answer.ok:
        visitor.faults.append(f"{address}: {answer.status}")
        return []
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    markup = answer.text()
    visitor.faults.extend(f"{address}: {fault}" for fault in markup_faults(markup))
    return Page(markup).links()


@pytest.mark.timeout(240)
def test_whoever_follows_links_finds_only_good_pages(new_visitor: NewVisitor, walk: Walk) -> None:
    citizen = new_visitor(PHONE)
    places = ["/", f"/xa/{COMMUNE_CODE}", "/tinh/24", "/xa/07294", "/hoi-nguoi-truc", "/ks"]
    walk.reached |= _follow(citizen, walk, places)
    _follow(citizen, walk, [f"/en{place}" for place in places], prefix="/en")
    for user_name in walk.officials:
        visitor = new_visitor(PHONE)
        step_in(visitor, user_name)
        walk.reached |= _follow(visitor, walk, ["/can-bo"])
        visitor.leave()
    assert walk.endpoints - walk.reached - MIDWAY - NO_PAGE == set(), "no link leads there"
