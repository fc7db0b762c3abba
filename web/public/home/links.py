"""Addresses of pages that other areas own; a page that does not exist (yet) is simply not linked."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for

from agencies.queries import AgencyCard, UnitHit
from agencies.states import AgencyKind


def link(endpoint: str, **values: Any) -> str | None:
    """The address of an endpoint; None when the installation does not have it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def unit_url(unit: AgencyCard | UnitHit) -> str:
    """The home page of a province or commune."""
    endpoint = "public.province" if unit.kind == AgencyKind.PROVINCE else "public.commune"
    return url_for(endpoint, code=unit.code)


def overdue_url(card: AgencyCard) -> str | None:
    """The page on what is overdue in a province or commune."""
    place = "of_province" if card.kind == AgencyKind.PROVINCE else "of_commune"
    return link(f"public_deadlines.{place}", code=card.code)


def contact_url(code: str | None = None) -> str:
    """The page with the people to call, of a unit when its code is given."""
    values: dict[str, Any] = {"don-vi": code} if code else {}
    return url_for("public.contact", **values)
