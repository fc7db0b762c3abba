"""What the pages of units share: the gate, the agency an administrator may change, saving."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.roles import Role
from agencies.policies import can_manage
from agencies.queries import AgencyCard, find_card_by_code
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import Form
from web.gates import requires

bp = Blueprint("admin_agencies", __name__, url_prefix="/quan-tri/don-vi")
gate = requires(Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN)


def managed(code: str) -> AgencyCard:
    """The agency in force with this code that the administrator looks after; others look as if they were not there."""
    card = find_card_by_code(read_context(), code)
    if card is None or not can_manage(actor(), card.path):
        raise NotFound
    return card


def saved(form: Form, act: Callable[[Context], object]) -> bool:
    """Do it; a broken rule goes to the form. Somebody else's quicker change and a missing right become their pages."""
    try:
        with transaction(public=True) as ctx:
            act(ctx)
    except (StaleVersion, Forbidden, NotFound):
        raise
    except DomainError as error:
        add_to_form(form, error)
        return False
    return True


def item_url(code: str) -> str:
    """The page of an agency."""
    return url_for("admin_agencies.item", code=code)


def done(text: str, url: str) -> Response:
    """Say that it is done, on the next page."""
    flash(text or gettext("Đã lưu."))
    return redirect(url, code=303)
