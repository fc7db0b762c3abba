from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.places import settle
from web.public.home import findings


@pytest.fixture
def units(runtime: Runtime, tmp_path: Path) -> dict[str, UUID]:
    return settle(runtime, tmp_path, "24", "07288")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The agencies that were really read, in order."""
    seen: list[UUID] = []
    facts = findings.commune_facts
    monkeypatch.setattr(findings, "commune_facts", lambda ctx, agency: (seen.append(agency), facts(ctx, agency))[1])
    return seen


def test_findings_are_kept_for_a_minute(
    client: CheckingClient, clock: SteppingClock, units: dict[str, UUID], reads: list[UUID]
) -> None:
    client.get("/xa/07288")
    clock.advance(seconds=59)
    client.get("/xa/07288")
    assert reads == [units["07288"]]
    clock.advance(seconds=1)
    client.get("/xa/07288")
    assert len(reads) == 2


def test_a_publication_drops_them_at_once(
    client: CheckingClient, runtime: Runtime, units: dict[str, UUID], reads: list[UUID]
) -> None:
    client.get("/xa/07288")
    with runtime.transaction(public=True):
        pass
    client.get("/xa/07288")
    assert reads == [units["07288"]] * 2


def test_each_agency_has_its_own(client: CheckingClient, units: dict[str, UUID], reads: list[UUID]) -> None:
    client.get("/xa/07288")
    client.get("/tinh/24")
    assert reads == [units["07288"], units["24"]]
