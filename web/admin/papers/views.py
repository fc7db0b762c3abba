"""The templates of official documents: take the shipped one, put in the province's own, look at it, go back."""

from __future__ import annotations

from contextlib import closing
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import names_of
from bootstrap.papers import paper_maker
from core.clock import local_date
from core.errors import DomainError, NotFound
from core.papers import MAX_TEMPLATE_BYTES, CheckedTemplate, PaperStamp
from core.text import slug
from feedback.papers.labels import LABELS
from feedback.papers.shipped import ShippedForm, shipped
from feedback.papers.states import PaperFormat, PaperKind
from feedback.papers.templates import (
    add_version,
    list_versions,
    own_kinds,
    read_version,
    template_in_force,
    withdraw_version,
)
from web.admin.papers.forms import TemplateForm
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.papers import paper_response

bp = Blueprint("admin_papers", __name__, url_prefix="/quan-tri/mau-van-ban")
KEEPERS = roles_for(Capability.PAPER_TEMPLATES)
_BY_SLUG = {slug(LABELS[kind]): kind for kind in PaperKind}


@bp.get("")
@requires(*KEEPERS)
def index() -> str:
    """Every kind of document and with which template it is written."""
    own = own_kinds(read_context(), _province())
    kinds = [(name, shipped(kind), kind in own) for name, kind in _BY_SLUG.items()]
    return render_template("admin/papers/index.html", kinds=kinds)


@bp.get("/<name>")
@requires(*KEEPERS)
def item(name: str) -> str:
    """One kind: the template in force, its versions, the fields it may use."""
    form = TemplateForm(formdata=None, data={"valid_from": local_date(read_context().now)})
    return _page(name, form)


@bp.post("/<name>")
@requires(*KEEPERS)
def replace(name: str) -> ResponseReturnValue:
    """A new template: shown with sample words first when that is asked, else kept as the newest version."""
    form, kind = TemplateForm(), _kind(name)
    if form.validate_on_submit():
        try:
            checked = _checked(form, shipped(kind))
            if request.form.get("viec") == "xem":
                return _sample(kind, checked.data)
            with transaction() as ctx:
                add_version(ctx, _province(), kind, checked, valid_from=form.day())
        except DomainError as error:
            add_to_form(form, error)
        else:
            _tell(checked)
            return redirect(url_for(".item", name=name), code=303)
    return _page(name, form), 422


@bp.post("/<name>/bo/<uuid:version_id>")
@requires(*KEEPERS)
def withdraw(name: str, version_id: UUID) -> ResponseReturnValue:
    """Back to the version before, or to the shipped one."""
    with transaction() as ctx:
        withdraw_version(ctx, _province(), version_id)
    flash(gettext("Đã bỏ bản mẫu này. Văn bản dùng lại bản trước đó."), "success")
    return redirect(url_for(".item", name=name), code=303)


@bp.get("/<name>/mau-goc.docx")
@requires(*KEEPERS)
def original(name: str) -> Response:
    """The shipped template, to begin with."""
    data = paper_maker().compose(shipped(_kind(name)).form)
    return paper_response(data, f"mau-{name}", PaperFormat.DOCX)


@bp.get("/<name>/ban/<uuid:version_id>.docx")
@requires(*KEEPERS)
def version(name: str, version_id: UUID) -> Response:
    """A version of the province's own template."""
    _, data = read_version(read_context(), _province(), version_id)
    return paper_response(data, f"mau-{name}", PaperFormat.DOCX)


@bp.get("/<name>/xem-thu.pdf")
@requires(*KEEPERS)
def preview(name: str) -> Response:
    """The template in force with sample words."""
    kind = _kind(name)
    template = template_in_force(read_context(), _province(), kind)
    return _sample(kind, template.data or paper_maker().compose(template.shipped.form))


def _checked(form: TemplateForm, known: ShippedForm) -> CheckedTemplate:
    with closing(form.file.data) as upload:
        # One byte more than allowed is enough to know that it is too large.
        data = upload.stream.read(MAX_TEMPLATE_BYTES + 1)
    return paper_maker().check(data, known=known.known())


def _sample(kind: PaperKind, template: bytes) -> Response:
    values = {field.name: field.sample for fields in shipped(kind).groups().values() for field in fields}
    stamp = PaperStamp(LABELS[kind], read_context().now)
    maker = paper_maker()
    return paper_response(maker.pdf(maker.fill(template, values, stamp), stamp), "xem-thu", PaperFormat.PDF)


def _tell(checked: CheckedTemplate) -> None:
    flash(gettext("Đã lưu mẫu mới. Xem thử một lần trước khi dùng."), "success")
    if checked.left_out:
        what = ", ".join(gettext(one).lower() for one in checked.left_out)
        flash(gettext("Bản Word giữ nguyên, nhưng bản PDF không vẽ được: %(what)s.", what=what), "info")


def _page(name: str, form: TemplateForm) -> str:
    ctx, kind = read_context(), _kind(name)
    versions = list_versions(ctx, _province(), kind)
    return render_template(
        "admin/papers/item.html", name=name, kind=kind, shipped=shipped(kind), form=form, versions=versions,
        template=template_in_force(ctx, _province(), kind), names=names_of(ctx, {one.created_by for one in versions}),
    )  # fmt: skip


def _kind(name: str) -> PaperKind:
    kind = _BY_SLUG.get(name)
    if kind is None:
        raise NotFound
    return kind


def _province() -> UUID:
    return actor().agencies(*KEEPERS)[0]
