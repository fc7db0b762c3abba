"""Reads of accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from core.actor import Actor


def reload_actor(session: Session, actor: Actor, *, now: datetime) -> Actor:
    """The actor as the database knows them now."""
    return actor
