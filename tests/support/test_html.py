"""The checking client's own eyes: each fault it must see, and a page it must not complain about."""

from __future__ import annotations

import pytest

from tests.support.forms import find_form
from tests.support.html import Page

GOOD = """<!doctype html>
<html lang="vi"><head><title>Gửi đơn</title><script src="/static/app.js"></script></head>
<body><h1>Gửi đơn</h1>
<form method="post" action="/gui-don">
<input type="hidden" name="csrf_token" value="t">
<label for="a">Nội dung</label><textarea id="a" name="content">
cũ</textarea>
<label><input type="radio" name="who" value="1" checked> Không ai</label>
<label><input type="radio" name="who" value="2"> Lãnh đạo xã</label>
<label for="s">Xã</label><select id="s" name="unit"><option value="1">A</option>
<option value="2" selected>B</option></select>
<button name="go" value="1">Gửi</button></form></body></html>"""


def test_a_good_page_has_no_fault() -> None:
    assert Page(GOOD).faults() == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<!doctype html>", "", "invalid HTML"),
        ("</form>", "", "invalid HTML"),
        ("<h1>Gửi đơn</h1>", "", "0 h1"),
        ("<h1>", "<h1>Hai</h1><h1>", "2 h1"),
        ("<title>Gửi đơn", "<title>", "no title"),
        (' lang="vi"', "", "without lang"),
        ('id="s"', 'id="a"', "used 2 times"),
        ('<label for="a">Nội dung</label>', "", "has no label"),
        ('for="a"', 'for="b"', "refers to nothing"),
        (">Gửi</button>", "></button>", "has no name"),
        ("<h1>", '<h1 style="color:red">', "inline style"),
        ("<h1>", '<h1 onclick="x()">', "inline style"),
        ("<h1>", "<script>x()</script><h1>", "inline <script>"),
        ("<h1>", '<img src="/a.png"><h1>', "without alt"),
    ],
)
def test_each_fault_is_seen(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    faults = Page(GOOD.replace(old, new, 1)).faults()
    assert any(fault in found for found in faults), faults


def test_a_fragment_needs_no_frame() -> None:
    assert Page("<p>Một dòng</p>", fragment=True).faults() == []


def test_a_form_is_read_as_a_browser_reads_it() -> None:
    form = find_form(Page(GOOD))
    assert (form.action, form.method) == ("/gui-don", "post")
    assert form.values == {"csrf_token": "t", "content": "cũ", "who": "1", "unit": "2"}
