"""Who reads is said in the words of the place: a ward, a commune, a province."""

from __future__ import annotations

import pytest

from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk

pytestmark = pytest.mark.query_budget(20)
WHAT = {"what": "Cống đầu xóm tắc, nước ngập đường.", "wanted": "Nạo vét cống."}


def asked(client: CheckingClient, code: str) -> str:
    """The page that asks whom it concerns, as text."""
    return client.get(f"/gui-don/{code}/lien-quan").text


def test_a_commune(client: CheckingClient, desk: Desk) -> None:
    words = asked(client, "07288")
    assert "Xã nhận và giữ kín" in words
    assert "Lãnh đạo xã" in words
    assert "Xã không đọc được và không biết có đơn này. Tỉnh nhận." in words


def test_a_province_is_no_commune(client: CheckingClient, desk: Desk) -> None:
    words = asked(client, "24")
    assert "Tỉnh nhận và giữ kín. Nơi bị nói tới không đọc được." in words
    assert "Lãnh đạo xã, phường" in words
    assert "Xã nhận" not in words
    client.submit("/gui-don/24/lien-quan", {"concerns": "commune_leader"})
    client.submit("/gui-don/24/chuyen-gi", WHAT)
    client.submit("/gui-don/24/anh", {})
    client.submit("/gui-don/24/nguoi-gui", {"writer": "alone"})
    assert "Lãnh đạo xã, phường" in client.submit("/gui-don/24/lien-he", {}).text
    assert "thì nơi ấy không đọc được" in client.get("/gui-don/24").text


def test_a_ward(client: CheckingClient, desk: Desk) -> None:
    words = asked(client, "07210")
    assert "Lãnh đạo phường" in words
    assert "Phường không đọc được và không biết có đơn này" in words
