"""The gateway for text messages: sent, surely not sent, and the honest rest."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from core.ports import DeliveryFailed, DeliveryUnknown
from infra.sms import HttpTextMessenger, international


class Gateway(HTTPServer):
    """Answers as it is told, and remembers what came."""

    status = 200
    hangs_up = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.seen: list[tuple[str, str, dict[str, str]]] = []


class _Answers(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers["Authorization"], json.loads(body)))
        if self.server.hangs_up:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def messenger(gateway: Gateway) -> HttpTextMessenger:
    return HttpTextMessenger(f"http://127.0.0.1:{gateway.server_port}/gui?loai=otp", "bi-mat", timeout=5)


def test_one_message_goes_once_with_the_token(gateway: Gateway) -> None:
    messenger(gateway).send(to="0912 345 678", text="Đơn 07288-26-K7Q4-M2X có tin mới.")
    assert gateway.seen == [
        ("/gui?loai=otp", "Bearer bi-mat", {"to": "84912345678", "text": "Đơn 07288-26-K7Q4-M2X có tin mới."})
    ]


@pytest.mark.parametrize("status", [301, 400, 401, 404, 429])
def test_what_the_gateway_refused_surely_did_not_go(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(DeliveryFailed):
        messenger(gateway).send(to="0912345678", text="x")
    assert len(gateway.seen) == 1  # nobody is redirected elsewhere with the token


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_what_broke_behind_the_gateway_may_have_gone(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(DeliveryUnknown):
        messenger(gateway).send(to="0912345678", text="x")


def test_a_line_that_breaks_after_the_words_left_is_unknown(gateway: Gateway) -> None:
    gateway.hangs_up = True
    with pytest.raises(DeliveryUnknown):
        messenger(gateway).send(to="0912345678", text="x")


def test_a_gateway_that_is_not_there_sent_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(DeliveryFailed):
        HttpTextMessenger(f"http://127.0.0.1:{port}/", "t", timeout=5).send(to="0912345678", text="x")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912 345 678", "84912345678"), ("+84 912.345.678", "84912345678"), ("84912345678", "84912345678"),
        ("0084912345678", "0084912345678"), ("113", None), ("", None), ("không có", None),
    ],
)  # fmt: skip
def test_numbers_as_gateways_want_them(typed: str, number: str | None) -> None:
    assert international(typed) == number


def test_what_is_no_number_is_not_sent_anywhere(gateway: Gateway) -> None:
    with pytest.raises(DeliveryFailed):
        messenger(gateway).send(to="113", text="x")
    assert gateway.seen == []


def test_the_token_does_not_show() -> None:
    assert "bi-mat" not in repr(HttpTextMessenger("https://x.vn", "bi-mat"))
