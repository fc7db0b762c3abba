"""The kinds of acts in plain words. A kind not listed here is shown as it is written in the log."""

from __future__ import annotations

from flask_babel import gettext

from accounts.records import Entry
from core.actor import ActorKind
from core.text import N_

_ACTORS = {ActorKind.CITIZEN: N_("Người dân"), ActorKind.SYSTEM: N_("Hệ thống"), ActorKind.OFFICIAL: N_("Cán bộ")}
ACTS = {
    "accounts:account:created": N_("Tạo tài khoản"),
    "accounts:account:disabled": N_("Khóa tài khoản"),
    "accounts:account:enabled": N_("Mở lại tài khoản"),
    "accounts:account:renamed": N_("Sửa họ tên"),
    "accounts:role:granted": N_("Cấp vai trò"),
    "accounts:role:revoked": N_("Thu vai trò"),
    "accounts:session:started": N_("Đăng nhập"),
    "accounts:session:ended_everywhere": N_("Thoát ở mọi nơi"),
    "accounts:password:changed": N_("Đổi mật khẩu của mình"),
    "accounts:password:reset": N_("Cấp mật khẩu dùng một lần"),
    "accounts:factor:reset": N_("Đặt lại bước xác thực"),
    "accounts:totp:added": N_("Thiết lập ứng dụng tạo mã"),
    "accounts:totp:removed": N_("Bỏ ứng dụng tạo mã"),
    "accounts:passkey:added": N_("Thêm khóa đăng nhập"),
    "accounts:passkey:removed": N_("Bỏ khóa đăng nhập"),
    "accounts:recovery_codes:printed": N_("In mã dự phòng"),
    "accounts:recovery_code:used": N_("Dùng mã dự phòng"),
}


def act_text(entry: Entry) -> str:
    """What was done."""
    known = ACTS.get(entry.action)
    return str(gettext(known)) if known else entry.action


def actor_text(entry: Entry) -> str:
    """Who did it: an official by name, a citizen never."""
    if entry.actor_kind is ActorKind.OFFICIAL and entry.actor_name:
        return entry.actor_name
    return str(gettext(_ACTORS[entry.actor_kind]))
