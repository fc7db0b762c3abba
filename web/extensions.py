"""Flask extensions, each set up once."""

from __future__ import annotations

import os

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine

from bootstrap.settings import Settings
from core.crypto import Keyring
from core.db import Model
from web import translating
from web.languages import root_of_site


class Database(SQLAlchemy):
    """Flask-SQLAlchemy over the runtime's engine: it gives each request its reading session and closes it."""

    def _make_engine(self, bind_key: str | None, options: dict[str, object], app: Flask) -> Engine:
        engine: Engine = app.extensions["runtime"].engine
        return engine


class SitePathSessions(SecureCookieSessionInterface):
    """The session's cookie stays within the path a proxy shows us under: the rest of that site never gets it."""

    def get_cookie_path(self, app: Flask) -> str:
        """The site's own path, in whatever language."""
        return root_of_site() or "/"


db = Database(metadata=Model.metadata, session_options={"autoflush": False})
csrf = CSRFProtect()
login_manager = LoginManager()


def configure(app: Flask, settings: Settings, keys: Keyring) -> None:
    """Flask's configuration from our settings."""
    app.config.update(
        SECRET_KEY=keys.secret("flask"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SESSION_COOKIE_NAME="phien",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # a farmer may take an hour over a petition; the session bounds it
        WTF_CSRF_SSL_STRICT=False,  # we send no referrer to ourselves on sensitive pages
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES="translations",
        TESTING=settings.testing,
    )
    app.session_interface = SitePathSessions()
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default JSON provider has it


def install(app: Flask) -> None:
    """Bind the extensions."""
    db.init_app(app)
    if app.testing or os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        # Only `flask db` migrates: a web worker starts a quarter of a second earlier, 10 MB lighter, without Alembic.
        from flask_migrate import Migrate

        Migrate(app, db, directory="migrations", compare_type=True)
    csrf.init_app(app)
    # Its context processor would read the session on every page, cached public ones too.
    login_manager.init_app(app, add_context_processor=False)
    translating.install(app)
