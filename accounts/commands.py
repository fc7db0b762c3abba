"""Input of the services of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAccount:
    """A new account with its first roles. Without `agency_id` the person works where the first role is held."""

    user_name: str
    name: str
    password_hash: str | None
    must_change: bool = True
    grants: tuple[tuple[Role, UUID], ...] = ()
    agency_id: UUID | None = None
