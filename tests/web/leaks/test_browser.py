"""What stays in the browser, and what a page lets others hear: nothing put aside, nothing pushed, nobody told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.support.checking_client import CheckingClient
from tests.support.strict_headers import faults

SCRIPTS = Path(__file__).resolve().parents[3] / "web" / "static" / "js"
# Scripts that keep something: those of surveys (ratings at counters, a tablet's PIN), whether keys of the keyboard are
# switched off, and the page for the time without a connection.
KEEPERS = {
    r"\b(?:indexedDB|caches)\b": {"worker.js"}, r"\b(?:local|session)Storage\b": set[str](),
    r"\bdocument\.cookie\b": {"queue.js"},
    r"\b(?:PushManager|pushManager|Notification|showNotification|sendBeacon)\b": set[str](),
}  # fmt: skip


def test_no_script_of_a_petition_puts_anything_aside_or_pushes() -> None:
    texts = {path.name: path.read_text() for path in SCRIPTS.glob("*.js")}
    assert {"app.js", "worker.js"} <= set(texts)
    for use, keepers in KEEPERS.items():
        found = {name for name, text in texts.items() if re.search(use, text) and not name.startswith("survey_")}
        assert found <= keepers, use


def test_what_the_worker_keeps_is_the_page_without_a_connection_alone() -> None:
    worker = (SCRIPTS / "worker.js").read_text()
    assert set(re.findall(r'ROOT \+ "([^"]+)"', worker)) == {"mat-mang", "en/mat-mang", "en/"}
    assert 'credentials: "omit"' in worker


@pytest.mark.sqlite_only
def test_no_page_is_kept_refers_or_measures(app: Flask, client: CheckingClient) -> None:
    """Every address without arguments; whatever is not the same for everybody is kept by nobody."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    assert len(rules) > 50
    assert [rule.rule for rule in rules if re.search(r"metrics|prometheus|statsd|push|beacon", rule.rule)] == []
    for rule in rules:
        answer = client.browser.get(rule.rule)
        assert faults(answer.headers.items(), secure=False) == [], rule.rule
        if "Set-Cookie" in answer.headers or answer.status_code != 200:
            assert answer.headers["Cache-Control"] == "no-store", rule.rule


@pytest.mark.sqlite_only
def test_no_field_of_the_path_is_remembered_by_the_browser(client: CheckingClient) -> None:
    """Where number and code are typed: the browser offers neither to whoever has the device next."""
    page = client.get("/tra-cuu")
    for name in ("number", "code"):
        assert page.one("input", id=name).get("autocomplete") == "off"


@pytest.mark.sqlite_only
def test_that_a_file_is_missing_is_kept_by_nobody(client: CheckingClient) -> None:
    """While a new version is put in place a page may ask for what is not there yet; a year is long for that."""
    for address in ("/static/css/gone.css", "/static/css/gone.css?v=1"):
        missing = client.get(address, status=404)
        assert missing.response.headers["Cache-Control"] == "no-store"
