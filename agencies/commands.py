"""What the services of agencies are asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpenAgency:
    """Open the desk of a commune or province here."""

    agency_id: UUID
    hotline: str
    desk_address: str = ""


@dataclass(frozen=True, slots=True)
class UpdateAgency:
    """Contact data, as seen at `version`; `remote` None leaves the flag as it is."""

    agency_id: UUID
    version: int
    hotline: str
    desk_address: str
    remote: bool | None = None


@dataclass(frozen=True, slots=True)
class RenameAgency:
    """Another name for the same unit; code and address stay."""

    agency_id: UUID
    version: int
    name: str


@dataclass(frozen=True, slots=True)
class CreateHamlet:
    """A hamlet of a commune: "Thôn" and "Trung Tâm"."""

    commune_id: UUID
    subtype: str
    short_name: str


@dataclass(frozen=True, slots=True)
class CreateOffice:
    """An office of a commune or province, by its full name."""

    agency_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CreateServicePoint:
    """A counter of an agency."""

    agency_id: UUID
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class UpdateServicePoint:
    """What a counter is called and whether it serves, as seen at `version`."""

    service_point_id: UUID
    version: int
    number: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class MergeAgencies:
    """Units that go over into another on a day; the other may be one of theirs or new."""

    from_ids: tuple[UUID, ...]
    into_id: UUID
    on: date
