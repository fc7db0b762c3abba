"""`flask setup …`: the first questions of a real installation."""

from __future__ import annotations

from dataclasses import dataclass

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from accounts.commands import CreateAccount
from accounts.errors import UserNameMalformed, UserNameTaken
from accounts.passwords import new_one_time_password, passwords
from accounts.queries import list_holders
from accounts.roles import Role
from accounts.services import create_account
from agencies.commands import OpenAgency
from agencies.importing import count_units, import_units
from agencies.queries import AgencyCard, find_card_by_code, get_card, list_open_communes, list_provinces, search_units
from agencies.services import open_agency
from agencies.states import AgencyKind
from bootstrap.runtime import Runtime
from casework.locks.demanding import list_desks_without_key
from core.errors import DomainError
from core.text import fold
from web.cli.units import print_report


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Who will make all other accounts."""

    user_name: str
    name: str


def _runtime() -> Runtime:
    runtime: Runtime = current_app.extensions["runtime"]
    return runtime


@click.group("setup", cls=AppGroup, invoke_without_command=True, help="Thiết lập lần đầu / first set-up.")
@click.option("--check", "only_check", is_flag=True, help="Như `setup check`.")
@click.pass_context
@with_appcontext
def group(context: click.Context, only_check: bool) -> None:
    """Ask, or with --check only say whether everything has been answered."""
    if context.invoked_subcommand is None:
        context.invoke(check if only_check else run)


@group.command("check")
def check() -> None:
    """Exit 0 when a desk is open and has an administrator, 1 when not."""
    if not is_set_up(_runtime()):
        click.echo("Chưa thiết lập. / Not set up: flask --app wsgi setup run")
        raise SystemExit(1)
    click.echo("Đã thiết lập. / Set up.")
    warn_of_keys(_runtime())


@group.command("run")
def run() -> None:
    """Ask for province, commune, hotline and first administrator; may be stopped and repeated."""
    runtime = _runtime()
    if is_set_up(runtime):
        click.echo("Đã thiết lập rồi. / Already set up.")
        return
    _import_when_missing(runtime)
    desk = _ask_desk(runtime)
    hotline = desk.hotline or click.prompt(f"Số điện thoại người trực của {desk.name}", value_proc=_needed)
    administrator, password = _open_with(runtime, desk, hotline)
    click.echo(f"\n{desk.name} đã mở. Mật khẩu dùng một lần của {administrator.user_name}:\n\n    {password}\n")
    click.echo("Chép lại ngay: mật khẩu không hiện lần nữa. Lần đăng nhập đầu tiên sẽ phải đổi.")
    warn_of_keys(runtime)


def warn_of_keys(runtime: Runtime) -> None:
    """Say which open desks have no key: the first thing to do once there is an intake clerk."""
    with runtime.reading() as ctx:
        names = [name for _, name in list_desks_without_key(ctx)]
    if not names:
        return
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    click.echo(f"Lưu ý: chưa có khoá của bàn tiếp nhận / desks without a key ({len(names)}): {shown}")
    if runtime.settings.sealed_without_keys:
        click.echo(
            "  SEALED_WITHOUT_KEYS=1: vẫn nhận đơn nói về người, chỉ khoá bằng chìa trên máy chủ. / taken anyway."
        )
    else:
        click.echo("  Bàn ấy chưa nhận đơn nói về người. / they do not take what concerns officials yet.")
    click.echo("  Người tiếp nhận đặt khoá ở trang này. / an intake clerk sets one there: /can-bo/khoa")


def _open_with(runtime: Runtime, desk: AgencyCard, hotline: str) -> tuple[FirstAdministrator, str]:
    """Ask for the administrator and open the desk; a user name that cannot be used is asked for again."""
    while True:
        administrator = FirstAdministrator(
            click.prompt("Tên đăng nhập của người quản trị (chữ thường, không dấu)", value_proc=_needed),
            click.prompt("Họ và tên người quản trị", value_proc=_needed),
        )
        try:
            return administrator, set_up(runtime, desk=desk, hotline=hotline, administrator=administrator)
        except (UserNameMalformed, UserNameTaken) as error:
            click.echo(f"  {error.text}")
        except DomainError as error:
            raise click.ClickException(error.text % error.values if error.values else error.text) from error


def is_set_up(runtime: Runtime) -> bool:
    """Whether some open desk has an administrator of its own."""
    with runtime.reading() as ctx:
        desks = [(Role.PROVINCE_ADMIN, card) for card in list_provinces(ctx) if card.is_open]
        desks += [(Role.COMMUNE_ADMIN, card) for card in list_open_communes(ctx)]
        return any(list_holders(ctx, role=role, agency_id=card.id) for role, card in desks)


def set_up(runtime: Runtime, *, desk: AgencyCard, hotline: str, administrator: FirstAdministrator) -> str:
    """Open the desk and create its administrator, both or neither; gives the one-time password."""
    password = new_one_time_password()
    settings = runtime.settings
    # Hashed before the transaction: it is slow on purpose.
    hashed = passwords(settings.argon2_memory_kib, settings.argon2_time).hash(password)
    role = Role.PROVINCE_ADMIN if desk.kind == AgencyKind.PROVINCE else Role.COMMUNE_ADMIN
    with runtime.transaction(public=True) as ctx:
        open_agency(ctx, OpenAgency(agency_id=desk.id, hotline=hotline))
        command = CreateAccount(
            user_name=administrator.user_name, name=administrator.name, password_hash=hashed, must_change=True,
            grants=((role, desk.id),),
        )  # fmt: skip
        create_account(ctx, command)
    return password


def _import_when_missing(runtime: Runtime) -> None:
    with runtime.reading() as ctx:
        complete = count_units(ctx).complete
    if not complete:
        with runtime.transaction(public=True) as ctx:
            report = import_units(ctx)
        print_report(report)


def _needed(text: str) -> str:
    if not text.strip():
        raise click.UsageError("Không để trống. / Needed.")
    return text.strip()


def _ask_desk(runtime: Runtime) -> AgencyCard:
    """Ask for the province, then for the commune; none means that the province itself begins."""
    province = None
    while province is None:
        province = _ask_unit(runtime, "Tỉnh, thành phố (tên hoặc mã)", AgencyKind.PROVINCE, None)
    question = "Xã, phường (tên hoặc mã; để trống nếu mở cho cả tỉnh)"
    return _ask_unit(runtime, question, AgencyKind.COMMUNE, province) or province


def _ask_unit(runtime: Runtime, question: str, kind: AgencyKind, within: AgencyCard | None) -> AgencyCard | None:
    """Ask until one unit is meant, or nothing is typed; a name that means several is answered with their codes."""
    while True:
        typed = click.prompt(question, default="", show_default=False).strip()
        if not typed:
            return None
        found = find_units(runtime, typed, kind, within)
        if len(found) == 1:
            click.echo(f"  → {found[0].name}, mã {found[0].code}")
            return found[0]
        click.echo("  Có nhiều nơi, gõ mã của nơi cần chọn:" if found else "  Chưa tìm thấy, thử tên khác.")
        for card in found:
            click.echo(f"    {card.code}  {card.name}")


def find_units(runtime: Runtime, typed: str, kind: AgencyKind, within: AgencyCard | None) -> list[AgencyCard]:
    """The units a typed name or code may mean; a unit of exactly that name is meant alone."""

    def fits(card: AgencyCard) -> bool:
        return within is None or card.province_id == within.id

    with runtime.reading() as ctx:
        by_code = find_card_by_code(ctx, typed, kind)
        if by_code is not None:
            return [by_code] if fits(by_code) else []
        hits = [hit for hit in search_units(ctx, typed, limit=60) if hit.kind is kind]
        cards = [card for hit in hits if fits(card := get_card(ctx, hit.agency_id))]
    exact = [card for card in cards if fold(typed) in (fold(card.name), fold(card.short_name))]
    return exact if len(exact) == 1 else cards[:10]
