"""How every form of this area is sent: what was typed stays, a lost race is a 409 page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.policies import can_act, can_open
from feedback.queries import CaseView, get_case
from feedback.services import note_opening
from feedback.states import Act
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import VersionForm

Page = str | Response | tuple[str, int]
_PAGES = (NotFound, Forbidden)


def for_act(petition_id: UUID, act: Act) -> CaseView:
    """The petition, for an official who may do this to it now. Raises NotFound, Forbidden."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    can_act(actor(), act, seen.facts()).demand()
    return seen


def note_if_sealed(*cases: CaseView) -> None:
    """Write the opening down before anything of a sealed petition is shown."""
    sealed = [case.id for case in cases if case.sealed and can_open(actor(), case.facts())]
    if sealed:
        with transaction() as ctx:
            for petition_id in sealed:
                note_opening(ctx, petition_id)


def send(form: VersionForm, petition_id: UUID, act: Callable[[Context], object], *, public: bool = False) -> int:
    """Do it in one transaction. 0 when it was done, else the status of the page that shows the form again."""
    try:
        with transaction(public=public) as ctx:
            act(ctx)
    except (StaleVersion, TransitionNotAllowed):
        now = get_case(read_context(), petition_id, viewer=actor())
        form.version.data = str(now.version)
        form.form_errors.append(gettext("Đơn vừa có người sửa trước. Xem lại rồi gửi lại nếu còn đúng."))
        return 409
    except _PAGES:
        raise
    except DomainError as error:
        add_to_form(form, error)
        return 422
    return 0
