"""The demo's officials: one for each role, all invented, all with one password and known one-time codes."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from uuid import UUID

from accounts import factors, services, totp
from accounts.commands import CreateAccount
from accounts.labels import LABELS
from accounts.passwords import passwords
from accounts.roles import Role
from bootstrap.runtime import Runtime
from demo.world import World

PASSWORD = "dan-chu-thu-2026"  # noqa: S105 - the demo's, printed on its sign-in page


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A line of the sign-in helper and of the table `make run` prints."""

    user_name: str
    name: str
    role: Role
    role_label: str
    password: str
    code: str
    at_province: bool


# user name, person, role; who works at the province is told by the role.
_PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("tiepnhan", "Hoàng Thị Mận", Role.INTAKE_CLERK),
    ("tiepdantinh", "Khổng Thị Bình", Role.INTAKE_CLERK),
    ("xuly", "Đặng Văn Khoát", Role.HANDLER),
    ("xacminh", "Giáp Thị Thơm", Role.VERIFIER),
    ("lanhdao", "Nông Văn Quyến", Role.LEADER),
    ("lanhdaotinh", "Bế Thị Thanh Trúc", Role.LEADER),
    ("vanthu", "Vi Thị Nhài", Role.RECORDS_CLERK),
    ("congkhai", "Thân Văn Bưởi", Role.PUBLISHER),
    ("doithoai", "Lục Thị Ngần", Role.DIALOGUE_SECRETARY),
    ("khaosat", "Chu Văn Thóc", Role.SURVEY_MANAGER),
    ("truongthon", "Dương Văn Lúa", Role.HAMLET_HEAD),
    ("bantt", "Trần Thị Sim", Role.BOARD_MEMBER),
    ("mattran", "Nguyễn Văn Chè", Role.FRONT_OFFICER),
    ("hdnd", "Phạm Thị Lộc Vừng", Role.COUNCIL_MEMBER),
    ("thanhtratinh", "Ngọ Văn Thước", Role.PROVINCIAL_INSPECTOR),
    ("nhatky", "Lương Thị Sổ", Role.LOG_AUDITOR),
    ("dulieu", "Tống Văn Kín", Role.DATA_PROTECTION_OFFICER),
    ("vanthutinh", "Triệu Thị Nết", Role.RECORDS_CLERK),
    ("mattrantinh", "Đàm Văn Chuyên", Role.FRONT_OFFICER),
    ("quantrixa", "Đỗ Văn Khóa", Role.COMMUNE_ADMIN),
    ("quantritinh", "Vũ Thị Then", Role.PROVINCE_ADMIN),
)
_AT_PROVINCE = frozenset(
    {Role.PROVINCIAL_INSPECTOR, Role.LOG_AUDITOR, Role.DATA_PROTECTION_OFFICER, Role.PROVINCE_ADMIN}
)
# The province's own desk: it receives, and answers, what concerns the commune's leaders; and two who keep keys for it.
_PROVINCE_DESK = frozenset({"tiepdantinh", "lanhdaotinh", "vanthutinh", "mattrantinh"})


def load(world: World) -> None:
    """Create the accounts, long before the story begins, and note them in the world."""
    settings = world.runtime.settings
    password_hash = passwords(settings.argon2_memory_kib, settings.argon2_time).hash(PASSWORD)
    with world.at(world.ago(days=400)).transaction() as ctx:
        for user_name, name, role in _PEOPLE:
            at_province = role in _AT_PROVINCE or user_name in _PROVINCE_DESK
            grants = ((role, _place(world, role, at_province=at_province)),)
            account_id = services.create_account(
                ctx, CreateAccount(user_name=user_name, name=name, password_hash=password_hash, must_change=False,
                                   grants=grants),
            )  # fmt: skip
            factors.store_totp(ctx, account_id=account_id, secret=secret_of(user_name))
            world.accounts[user_name] = account_id


def _place(world: World, role: Role, *, at_province: bool) -> UUID:
    assert world.province_id is not None
    assert world.commune_id is not None
    if at_province:
        return world.province_id
    if role is Role.HAMLET_HEAD and world.hamlets:
        return next(iter(world.hamlets.values()))
    return world.commune_id


def secret_of(user_name: str) -> str:
    """The fixed TOTP secret of a demo account."""
    return base64.b32encode(hashlib.sha1(f"demo {user_name}".encode(), usedforsecurity=False).digest()).decode()


def list_accounts(runtime: Runtime) -> list[DemoAccount]:
    """Everyone there is to try, with the code their app would show now."""
    now = runtime.clock()
    return [
        DemoAccount(
            user_name,
            name,
            role,
            _role_label(user_name, role),
            PASSWORD,
            totp.current_code(secret_of(user_name), now=now),
            user_name in _PROVINCE_DESK,
        )
        for user_name, name, role in _PEOPLE
    ]


def _role_label(user_name: str, role: Role) -> str:
    # The desk's roles have namesakes in the commune.
    return f"{LABELS[role]} (tỉnh)" if user_name in _PROVINCE_DESK else LABELS[role]


def is_demo_account(user_name: str) -> bool:
    """Whether the one-click sign-in of the demo may open it."""
    return any(user_name == known for known, _, _ in _PEOPLE)
