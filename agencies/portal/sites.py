"""Everything a request needs to know of frames and addresses, at once and frozen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from agencies.portal.content import FrameContent
from agencies.queries import AgencyCard


@dataclass(frozen=True, slots=True)
class Site:
    """A domain or path at which one unit's pages are read."""

    address: str
    card: AgencyCard
    main: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as pages show it."""

    content: FrameContent
    logo_mark: str = ""


@dataclass(frozen=True, slots=True)
class Sites:
    """All of them. `frames`: those in use, by province."""

    by_address: Mapping[str, Site] = field(default_factory=dict)
    main_of: Mapping[UUID, str] = field(default_factory=dict)
    frames: Mapping[UUID, Frame] = field(default_factory=dict)

    def find(self, host: str, prefix: str) -> Site | None:
        """The site of a host and the path a trusted proxy named; without such a path the host's own."""
        return self.by_address.get(host + prefix)

    def knows_host(self, host: str) -> bool:
        """Whether any site lies at this name."""
        return any(address.partition("/")[0] == host for address in self.by_address)

    def base_of(self, agency_id: UUID | None, public_url: str | None) -> str | None:
        """Where a unit's pages are read: its own main address with scheme and port as of PUBLIC_URL, else that."""
        own = self.main_of.get(agency_id) if agency_id is not None else None
        return base_at(own, public_url) if own else public_url

    def frame_for(self, province_id: UUID | None) -> Frame | None:
        """The frame of a province; of a page that belongs to none, the only one there is."""
        if province_id is not None:
            return self.frames.get(province_id)
        return next(iter(self.frames.values())) if len(self.frames) == 1 else None


def base_at(address: str, public_url: str | None) -> str:
    """An address as links need it, with scheme and port as those of PUBLIC_URL."""
    parts = urlsplit(public_url or "https://")
    host, slash, path = address.partition("/")
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{slash}{path}"
