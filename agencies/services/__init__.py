"""Writes of agencies."""

from agencies.services.desks import open_agency, rename_agency, update_agency
from agencies.services.mergers import merge_agencies
from agencies.services.parts import create_hamlet, create_office, end_part
from agencies.services.points import create_service_point, update_service_point

__all__ = [
    "create_hamlet", "create_office", "create_service_point", "end_part", "merge_agencies", "open_agency",
    "rename_agency", "update_agency", "update_service_point",
]  # fmt: skip
