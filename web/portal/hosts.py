"""Which site was asked: the Host header is what a caller claims, so only names we know are believed.

Nothing we write is ever built from that header: addresses come from PUBLIC_URL and from the table of addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from agencies.portal.sites import Site, Sites
from agencies.states import AgencyKind
from web.languages import without_language
from web.portal.directory import SiteDirectory
from web.security import PRIVATE, fixed_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SITE = "dan.site"
"""In the environment: the site that was asked; missing for the installation's own address."""
_NOT_OURS = "421 Misdirected Request"


class KnownHosts:
    """WSGI middleware, behind the language: refuses names that are not ours, and finds the site of those that are."""

    def __init__(self, application: WSGIApplication, directory: SiteDirectory, public_url: str | None) -> None:
        self._application = application
        self._directory = directory
        parts = urlsplit(public_url or "")
        self._own = parts.hostname
        self._secure = parts.scheme == "https"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request."""
        host, prefix = host_name(environ.get("HTTP_HOST", "")), without_language(environ.get("SCRIPT_NAME", ""))
        site: Site | None = None
        if prefix or not self._is_own(host):
            sites = self._directory.sites()
            site = sites.find(host, prefix)
            if site is None and not self._is_served(sites, host):
                return self._refuse(start_response)
        if site is not None:
            environ[SITE] = site
            if environ.get("PATH_INFO", "") in ("", "/"):
                environ["PATH_INFO"] = home_path(site)
        return self._application(environ, start_response)

    def _is_own(self, host: str) -> bool:
        return host == self._own or not _is_public_name(host)

    def _is_served(self, sites: Sites, host: str) -> bool:
        # Without PUBLIC_URL the installation does not know its own name: every name is as good as another.
        return self._own is None or self._is_own(host) or sites.knows_host(host)

    def _refuse(self, start_response: StartResponse) -> Iterable[bytes]:
        body = "Máy chủ này không có trang nào ở địa chỉ đó.\nNo site of this server has that name.\n".encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response(_NOT_OURS, [*headers, *fixed_headers(secure=self._secure), ("Cache-Control", PRIVATE)])
        return [body]


def host_name(header: str) -> str:
    """The name in a Host header, without port, in lower case; "?" for what is no name."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    name = name.partition(":")[0].rstrip(".")
    return name if name and all(c.isalnum() or c in ".-_" for c in name) and name.isascii() else "?"


def home_path(site: Site) -> str:
    """The page that lies at the site's own root."""
    kind = "tinh" if site.card.kind == AgencyKind.PROVINCE else "xa"
    return f"/{kind}/{site.card.code}"


def _is_public_name(host: str) -> bool:
    """Whether a name could be anybody's on the Internet: `localhost`, `app` and IP addresses are reached from near."""
    if host == "?":
        return True
    try:
        ip_address(host)
    except ValueError:
        return "." in host
    return False
