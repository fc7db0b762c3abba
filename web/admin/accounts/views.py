"""Administrators' pages on accounts: who is there, what they may do, what to do when something is lost."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import queries, services
from accounts.commands import CreateAccount
from accounts.matrix import HOLDERS, Capability, roles_for
from accounts.namesakes import list_namesakes
from accounts.passwords import new_one_time_password
from accounts.policies import HeldAt, can_manage
from accounts.roles import READS_SEALED, SEES_PETITIONS, SIGNS_SEALED, Role
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from processes import leading, leaving
from web import errors
from web.admin.accounts.choices import fill_choices
from web.admin.accounts.forms import CreateAccountForm, RenameForm, RoleForm
from web.context import actor, read_context, transaction
from web.forms import VersionForm
from web.gates import requires, signed_in
from web.staff.auth.flow import hasher

bp = Blueprint("admin_accounts", __name__, url_prefix="/quan-tri/tai-khoan")
admins_only = requires(*roles_for(Capability.ACCOUNT_MANAGE))


@bp.get("")
@admins_only
def index() -> str:
    """The accounts in the administrator's reach."""
    page = queries.list_accounts(read_context(), viewer=actor(), page=PageRequest(30, request.args.get("sau")))
    return render_template("admin/accounts/index.html", page=page)


@bp.route("/them", methods=["GET", "POST"])
@admins_only
def create() -> ResponseReturnValue:
    """A new account; its one-time password is shown this once."""
    form = CreateAccountForm()
    fill_choices(read_context(), form, viewer=actor())
    if form.validate_on_submit():
        password = new_one_time_password()
        try:
            account_id = _create(form, hasher().hash(password))
        except (Forbidden, NotFound):
            raise
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _one_time(account_id, password)
    return render_template("admin/accounts/create.html", form=form), 200 if request.method == "GET" else 422


def _create(form: CreateAccountForm, password_hash: str) -> UUID:
    command = CreateAccount(
        user_name=form.user_name.data or "", name=form.name.data or "", password_hash=password_hash,
        grants=((Role(form.role.data), UUID(form.agency.data)),),
    )  # fmt: skip
    with transaction() as ctx:
        return services.create_account(ctx, command)


def _one_time(account_id: UUID, password: str) -> str:
    ctx = read_context()
    account = queries.get_account(ctx, account_id, viewer=actor())
    namesakes = list_namesakes(ctx, account_id, viewer=actor())
    return render_template(
        "admin/accounts/one_time.html", account=account, password=password, namesakes=", ".join(namesakes)
    )


@bp.get("/<uuid:account_id>")
@admins_only
def show(account_id: UUID) -> str:
    """One account: roles, second factor, what can be done."""
    return _page(account_id, RoleForm(formdata=None), None)


def _page(account_id: UUID, role_form: RoleForm, rename_form: RenameForm | None) -> str:
    ctx, viewer = read_context(), actor()
    account = queries.get_account(ctx, account_id, viewer=viewer)
    fill_choices(ctx, role_form, viewer=viewer, near=account.path)
    held = [HeldAt(grant.role, grant.path) for grant in account.grants]
    return render_template(
        "admin/accounts/show.html", account=account, role_form=role_form, form=rename_form or role_form,
        rename_form=rename_form or RenameForm(formdata=None, name=account.name, version=account.version),
        reads_sealed=any(grant.role in READS_SEALED | SIGNS_SEALED for grant in account.grants),
        may_change=can_manage(viewer, path=account.path, grants=held), oneself=viewer.account_id == account.id,
    )  # fmt: skip


@bp.post("/<uuid:account_id>/ten")
@admins_only
def rename(account_id: UUID) -> ResponseReturnValue:
    """Correct the name."""
    form = RenameForm()
    if not form.validate():
        return _page(account_id, RoleForm(formdata=None), form), 422
    version = form.seen()
    with transaction() as ctx:
        services.rename_account(ctx, account_id=account_id, name=form.name.data or "", version=version)
    return _done(account_id, gettext("Đã sửa tên."))


@bp.post("/<uuid:account_id>/vai-tro")
@admins_only
def grant(account_id: UUID) -> ResponseReturnValue:
    """Give a role."""
    form = RoleForm()
    account = queries.get_account(read_context(), account_id, viewer=actor())
    fill_choices(read_context(), form, viewer=actor(), near=account.path)
    if form.validate():
        role, agency_id = Role(form.role.data), UUID(form.agency.data)
        try:
            with transaction() as ctx:
                leading.grant_role(ctx, account_id=account_id, role=role, agency_id=agency_id)
        except (Forbidden, NotFound):
            raise
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _done(account_id, gettext("Đã cấp vai trò."))
    return _page(account_id, form, None), 422


@bp.post("/<uuid:account_id>/vai-tro/<uuid:grant_id>/thu")
@admins_only
def revoke(account_id: UUID, grant_id: UUID) -> Response:
    """Withdraw a role."""
    return _act(
        account_id,
        lambda ctx: leaving.revoke_role(ctx, account_id=account_id, grant_id=grant_id),
        gettext("Đã thu vai trò. Đơn người này đang giữ, nếu có, đã về bàn tiếp nhận để giao lại."),
    )


@bp.post("/<uuid:account_id>/khoa")
@admins_only
def disable(account_id: UUID) -> Response:
    """Close the account."""
    version = VersionForm().seen()
    return _act(
        account_id,
        lambda ctx: leaving.disable_account(ctx, account_id=account_id, version=version),
        gettext(
            "Đã khóa tài khoản. Mọi máy đang dùng đều đã thoát ra. "
            "Đơn người này đang giữ, nếu có, đã về bàn tiếp nhận để giao lại."
        ),
    )


@bp.post("/<uuid:account_id>/mo")
@admins_only
def enable(account_id: UUID) -> Response:
    """Open the account again."""
    version = VersionForm().seen()
    return _act(
        account_id,
        lambda ctx: leading.enable_account(ctx, account_id=account_id, version=version),
        gettext("Đã mở lại tài khoản."),
    )


@bp.post("/<uuid:account_id>/dat-lai-xac-thuc")
@admins_only
def reset_factor(account_id: UUID) -> Response:
    """The phone or key was lost: the person sets up a new one at the next sign-in."""
    return _act(
        account_id,
        lambda ctx: services.reset_second_factor(ctx, account_id=account_id),
        gettext("Đã bỏ cách xác thực cũ. Lần đăng nhập tới sẽ thiết lập lại."),
    )


@bp.post("/<uuid:account_id>/dat-lai-mat-khau")
@admins_only
def reset_password(account_id: UUID) -> ResponseReturnValue:
    """The password was forgotten: a one-time one, shown this once."""
    queries.get_account(read_context(), account_id, viewer=actor())
    password = new_one_time_password()
    password_hash = hasher().hash(password)
    try:
        with transaction() as ctx:
            services.reset_password(ctx, account_id=account_id, password_hash=password_hash)
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        flash(errors.message(error), "error")
        return redirect(url_for("admin_accounts.show", account_id=account_id), code=303)
    return _one_time(account_id, password)


@bp.get("/vai-tro")
@signed_in
def roles() -> str:
    """The declared matrix: every official may know who may do what."""
    return render_template(
        "admin/accounts/roles.html", capabilities=list(Capability), roles=list(Role), holders=HOLDERS,
        needs_factor=SEES_PETITIONS,
    )  # fmt: skip


def _act(account_id: UUID, act: Callable[[Context], None], done: str) -> Response:
    queries.get_account(read_context(), account_id, viewer=actor())
    try:
        with transaction() as ctx:
            act(ctx)
    except (Forbidden, NotFound, StaleVersion):
        raise
    except DomainError as error:
        flash(errors.message(error), "error")
        return _to(account_id)
    return _done(account_id, done)


def _done(account_id: UUID, text: str) -> Response:
    flash(text, "success")
    return _to(account_id)


def _to(account_id: UUID) -> Response:
    response = redirect(url_for("admin_accounts.show", account_id=account_id), code=303)
    assert isinstance(response, Response)
    return response
