"""The lane reads a plain form as werkzeug does, or leaves it alone; what is open is remembered for seconds only."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.formparser import parse_form_data

from surveys.ratings import OpenPoint, Posted
from web.public.surveys.lane import read_plain_form
from web.public.surveys.open_points import OpenPoints

PIECES = st.sampled_from(
    [b"ve", b"diem", b"kenh", b"=", b"&", b"4", b"x", b"+", b"%", b"%34", b"\xc3", b"\x00", b";", b" "]
)
BODIES = st.one_of(st.binary(max_size=80), st.lists(PIECES, max_size=24).map(b"".join))


@given(BODIES)
@example(b"ve=a&diem=4&kenh=qr")
@example(b"diem=4&diem=5&ve&=&&kenh==")
def test_a_plain_form_is_read_as_werkzeug_reads_it(body: bytes) -> None:
    posted = read_plain_form(body)
    environ = {
        "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }  # fmt: skip
    form = parse_form_data(environ)[1]
    if posted is None:
        assert b"%" in body or b"+" in body or not body.isascii()
    else:
        assert posted == Posted(*(form.get(name, "") for name in ("ve", "diem", "kenh")))


class Desk:
    """Answers what is asked of it, and counts."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.point: OpenPoint | None = OpenPoint(uuid4(), uuid4(), uuid4())
        self.now = 100.0

    def find(self, code: str) -> OpenPoint | None:
        self.asked.append(code)
        return self.point

    def tick(self) -> float:
        return self.now


def test_an_open_point_is_asked_for_again_after_its_seconds() -> None:
    desk = Desk()
    points = OpenPoints(desk.find, seconds=3, tick=desk.tick)
    assert points.get("ABCDEF") == points.get("ABCDEF") == desk.point
    assert desk.asked == ["ABCDEF"]
    desk.point, desk.now = None, desk.now + 3
    assert points.get("ABCDEF") is None
    assert desk.asked == ["ABCDEF"] * 2


def test_what_is_not_open_is_never_remembered() -> None:
    desk = Desk()
    open_point, desk.point = desk.point, None
    points = OpenPoints(desk.find, seconds=3, tick=desk.tick)
    assert points.get("ABCDEF") is None
    desk.point = open_point
    assert points.get("ABCDEF") == open_point


def test_no_seconds_means_no_memory() -> None:
    desk = Desk()
    points = OpenPoints(desk.find, seconds=0, tick=desk.tick)
    points.get("ABCDEF")
    points.get("ABCDEF")
    assert len(desk.asked) == 2
