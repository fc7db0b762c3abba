"""The lane in front of Flask and the view answer every request alike; whatever is unusual is the view's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from agencies.commands import UpdateServicePoint
from agencies.services import update_service_point
from bootstrap.settings import Settings
from surveys import tickets
from surveys.commands import NewAnswer
from surveys.errors import AnswerNotSaved
from surveys.forms import COUNTER
from surveys.models import SurveyAnswer
from tests.support.counters import Counters
from web import create_app
from web.languages import LanguagePrefix
from web.proxies import TrustedProxies

FORM = "application/x-www-form-urlencoded"
# Tickets and receipts differ from one answer to the next, all else must not.
_SIGNED = re.compile(r"[A-Za-z0-9_-]{108,}")


@dataclass(frozen=True)
class Sent:
    """A request; {code} and {ticket} are filled in, each time with another ticket."""

    body: str | bytes = "ve={ticket}&kenh=qr&diem=4"
    path: str = "/ks/{code}"
    content_type: str | None = FORM
    method: str = "POST"
    point: int = 0
    ticket_point: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    length: str | None = None


PLAIN = {
    "as the page sends it": Sent(),
    "in English": Sent(path="/en/ks/{code}"),
    "from the commune's page": Sent("ve={ticket}&kenh=web&diem=1"),
    "a channel nobody may claim": Sent("ve={ticket}&kenh=kiosk&diem=5"),
    "another order, more fields": Sent("diem=3&x=1&&ve={ticket}"),
    "a field twice": Sent("ve={ticket}&diem=2&diem=5"),
    "with a query": Sent(path="/ks/{code}?kenh=web&diem=1"),
    "from a phone": Sent(headers=(("Accept-Encoding", "gzip, br"), ("Accept-Language", "en"), ("Origin", "null"))),
    "with a cookie of somebody signed in": Sent(headers=(("Cookie", "phien=abc.def; remember_token=x"),)),
    "through a proxy nobody trusts": Sent(headers=(("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Proto", "https"))),
}
UNUSUAL = {
    "no face": Sent("ve={ticket}&kenh=qr"),
    "an empty face": Sent("ve={ticket}&diem="),
    "beyond the scale": Sent("ve={ticket}&diem=6"),
    "two digits": Sent("ve={ticket}&diem=45"),
    "no ticket": Sent("diem=5"),
    "a forged ticket": Sent("ve=" + "A" * 114 + "&diem=5"),
    "a ticket of another counter": Sent(ticket_point=1),
    "a closed counter": Sent(point=2, ticket_point=2),
    "an unknown code": Sent(path="/ks/AAAAAA"),
    "no code": Sent(path="/ks/"),
    "a path below": Sent(path="/ks/{code}/x"),
    "a slash too many": Sent(path="/ks/{code}/"),
    "an encoded face": Sent("ve={ticket}&diem=%34"),
    "an encoded name": Sent("ve={ticket}&d%69em=4"),
    "a plus": Sent("ve={ticket}&diem=4&x=a+b"),
    "raw bytes": Sent(b"diem=\xd9\xa3&ve=\xff\x00"),
    "nothing": Sent(""),
    "only separators": Sent("&&==&="),
    "longer than the lane reads": Sent("ve={ticket}&diem=4&x=" + "a" * 2000),
    "larger than anybody may send": Sent("diem=4", length="99999999"),
    "a length that is none": Sent(length="-5"),
    "a length in other digits": Sent(length="١٥"),
    "no length": Sent(length=""),
    "a charset": Sent(content_type=FORM + "; charset=utf-8"),
    "no content type": Sent(content_type=None),
    "JSON": Sent('{"diem": 4}', content_type="application/json"),
    "multipart": Sent(b"--x\r\n\r\n4\r\n--x--\r\n", content_type="multipart/form-data; boundary=x"),
    "another method": Sent(method="PUT"),
    "the second page": Sent("p={ticket}", path="/ks/{code}/them"),
}  # fmt: skip


class Site:
    """A browser that changes nothing of what it is told to send."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application

    def open(self, environ: dict[str, Any]) -> Response:
        body, status, headers = run_wsgi_app(self._application, environ)
        return Response(body, status, headers)

    def get(self, path: str) -> Response:
        return self.open(EnvironBuilder(path).get_environ())


class Sites:
    """The whole application, and the same without the lane."""

    def __init__(self, app: Flask, counters: Counters) -> None:
        self._counters = counters
        self.whole = Site(app.wsgi_app)
        bare = TrustedProxies(LanguagePrefix(partial(Flask.wsgi_app, app)), ())
        self.without = Site(bare)

    def ticket(self, point: int = 0) -> str:
        runtime, at = self._counters.runtime, self._counters.points[point]
        made = tickets.new_ticket(
            service_point_id=at.id, agency_id=at.agency_id, form_id=COUNTER.id, now=runtime.clock()
        )
        return tickets.sign_ticket(runtime.keys, made)

    def environ(self, sent: Sent, ticket: str | None = None) -> dict[str, Any]:
        filled = {"code": self._counters.points[sent.point].code, "ticket": ticket or self.ticket(sent.ticket_point)}
        body = sent.body if isinstance(sent.body, bytes) else _fill(sent.body, filled).encode()
        builder = EnvironBuilder(
            _fill(sent.path, filled), method=sent.method, data=body, content_type=sent.content_type,
            headers=list(sent.headers),
        )  # fmt: skip
        environ = builder.get_environ()
        if sent.length is not None:
            environ["CONTENT_LENGTH"] = sent.length
        return environ

    def answers(self) -> list[tuple[Any, ...]]:
        a = SurveyAnswer
        with self._counters.runtime.reading() as ctx:
            rows = ctx.session.execute(select(a.overall, a.language, a.channel, a.service_point_id, a.hour))
            return sorted(tuple(row) for row in rows)


def _fill(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


@pytest.fixture
def sites(app: Flask, counters: Counters) -> Sites:
    return Sites(app, counters)


@pytest.fixture
def reached_flask(sites: Sites, app: Flask) -> Iterable[list[str]]:
    """What came through to Flask."""
    seen: list[str] = []
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: seen.append("x"))
    return seen


def comparable(response: Response) -> tuple[str, list[tuple[str, str]], str]:
    body = "" if "Content-Encoding" in response.headers else response.get_data(as_text=True)
    # Flask-Login looks into the session after every answer, hence Vary: what nobody may keep need not say it.
    headers = sorted((name, _SIGNED.sub("…", value)) for name, value in response.headers if name != "Vary")
    return response.status, headers, _SIGNED.sub("…", body)


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_rating_is_answered_as_the_view_would(sites: Sites, reached_flask: list[str], name: str) -> None:
    by_lane = sites.whole.open(sites.environ(PLAIN[name]))
    assert reached_flask == []
    saved = sites.answers()
    by_view = sites.without.open(sites.environ(PLAIN[name]))
    assert reached_flask == ["x"]
    assert comparable(by_lane) == comparable(by_view)
    assert by_lane.status_code == 303
    assert len(saved) == 1
    assert sites.answers() == saved * 2


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_unusual_goes_on_to_the_view_untouched(sites: Sites, reached_flask: list[str], name: str) -> None:
    through_lane = sites.whole.open(sites.environ(UNUSUAL[name]))
    assert reached_flask == ["x"]
    saved = sites.answers()
    by_view = sites.without.open(sites.environ(UNUSUAL[name]))
    assert comparable(through_lane) == comparable(by_view)
    assert sites.answers() == saved * 2


@pytest.mark.parametrize("first_lane", [True, False])
def test_the_same_ticket_twice_is_one_answer_whichever_way_it_came(sites: Sites, first_lane: bool) -> None:
    ticket = sites.ticket()
    order = (sites.whole, sites.without) if first_lane else (sites.without, sites.whole)
    locations = [site.open(sites.environ(Sent(), ticket)).headers["Location"] for site in order]
    assert [("buoc=lai" in location) for location in locations] == [False, True]
    assert len(sites.answers()) == 1


def test_the_page_of_thanks_opens(sites: Sites) -> None:
    sent = sites.whole.open(sites.environ(Sent()))
    assert "Đã gửi" in sites.whole.get(sent.headers["Location"]).get_data(as_text=True)


def test_a_counter_closed_meanwhile_takes_no_more(sites: Sites, counters: Counters) -> None:
    assert sites.whole.open(sites.environ(Sent())).status_code == 303
    point = counters.points[0]
    with counters.runtime.transaction() as ctx:
        update_service_point(ctx, UpdateServicePoint(point.id, point.version, point.number, point.name, active=False))
    for site in (sites.whole, sites.without):
        refused = site.open(sites.environ(Sent()))
        assert refused.status_code == 410
        assert "đã thôi phục vụ" in refused.get_data(as_text=True)
    assert len(sites.answers()) == 1


def test_what_could_not_be_saved_is_tried_once_and_explained(
    sites: Sites, counters: Counters, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[NewAnswer] = []

    def broken(answer: NewAnswer) -> bool:
        tries.append(answer)
        raise AnswerNotSaved

    monkeypatch.setattr(counters.runtime.survey_writer, "save", broken)
    page = sites.whole.open(sites.environ(Sent()))
    assert (page.status_code, len(tries)) == (503, 1)
    assert "Chưa lưu được" in page.get_data(as_text=True)


def test_over_https_the_lane_says_so_too(
    settings: Settings, counters: Counters, data_dir: Path, database_url: str
) -> None:
    secure = Settings.for_tests(data_dir=data_dir, database_url=database_url, public_url="https://xa.example.vn")
    sites = Sites(create_app(secure, runtime=counters.runtime), counters)
    by_lane, by_view = (site.open(sites.environ(Sent())) for site in (sites.whole, sites.without))
    assert comparable(by_lane) == comparable(by_view)
    assert "Strict-Transport-Security" in by_lane.headers


def test_sixteen_at_once_and_a_broken_one_among_them(sites: Sites, in_threads: Callable[..., list[Any]]) -> None:
    requests = [Sent(f"ve={{ticket}}&diem={n % 5 + 1}") for n in range(40)] + [UNUSUAL["a forged ticket"]] * 5
    answers = in_threads([partial(sites.whole.open, sites.environ(sent)) for sent in requests])
    assert sorted(answer.status_code for answer in answers) == [303] * 40 + [422] * 5
    assert len(sites.answers()) == 40


@pytest.fixture
def in_threads() -> Callable[..., list[Any]]:
    from concurrent.futures import ThreadPoolExecutor

    def run(acts: list[Callable[[], Any]]) -> list[Any]:
        with ThreadPoolExecutor(16) as pool:
            return [future.result() for future in [pool.submit(act) for act in acts]]

    return run
