"""Rules of safes that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NoSafeKey(DomainError):
    """Whoever asks, or agrees, has none of the two keys in hand."""

    text = N_(
        "Phiên này chưa có chìa mở danh tính. Thoát ra, đăng nhập lại bằng mật khẩu. Tài khoản mới hay vừa đặt lại "
        "mật khẩu thì sau một ngày, khi một đồng nghiệp cùng việc đăng nhập, máy tự trao chìa."
    )
