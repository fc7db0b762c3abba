"""Commands for the clerk who runs the server: `flask --app wsgi …`."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

MODULES = (
    "units", "users", "audit", "deadlines", "setup", "search", "scans",
    "keyring", "sealed_post", "erasures", "database", "seed", "surveys", "demo",
)  # fmt: skip


def register(app: Flask) -> None:
    """Add every command group."""
    for name in MODULES:
        app.cli.add_command(import_module(f"web.cli.{name}").group)
