"""Rules of safes that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NoSafeKey(DomainError):
    """Whoever asks, or agrees, has none of the two keys in hand."""

    text = N_(
        "Phiên này chưa có chìa mở danh tính. Thoát ra, đăng nhập lại bằng mật khẩu. Nếu vẫn chưa được thì nhờ một "
        "đồng nghiệp cùng việc đăng nhập lại bằng mật khẩu, máy sẽ tự trao chìa."
    )
