"""Reactions to what happens to petitions."""

from __future__ import annotations

from jobs.handling import Handlers

HANDLERS: Handlers = {}
