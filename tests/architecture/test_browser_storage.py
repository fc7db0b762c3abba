"""Only surveys put anything into the browser's own storage: signing out and the quick way out leave that alone."""

from __future__ import annotations

import re

from tests.support.source import ROOT

SCRIPTS = ROOT / "web" / "static" / "js"
KEEPS = re.compile(
    r"localStorage|sessionStorage|indexedDB|caches\.open|storage\.getDirectory|cookieStore|document\.cookie\s*=[^=]"
)
# The page that says that there is no connection holds nothing of anybody.
KNOWN = {"survey_worker.js", "survey_pin.js", "worker.js"}


def test_nothing_of_a_petition_or_of_work_lies_in_the_browsers_storage() -> None:
    keeping = {path.name for path in SCRIPTS.glob("*.js") if KEEPS.search(path.read_text(encoding="utf-8"))}
    assert keeping <= KNOWN
