"""What a storm needs: counters that take ratings, and the environment of the web server."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from agencies.commands import CreateServicePoint
from agencies.queries import ServicePointCard, list_service_points
from agencies.services import create_service_point
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings


def set_up_counters(runtime: Runtime, commune: UUID) -> Sequence[ServicePointCard]:
    """Three counters of a commune whose desk is open."""
    with runtime.transaction(public=True) as ctx:
        for number in ("1", "2", "3"):
            create_service_point(ctx, CreateServicePoint(agency_id=commune, number=number, name="Một cửa"))
        return list_service_points(ctx, commune)


def environ_of(settings: Settings) -> dict[str, str]:
    """A real installation's web server with two workers."""
    return {
        "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url, "PORT": str(settings.port),
        "HOST": "127.0.0.1", "PUBLIC_URL": f"http://127.0.0.1:{settings.port}", "DEMO": "0", "WEB_WORKERS": "2",
    }  # fmt: skip
