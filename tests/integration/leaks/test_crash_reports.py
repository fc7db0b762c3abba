"""What the log says of an error is where it happened, never what was in it."""

from __future__ import annotations

import io
import logging

import pytest
from flask import Flask

from web.gates import public

SAID = "zqxw bi mat"


@pytest.fixture
def failing(app: Flask) -> Flask:
    """An application as it really serves, with a view whose error repeats what was sent."""
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_CHECK_DEFAULT=False)

    @public
    def fail(what: str) -> str:
        try:
            int(what)
        except ValueError as error:
            raise RuntimeError(f"row ({what})") from error
        return ""

    app.add_url_rule("/hong/<what>", "hong", fail, methods=["POST"])
    return app


@pytest.mark.sqlite_only
def test_a_crash_is_logged_with_its_places_and_without_its_words(failing: Flask) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    failing.logger.addHandler(handler)
    answer = failing.test_client().post(f"/hong/{SAID}?q={SAID}", data={"x": SAID}, headers={"Referer": f"/{SAID}"})
    failing.logger.removeHandler(handler)
    log = heard.getvalue()
    assert answer.status_code == 500
    assert "row (" not in answer.get_data(as_text=True)
    assert "builtins.RuntimeError" in log
    assert "builtins.ValueError" in log
    assert "test_crash_reports.py" in log
    assert "POST hong" in log
    assert "zqxw" not in log
