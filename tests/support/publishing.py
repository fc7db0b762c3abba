"""Answers covered and published in tests, by two people."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from core.actor import Actor
from feedback.publishing import services
from feedback.publishing.commands import SaveWork
from feedback.publishing.models import Publication
from feedback.publishing.queries import read_covering
from tests.support.petitioning import Desk


def cover(desk: Desk, petition_id: UUID, *, by: Actor | None = None, **more: object) -> UUID:
    """Everything suggested is covered."""
    actor = by or desk.actor(Role.HANDLER)
    with desk.runtime.transaction(actor) as ctx:
        seen = read_covering(ctx, petition_id, viewer=ctx.actor)
        values = {"spans": seen.work.spans, **more}
        return services.save_work(ctx, petition_id, SaveWork(seen.version, seen.source.digest, **values))


def version_of(desk: Desk, publication_id: UUID) -> int:
    """The version's own version."""
    with desk.runtime.reading() as ctx:
        found = select(Publication.version).where(Publication.id == publication_id)
        return ctx.session.execute(found).scalar_one()


def propose(desk: Desk, publication_id: UUID, *, by: Actor | None = None) -> None:
    """Hand it on."""
    with desk.runtime.transaction(by or desk.actor(Role.HANDLER)) as ctx:
        services.propose(ctx, publication_id, version=version_of(desk, publication_id))


def publish(desk: Desk, publication_id: UUID, *, by: Actor | None = None) -> UUID:
    """The leader approves."""
    with desk.runtime.transaction(by or desk.actor(Role.LEADER)) as ctx:
        return services.publish(ctx, publication_id, version=version_of(desk, publication_id))


def published(desk: Desk, petition_id: UUID, **more: object) -> UUID:
    """From an answered petition to its public address."""
    publication_id = cover(desk, petition_id, **more)
    propose(desk, publication_id)
    return publish(desk, publication_id)
