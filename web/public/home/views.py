"""Where do you live; the home pages of communes and provinces; who to ask; what this is."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from agencies.naming import lower_kind
from agencies.queries import (
    AgencyCard,
    find_card_by_code,
    find_successor_code,
    get_card,
    list_children,
    list_open_communes,
    list_provinces,
    search_units,
)  # fmt: skip
from agencies.states import AgencyKind
from core.errors import NotFound
from core.text import clean
from web.context import read_context
from web.gates import public_page
from web.notice import NOTICE_VERSION, notice_name
from web.public.home.facts import home_facts
from web.public.home.links import unit_url
from web.public.home.tasks import tasks_of
from web.public.home.units import unit_sub
from web.rendering import show_agency

bp = Blueprint("public", __name__)
bp.add_app_template_filter(unit_sub)
bp.add_app_template_filter(unit_url)
bp.add_app_template_filter(lower_kind)

MAX_QUERY = 80


@bp.get("/")
@public_page
def home() -> str:
    """Where do you live: search by new or old name, or pick the province."""
    ctx, query = read_context(), clean(request.args.get("q", ""))[:MAX_QUERY]
    hits = search_units(ctx, query, limit=20) if query else ()
    return render_template("public/home/start.html", query=query, hits=hits, provinces=list_provinces(ctx))


@bp.get("/xa/<code>")
@public_page
def commune(code: str) -> str | Response:
    """The home page of a commune; of one that has not opened its desk, the way to somebody who has."""
    ctx, card = read_context(), _find(code, AgencyKind.COMMUNE)
    if isinstance(card, Response):
        return card
    show_agency(card)
    if not card.is_open:
        province = get_card(ctx, card.province_id)
        return render_template("public/home/closed.html", card=card, province=province)
    facts = home_facts(ctx, card)
    return render_template("public/home/agency.html", card=card, facts=facts, tasks=tasks_of(card, facts))


@bp.get("/tinh/<code>")
@public_page
def province(code: str) -> str | Response:
    """The home page of a province: its own desk, and its communes."""
    ctx, card = read_context(), _find(code, AgencyKind.PROVINCE)
    if isinstance(card, Response):
        return card
    show_agency(card)
    communes = list_children(ctx, card.id, AgencyKind.COMMUNE)
    facts = home_facts(ctx, card) if card.is_open else None
    return render_template(
        "public/home/province.html", card=card, communes=communes, facts=facts,
        tasks=tasks_of(card, facts) if facts else (),
    )  # fmt: skip


@bp.get("/hoi-nguoi-truc")
@public_page
def contact() -> str:
    """Somebody to call or to go to."""
    ctx, code = read_context(), request.args.get("don-vi", "")
    card = find_card_by_code(ctx, code) if code else None
    if card is not None and card.kind not in (AgencyKind.PROVINCE, AgencyKind.COMMUNE):
        card = None
    show_agency(card)
    above = get_card(ctx, card.province_id) if card and card.kind == AgencyKind.COMMUNE else None
    desks = () if card else tuple(unit for unit in list_provinces(ctx) if unit.is_open)
    communes = () if card else list_open_communes(ctx)
    return render_template("public/home/contact.html", card=card, province=above, desks=[*desks, *communes])


@bp.get("/quyen-rieng-tu")
@public_page
def privacy() -> str:
    """How what people give is kept."""
    code = request.args.get("don-vi", "")
    card = find_card_by_code(read_context(), code) if code else None
    if card is not None and card.kind not in (AgencyKind.PROVINCE, AgencyKind.COMMUNE):
        card = None
    show_agency(card)
    return render_template("public/home/privacy.html", notice=notice_name(NOTICE_VERSION), card=card)


@bp.get("/gioi-thieu")
@public_page
def about() -> str:
    """What this portal is and what law it serves."""
    return render_template("public/home/about.html")


def _find(code: str, kind: AgencyKind) -> AgencyCard | Response:
    """The unit of an address; after a merger, the way to its successor."""
    ctx = read_context()
    card = find_card_by_code(ctx, code, kind)
    if card is not None:
        return card
    successor = find_successor_code(ctx, code)
    if successor is None:
        raise NotFound
    endpoint = "public.province" if kind is AgencyKind.PROVINCE else "public.commune"
    return redirect(url_for(endpoint, code=successor), code=303)
