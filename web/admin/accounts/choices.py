"""What an administrator may choose: roles they may give, places in their reach."""

from __future__ import annotations

from flask_babel import gettext

from accounts.policies import HeldAt, can_grant
from accounts.queries import Place, list_places
from accounts.roles import READS_SEALED, SIGNS_SEALED, Role
from core.actor import Actor
from core.context import Context
from web.admin.accounts.forms import RoleForm
from web.formatting import label


def fill_choices(ctx: Context, form: RoleForm, *, viewer: Actor, near: str | None = None) -> None:
    """Fill the two lists of the form. What is not listed is refused by the form, and again by the service."""
    places = list_places(ctx, viewer=viewer, near=near)
    roles = [role for role in Role if any(can_grant(viewer, HeldAt(role, place.path)) for place in places)]
    form.gives_sealed = bool((READS_SEALED | SIGNS_SEALED) & set(roles))
    form.role.choices = [("", gettext("Chọn vai trò")), *((role.value, label(role)) for role in roles)]
    first = [] if len(places) == 1 else [("", gettext("Chọn đơn vị"))]
    form.agency.choices = [*first, *((str(place.id), _indented(place)) for place in places)]


def _indented(place: Place) -> str:
    # Spaces at the start of an option collapse: a dash per level shows what lies in what.
    return "– " * place.path.count(".") + place.name
