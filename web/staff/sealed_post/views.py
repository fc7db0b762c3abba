"""thư niêm phong: bags that leave a commune that runs alone, and that the province opens."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card, list_open_communes
from agencies.states import AgencyKind
from casework.locks.desks import find_desk_key
from core.context import Context
from core.errors import DomainError
from feedback.sealed_post import sending, taking
from web import errors
from web.context import actor, read_context, runtime, transaction
from web.forms import Form
from web.gates import requires
from web.staff.sealed_post.forms import BagForm, KeyForm, ReceiptForm

bp = Blueprint("staff_post", __name__, url_prefix="/can-bo/thu-niem-phong")
F = TypeVar("F", bound=Form)
TAKE, CARRY = roles_for(Capability.KEY_HOLD), roles_for(Capability.POST_CARRY)


@bp.get("")
@requires(*TAKE, *CARRY)
def index() -> str:
    """What there is to carry, and what there is to open."""
    return _page()


@bp.post("/khoa-cua-tinh")
@requires(*CARRY)
def keep_key() -> ResponseReturnValue:
    """The province's public key, compared with what the province read out."""
    _demand_alone()
    form = KeyForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                key = sending.read_public_key(ctx, form.key_file.data.read())
                sending.keep_public_key(ctx, key, fingerprint=form.fingerprint.data or "")
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _done(gettext("Đã giữ khoá công khai của tỉnh. Đơn nói về lãnh đạo xã từ nay đi theo túi thư."))
    return _page(key_form=form), 422


@bp.get("/tui/<uuid:bag_id>")
@requires(*CARRY)
def bag(bag_id: UUID) -> Response:
    """A bag as a file. There is one for every day, whatever is in it."""
    _demand_alone()
    return _file(sending.export_bag(read_context(), bag_id), f"tui-thu-{bag_id.hex[:8]}.bin")


@bp.post("/bien-nhan")
@requires(*CARRY)
def acknowledge() -> ResponseReturnValue:
    """The province's receipt: the bag is deleted here."""
    _demand_alone()
    form = ReceiptForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                sending.acknowledge(ctx, form.receipt_file.data.read())
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _done(gettext("Biên nhận đúng. Túi thư ấy đã xoá khỏi máy này."))
    return _page(receipt_form=form), 422


@bp.get("/<uuid:agency_id>/khoa-cong-khai")
@requires(*TAKE)
def public_key(agency_id: UUID) -> Response:
    """What the province gives to communes that run alone."""
    key = taking.public_key_of(read_context(), agency_id, address=runtime().settings.public_url or "")
    return _file(key.pack(), f"khoa-cong-khai-{key.province_code}.json")


@bp.post("/<uuid:agency_id>/nhan")
@requires(*TAKE)
def take(agency_id: UUID) -> ResponseReturnValue:
    """Open a bag with the desk's key; what is in it is received."""
    form = BagForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                taken = taking.take_bag(ctx, agency_id, form.bag_file.data.read())
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _done(
                gettext(
                    "Đã mở túi thư: %(count)s đơn mới. Tải biên nhận ở dưới rồi gửi lại cho xã.", count=taken.received
                )
            )
    return _page(bag_form=form), 422


@bp.get("/<uuid:agency_id>/bien-nhan/<uuid:bag_id>")
@requires(*TAKE)
def receipt(agency_id: UUID, bag_id: UUID) -> Response:
    """The signed receipt of a bag, for the way back."""
    return _file(taking.receipt_for(read_context(), agency_id, bag_id), f"bien-nhan-{bag_id.hex[:8]}.json")


def _page(
    *, key_form: KeyForm | None = None, receipt_form: ReceiptForm | None = None, bag_form: BagForm | None = None
) -> str:  # fmt: skip
    ctx = read_context()
    alone = runtime().settings.commune_alone and not actor().roles().isdisjoint(CARRY)
    return render_template(
        "staff/sealed_post/index.html", alone=alone,
        carried_by_others=runtime().settings.commune_alone and not alone, own=_own(ctx) if alone else None,
        bags=sending.list_bags(ctx) if alone else (), provinces=[_province(ctx, card) for card in _provinces(ctx)],
        key_form=key_form or _empty(KeyForm), receipt_form=receipt_form or _empty(ReceiptForm),
        bag_form=bag_form or _empty(BagForm), failed=next((f for f in (key_form, receipt_form, bag_form) if f), None),
    )  # fmt: skip


def _empty(form: type[F]) -> F:
    return form(formdata=None)


def _own(ctx: Context) -> dict[str, object]:
    card = list_open_communes(ctx)[0]
    key = sending.find_province_key(ctx, card.province_id)
    return {"card": card, "key": key.public if key else None}


def _provinces(ctx: Context) -> list[AgencyCard]:
    cards = [get_card(ctx, agency_id) for agency_id in actor().agencies(Role.INTAKE_CLERK)]
    return [card for card in cards if card.kind == AgencyKind.PROVINCE]


def _province(ctx: Context, card: AgencyCard) -> dict[str, object]:
    fingerprint, problem = "", ""
    if find_desk_key(ctx, card.id) is not None:
        try:
            key = taking.public_key_of(ctx, card.id, address=runtime().settings.public_url or "")
            fingerprint = key.fingerprint
        except DomainError as error:
            problem = errors.message(error)
    return {
        "card": card, "fingerprint": fingerprint, "problem": problem, "received": taking.list_received(ctx, card.id),
    }  # fmt: skip


def _demand_alone() -> None:
    if not runtime().settings.commune_alone:
        abort(404)


def _done(text: str) -> Response:
    flash(text, "success")
    return redirect(url_for(".index"), code=303)


def _file(data: bytes, name: str) -> Response:
    response = make_response(data)
    response.mimetype = "application/octet-stream"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
