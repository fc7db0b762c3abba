"""Who may read and do what with survey results. `path` is the agency's place in the tree."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from core.actor import Actor

# Results are read at exactly the agency, except by the province's inspection, which reads all below it.
READERS = (Role.SURVEY_MANAGER, Role.LEADER, Role.BOARD_MEMBER)
PRINTERS = (Role.SURVEY_MANAGER, Role.LEADER, Role.COMMUNE_ADMIN)


def can_read_results(actor: Actor, *, agency_id: UUID, path: str) -> bool:
    """Distribution, trend and reviewed comments of an agency's service points."""
    at = any(actor.holds_at(role, agency_id) for role in READERS)
    return at or actor.holds_over(Role.PROVINCIAL_INSPECTOR, path)


def can_read_confidential(actor: Actor, *, agency_id: UUID, path: str) -> bool:
    """How many were asked to pay extra: the head and the inspection only (law sheet §9.8)."""
    return actor.holds_at(Role.LEADER, agency_id) or actor.holds_over(Role.PROVINCIAL_INSPECTOR, path)


def can_review_comments(actor: Actor, *, agency_id: UUID) -> bool:
    """Open sealed comments and decide what others may read; mark odd answers."""
    return actor.holds_at(Role.SURVEY_MANAGER, agency_id)


def can_print_posters(actor: Actor, *, agency_id: UUID) -> bool:
    """Print the codes of an agency's service points."""
    return any(actor.holds_at(role, agency_id) for role in PRINTERS)


def can_print_all(actor: Actor, *, agency_id: UUID, path: str) -> bool:
    """Print the codes of a unit and of all below it in one go: its own people, and who keeps the province's units."""
    return can_print_posters(actor, agency_id=agency_id) or actor.holds_over(Role.PROVINCE_ADMIN, path)


def can_keep_walls(actor: Actor, *, agency_id: UUID) -> bool:
    """Put up and withdraw a screen in the hall: whoever shows the changing code there."""
    return can_print_slips(actor, agency_id=agency_id)


def can_build(actor: Actor, *, agency_id: UUID) -> bool:
    """Write questionnaires of an agency, open and end them."""
    return actor.holds_at(Role.SURVEY_MANAGER, agency_id)


def can_print_slips(actor: Actor, *, agency_id: UUID) -> bool:
    """Print one-time codes and show the changing code: whoever hands out the slips, or runs the surveys."""
    return any(actor.holds_at(role, agency_id) for role in (Role.SURVEY_MANAGER, Role.INTAKE_CLERK))


def can_enter_paper(actor: Actor, *, agency_id: UUID) -> bool:
    """Enter paper forms and telephone answers."""
    return any(actor.holds_at(role, agency_id) for role in (Role.SURVEY_MANAGER, Role.INTAKE_CLERK))


def can_pair_kiosks(actor: Actor, *, agency_id: UUID) -> bool:
    """Set a tablet up at a service point, and take it off."""
    return any(actor.holds_at(role, agency_id) for role in (Role.SURVEY_MANAGER, Role.INTAKE_CLERK))


def can_name_persons(actor: Actor, *, agency_id: UUID) -> bool:
    """Decide that a window names who serves there: the head of the authority alone."""
    return actor.holds_at(Role.LEADER, agency_id)
