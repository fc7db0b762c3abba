"""What a page takes from the portal: head and foot, canonical addresses, who may show it inside a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from agencies.portal.content import Link
from agencies.portal.sites import Frame, Site, base_at
from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.errors import NotFound
from web.context import runtime
from web.gates import Gate
from web.languages import ENGLISH, current_language, root_of_site
from web.portal.directory import SiteDirectory
from web.portal.hosts import SITE, home_path

DIRECTORY = "portal-directory"
# Pages of citizens; signing in at the portal asks for a password next, so nobody shows it inside another page.
_PUBLIC, _NEVER_FRAMED = "web.public.", "web.public.identity."
# Asked by machines and by the pages themselves, wherever they are.
_EVERYWHERE = (_PUBLIC, "web.api.", "web.demo.", "flask.")


@dataclass(frozen=True, slots=True)
class PortalView:
    """Head and foot as the layout draws them."""

    lines: tuple[str, ...]
    home_url: str
    links: tuple[Link, ...]
    foot_lines: tuple[str, ...]
    foot_links: tuple[Link, ...]
    colours_url: str
    logo_url: str | None


@dataclass(frozen=True, slots=True)
class Alternates:
    """The one address of a page, in both languages."""

    here: str
    vietnamese: str
    english: str


def install(app: Flask, directory: SiteDirectory) -> None:
    """Give templates the frame, send away what does not belong to a site."""
    app.extensions[DIRECTORY] = directory
    app.before_request(_keep_to_site)
    app.after_request(_open_to_portal)  # runs after web.security, which is installed later
    app.jinja_env.globals.update(portal_frame=portal_frame, alternates=alternates, elsewhere=elsewhere)


def current_site() -> Site | None:
    """The site this request came to; None at the installation's own address."""
    return cast("Site | None", request.environ.get(SITE))


def public_base(agency_id: UUID | None) -> str | None:
    """Where a unit's pages are read, for print, mails and links: its own main address, else PUBLIC_URL.

    Never from the Host header. None when the installation does not know its address.
    """
    return _directory().sites().base_of(agency_id, runtime().settings.public_url)


def link_base(agency_id: UUID | None) -> str:
    """What `url_for` of this request has to be put behind to be whole: the same without a path both of them have."""
    return (public_base(agency_id) or "").removesuffix(root_of_site())


def site_base(address: str) -> str:
    """The address as links need it, with scheme and port as those of PUBLIC_URL."""
    return base_at(address, runtime().settings.public_url)


def portal_frame() -> PortalView | None:
    """The frame of this page; None on pages of officials, and where the province keeps none."""
    if "portal_view" not in g:
        preview: Frame | None = g.get("frame_preview")
        frame = (preview or _frame()) if _is_public_page() else None
        g.portal_view = frame_view(frame) if frame else None
    return cast("PortalView | None", g.portal_view)


def elsewhere() -> str:
    """Where all communes are looked for: not at one's own site."""
    base = runtime().settings.public_url if current_site() is not None else None
    return url_for("public.home") if base is None else f"{base}{ENGLISH if is_english() else ''}/"


def is_english() -> bool:
    """Whether this request came to an English address."""
    return current_language() == "en"


def frame_view(frame: Frame) -> PortalView:
    """A frame with the addresses of its colours and its picture."""
    content = frame.content
    return PortalView(
        content.lines, content.home_url, content.links, content.foot_lines, content.foot_links,
        colours_url=url_for("portal.colours", ground=content.ground[1:], ink=content.ink[1:]),
        logo_url=url_for("portal.logo", mark=frame.logo_mark) if frame.logo_mark else None,
    )  # fmt: skip


def frame_origins() -> tuple[str, ...]:
    """Whose pages may show this answer inside a frame: the portal's, for pages of citizens alone."""
    view = _view_module()
    if not view.startswith(_PUBLIC) or view.startswith(_NEVER_FRAMED) or not g.get("gate", _CLOSED).open:
        return ()
    frame = _frame()
    return frame.content.origins if frame else ()


def alternates() -> Alternates | None:
    """The canonical address of a public page; None where there is none to name (forms, errors, unknown address)."""
    gate: Gate = g.get("gate", _CLOSED)
    card: AgencyCard | None = g.get("agency_card")
    base = public_base(card.id if card else _province_or_site()) if gate.cacheable else None
    if base is None or request.endpoint is None:
        return None
    path = _canonical_path(card)
    query = request.query_string.decode("ascii", "ignore")
    tail = f"{path}?{query}" if query else path
    vietnamese, english = f"{base}{tail}", f"{base}{ENGLISH}{tail}"
    return Alternates(english if is_english() else vietnamese, vietnamese, english)


def belongs_here(card: AgencyCard) -> None:
    """On a commune's own site only its pages and its province's are read; another's lead to where that one is.

    Raises a redirect, or NotFound for what cannot be led away.
    """
    site = current_site()
    if site is None or site.card.kind != AgencyKind.COMMUNE or card.id in (site.card.id, site.card.province_id):
        return
    base = public_base(card.id)
    if base is None or request.method not in ("GET", "HEAD"):
        raise NotFound
    abort(redirect(base + _own_part(), code=303))


def _keep_to_site() -> Response | None:
    site = current_site()
    if site is None or request.endpoint is None:
        return None
    if not site.main and request.method in ("GET", "HEAD") and request.endpoint != "static":
        return redirect(site_base(_main_of(site)) + _own_part(), code=308)
    if request.endpoint == "static" or _view_module().startswith(_EVERYWHERE):
        return None
    # Officials work at the installation's own address: their sessions and passkeys belong to it.
    base = runtime().settings.public_url
    if base is None or request.method not in ("GET", "HEAD"):
        raise NotFound
    return redirect(base + _own_part(), code=303)


def _open_to_portal(response: Response) -> Response:
    origins = frame_origins()
    policy = response.headers.get("Content-Security-Policy")
    if origins and policy:
        allowed = " ".join(("frame-ancestors 'self'", *origins))
        response.headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", allowed)
        response.headers.remove("X-Frame-Options")  # it cannot name anybody, and would say no to all
    if current_site() is not None:
        response.vary.add("Host")
    return response


def _main_of(site: Site) -> str:
    return _directory().sites().main_of.get(site.card.id, site.address)


def _own_part() -> str:
    """Language, path and query of this request: what stays when the site changes."""
    site = current_site()
    language = ENGLISH if is_english() else ""
    path = "" if site is not None and request.path == home_path(site) else request.path
    query = request.query_string.decode("ascii", "ignore")
    return language + (path or "/") + (f"?{query}" if query else "")


def _canonical_path(card: AgencyCard | None) -> str:
    site_of_card = _directory().sites().main_of.get(card.id) if card else None
    if card is not None and site_of_card is not None:
        kind = "tinh" if card.kind == AgencyKind.PROVINCE else "xa"
        if request.path == f"/{kind}/{card.code}":
            return "/"
    return request.path


def _province_or_site() -> UUID | None:
    site = current_site()
    return site.card.id if site else None


def _frame() -> Frame | None:
    card: AgencyCard | None = g.get("agency_card")
    site = current_site()
    card = card or (site.card if site else None)
    return _directory().sites().frame_for(card.province_id if card else None)


def _is_public_page() -> bool:
    return request.endpoint is None or _view_module().startswith(_PUBLIC) or g.get("frame_preview") is not None


def _view_module() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    return f"{view.__module__}." if view else ""


def _directory() -> SiteDirectory:
    return cast(SiteDirectory, current_app.extensions[DIRECTORY])


_CLOSED = Gate(open=False)
