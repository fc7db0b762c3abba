"""What every template can rely on: `ui`, `asset`, `_`, and the filters."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, g, url_for

from agencies.queries import AgencyCard
from core.actor import ANONYMOUS
from web import formatting
from web.languages import current_language, other_language_url, root_of_site
from web.navigation import NavGroup, staff_nav
from web.portal.framing import belongs_here, current_site


@dataclass(frozen=True, slots=True)
class Person:
    """The signed-in official, as the header shows them."""

    name: str
    roles_text: str


@dataclass(frozen=True, slots=True)
class AgencyFrame:
    """Whose page this is, as the header and the footer show it."""

    code: str
    name: str
    short_name: str
    province_name: str
    hotline: str
    home_url: str


@dataclass(frozen=True, slots=True)
class Ui:
    """The frame around a page."""

    language: str
    other_language_url: str
    agency: AgencyFrame | None
    person: Person | None
    staff_nav: tuple[NavGroup, ...]
    demo: bool


_versions: dict[tuple[str, str], str] = {}


def asset(name: str) -> str:
    """The address of a static file, with a version that changes with its content."""
    key = (current_app.static_folder or "", name)
    if key not in _versions or current_app.debug:
        _versions[key] = hashlib.sha256(Path(*key).read_bytes()).hexdigest()[:10]
    return f"{root_of_site()}/static/{name}?v={_versions[key]}"


def show_agency(card: AgencyCard | None) -> None:
    """Whose page this is: the header and the footer name it."""
    g.agency_card = card
    if card is not None:
        belongs_here(card)


def _frame_of(card: AgencyCard | None) -> AgencyFrame | None:
    if card is None:
        return None
    endpoint = "public.province" if card.kind == "province" else "public.commune"
    home = url_for(endpoint, code=card.code)
    return AgencyFrame(card.code, card.name, card.short_name, card.province_name, card.hotline, home)


def _ui() -> Ui:
    from web.context import runtime

    actor = g.get("actor", ANONYMOUS)
    official = actor is not ANONYMOUS and actor.account_id is not None
    site = current_site()
    return Ui(
        language=current_language(),
        other_language_url=other_language_url(),
        agency=_frame_of(g.get("agency_card") or (site.card if site else None)),
        person=Person(actor.name, formatting.roles_text(actor)) if official else None,
        staff_nav=staff_nav(actor) if official else (),
        demo=runtime().settings.demo,
    )


def _frame() -> dict[str, object]:
    return {"ui": _ui()}


def install(app: Flask) -> None:
    """Give templates their globals and filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(asset=asset)
    app.jinja_env.filters.update(formatting.FILTERS)
    app.context_processor(_frame)
    app.add_template_global(app.url_for, "url_for")
