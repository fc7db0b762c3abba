"""The WSGI application; what keeps it from starting is told without a stack trace."""

from bootstrap.preconditions import CannotStart
from bootstrap.settings import Settings, SettingsError
from web import create_app

try:
    app = create_app(Settings.from_env())
except (CannotStart, SettingsError) as reason:
    raise SystemExit(str(reason)) from None
