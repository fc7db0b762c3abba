"""What each mode tells its processes."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from bootstrap import preconditions
from bootstrap.preconditions import CannotStart, environment_for


@pytest.fixture(autouse=True)
def _network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preconditions, "lan_address", lambda: "192.0.2.7")


@pytest.mark.parametrize("given", [None, "", "  ", "http://localhost:8000", "http://127.0.0.1"])
def test_a_shared_demo_carries_an_address_a_phone_can_open(given: str | None) -> None:
    environ = {"PORT": "8123"} | ({} if given is None else {"PUBLIC_URL": given})
    env = environment_for("share", environ)
    assert (env["PUBLIC_URL"], env["DEMO"]) == ("http://192.0.2.7:8123", "1")
    assert ip_address(env["HOST"]).is_unspecified


@pytest.mark.parametrize("mode", ["share", "run"])
def test_an_address_of_its_own_is_kept(mode: str) -> None:
    assert environment_for(mode, {"PUBLIC_URL": "https://thu.example.vn"})["PUBLIC_URL"] == "https://thu.example.vn"


def test_the_demo_is_its_own_machine_s_alone() -> None:
    env = environment_for("run", {"PUBLIC_URL": ""})
    assert env["PUBLIC_URL"] == "http://localhost:8000"
    assert "HOST" not in env


def test_real_use_takes_no_address_that_nobody_gave() -> None:
    env = environment_for("start", {})
    assert (env["DEMO"], env.get("PUBLIC_URL")) == ("0", None)


def test_sharing_without_a_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preconditions, "lan_address", lambda: None)
    with pytest.raises(CannotStart):
        environment_for("share", {})
