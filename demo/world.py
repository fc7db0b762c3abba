"""What the parts of the demo's story share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant

# The story plays in Xã Yên Thế (tỉnh Bắc Ninh): the Đồng Tâm of the seed plans is part of it today.
COMMUNE_CODE = "07288"
# The privacy notice that the people of the story saw.
NOTICE = "2026-11-01"


@dataclass
class World:
    """The demo's people and places, filled by the first parts and used by the later ones."""

    runtime: Runtime
    now: datetime
    province_id: UUID | None = None
    commune_id: UUID | None = None
    paths: dict[UUID, str] = field(default_factory=dict)
    hamlets: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)  # user name → account

    def ago(self, **delta: float) -> datetime:
        """A moment before now: `world.ago(days=3)`."""
        return self.now - timedelta(**delta)

    def at(self, moment: datetime) -> Runtime:
        """The runtime with its clock stopped at a moment of the story, so that services run as they did then."""
        from dataclasses import replace

        return replace(self.runtime, clock=lambda: moment)

    def official(self, user_name: str, role: Role, agency_id: UUID) -> Actor:
        """An official of the story, acting in a role."""
        grant = Grant(role.value, agency_id, self.paths[agency_id])
        return Actor(ActorKind.OFFICIAL, self.accounts[user_name], user_name, (grant,))
