"""Frames and addresses as each process remembers them: a request asks no database for them."""

from __future__ import annotations

import time
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from agencies.portal.queries import load_sites
from agencies.portal.sites import Sites
from bootstrap.runtime import Runtime
from core.actor import ANONYMOUS

# On several machines the mark of what is public is each machine's own: this long, and all know.
FRESH_SECONDS = 60
_NONE = Sites()


@dataclass(frozen=True, slots=True)
class _Loaded:
    sites: Sites
    version: int
    until: float


class SiteDirectory:
    """One per process."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._loaded: _Loaded | None = None

    def sites(self) -> Sites:
        """As of the last publication. When the database cannot be asked, what was known before."""
        version, now = self._runtime.public_version.current(), time.monotonic()
        known = self._loaded
        if known is not None and known.version == version and now < known.until:
            return known.sites
        try:
            with self._runtime.reading(ANONYMOUS) as ctx:
                sites = load_sites(ctx)
        except SQLAlchemyError as error:
            structlog.get_logger().warning("portal.sites_unread", error=type(error).__name__)
            return known.sites if known is not None else _NONE
        self._loaded = _Loaded(sites, version, now + FRESH_SECONDS)
        return sites
