"""What people at a counter do, and what came of it."""

from __future__ import annotations

import time

from playwright.sync_api import Page
from sqlalchemy import select

from accounts.roles import Role
from core.clock import local_date
from surveys.building.drafts import create_draft
from surveys.building.ready import find_ready
from surveys.building.versions import OpenDraft, Target, open_draft
from surveys.models import SurveyAnswer
from surveys.states import Channel, TargetKind
from tests.e2e.visitor import Visitor
from tests.support.counters import Counters

UNREACHED = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "favicon")
_PATIENCE = 15.0
_ONCE_MORE = 50
# Asked of the browser until it says so (`wait_until`).
KEPT = "caches.match(location.pathname).then(found => !!found)"
KEPT_IN_ENGLISH = "caches.match('/en' + location.pathname).then(found => !!found)"
KEPT_MORE = "caches.match(location.pathname + '/noi-them', { ignoreSearch: true }).then(found => !!found)"
WAITING_NOTHING = """() => new Promise(done => {
  const opening = indexedDB.open('khao-sat', 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('cho').objectStore('cho').count();
    asked.onsuccess = () => { opening.result.close(); done(asked.result === 0); };
  };
})"""


def wait_until(page: Page, told: str) -> None:
    """Until the browser answers yes; a promise is waited for, also where the test holds the page's clock."""
    end = time.monotonic() + _PATIENCE
    while not page.evaluate(told):
        assert time.monotonic() < end, told
        page.wait_for_timeout(_ONCE_MORE)


def faults(*visitors: Visitor) -> list[str]:
    """What went wrong, but for what nobody could reach."""
    found = [fault for visitor in visitors for fault in visitor.faults]
    return [fault for fault in found if not any(known in fault for known in UNREACHED)]


def answers(counters: Counters) -> list[tuple[int, Channel]]:
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        rows = ctx.session.execute(select(a.overall, a.channel).order_by(a.overall))
        return [(row.overall, row.channel) for row in rows]


def face(page: Page, number: int) -> None:
    page.locator(f"#diem-{number}, #diem[value='{number}']").click()


def rate_kept(page: Page, number: int) -> None:
    """Two taps on the page that the phone kept."""
    assert page.locator(".when-kept").is_visible()
    face(page, number)
    page.get_by_role("button", name="Gửi đánh giá").click()
    page.get_by_role("heading", name="Đã giữ trên máy").wait_for()


def ask_more(counters: Counters) -> None:
    """A questionnaire in which one question depends on another, at every counter of the commune."""
    ready = find_ready("pks05-mot-cua")
    assert ready is not None
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        draft_id = create_draft(ctx, counters.commune, ready.document)
        targets = (Target(TargetKind.AGENCY, counters.commune),)
        open_draft(ctx, OpenDraft(draft_id, 1, local_date(ctx.now), None, targets))


def more_of(counters: Counters) -> list[tuple[int, dict[str, int], bool]]:
    """What came with the faces: the values, and whether there was a comment."""
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        rows = ctx.session.execute(select(a.overall, a.details, a.comment_state).order_by(a.overall))
        return [(row.overall, row.details or {}, row.comment_state is not None) for row in rows]
