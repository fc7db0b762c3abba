"""The WSGI application."""

from bootstrap.settings import Settings
from web import create_app

app = create_app(Settings.from_env())
