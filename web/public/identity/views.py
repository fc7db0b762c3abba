"""To the province's portal and back, for citizens."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from core.errors import DomainError, NotFound
from core.ports import PortalUnavailable
from web import errors
from web.forms import Form
from web.gates import public
from web.languages import current_root
from web.portal.attempts import come_back, here, leave, onward_of, own_path
from web.public.identity.vouched import PURPOSE, forget, offered_name, remember

bp = Blueprint("identity", __name__, url_prefix="/danh-tinh")


@bp.get("/di")
@public
def go() -> ResponseReturnValue:
    """To the portal. A link, not a form: our pages send forms nowhere else."""
    onward = _onward(request.args.get("ve"))
    if not offered_name():
        raise NotFound
    try:
        address = leave(PURPOSE, back_to=_callback(), onward=onward)
    except PortalUnavailable as error:
        return _trouble(error, onward)
    return redirect(address, code=303)


@bp.get("/ve")
@public
def back() -> ResponseReturnValue:
    """Back from the portal: who it was is kept in this browser, and shown before it is used."""
    if not offered_name():
        raise NotFound
    onward = onward_of(PURPOSE) or _onward(None)
    try:
        found = come_back(PURPOSE, back_to=_callback())
    except DomainError as error:
        return _trouble(error, onward)
    remember(found.person)
    return redirect(found.onward, code=303)


@bp.post("/thoi")
@public
def drop() -> Response:
    """Do without it again."""
    if Form().validate_on_submit():
        forget()
    return redirect(_onward(request.form.get("ve")), code=303)


def _callback() -> str:
    return here() + "/danh-tinh/ve"


def _onward(target: str | None) -> str:
    path = own_path(target)
    return current_root() + path if path else url_for("public.home")


def _trouble(error: DomainError, onward: str) -> tuple[str, int]:
    """What went wrong, and the ordinary way, which needs no account."""
    page = render_template(
        "public/identity/trouble.html", text=errors.message(error), onward=onward, portal=offered_name()
    )
    return page, 503 if isinstance(error, PortalUnavailable) else 400
