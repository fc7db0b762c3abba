"""The blueprint of surveys for citizens."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from agencies.queries import AgencyCard
from web.rendering import show_agency

bp = Blueprint("surveys", __name__)

Page = str | tuple[str, int] | Response


def show(agency: AgencyCard) -> AgencyCard:
    """Put the agency's name into the frame of the page."""
    show_agency(agency)
    return agency
