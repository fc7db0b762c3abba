"""The only HTTP package: citizens, officials, the Board, administrators and machines."""

from __future__ import annotations

from flask import Flask

from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from web import blueprints, budgets, cli, compression, errors, extensions, gates, rendering, security
from web.application import Application
from web.edge_cache import EdgeCache
from web.languages import LanguagePrefix
from web.portal import framing
from web.portal.directory import SiteDirectory
from web.portal.hosts import KnownHosts
from web.proxies import TrustedProxies
from web.public.surveys.lane import RatingLane
from web.seats import Seats
from web.turns import Turns


def create_app(settings: Settings, *, runtime: Runtime | None = None) -> Flask:
    """The application over a runtime (built from the settings unless given)."""
    app = Application("web", static_folder="static", template_folder="templates")
    runtime = runtime or build_runtime(settings)
    app.extensions["runtime"] = runtime
    extensions.configure(app, settings, runtime.keys)
    extensions.install(app)
    directory = SiteDirectory(runtime)
    framing.install(app, directory)  # before the gates: what does not belong to a site is sent away first
    gates.install(app)
    compression.install(app)  # after_request runs backwards: compress what security has marked
    security.install(app)
    errors.install(app)
    budgets.install(app)
    rendering.install(app)
    blueprints.register(app, demo=settings.demo)
    cli.register(app)
    _wrap(app, settings, runtime, directory)
    return app


def _wrap(app: Flask, settings: Settings, runtime: Runtime, directory: SiteDirectory) -> None:
    """What stands before Flask, outermost last: seats, turns, page cache, lane of ratings, known names, language, true
    caller.
    """
    seated = Seats(app.wsgi_app)
    pages = Turns(seated) if runtime.engine.dialect.name == "sqlite" else seated
    cached = EdgeCache(pages, runtime.public_version, settings.edge_cache_seconds)
    lane = RatingLane(cached, runtime, settings)
    known = KnownHosts(lane, directory, settings.public_url)
    outermost = TrustedProxies(LanguagePrefix(known), settings.trusted_proxies)
    app.wsgi_app = outermost  # type: ignore[method-assign]  # Flask's documented way to wrap middleware
