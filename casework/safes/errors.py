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


class SafeKeeperWrong(DomainError):
    """Two different people keep the halves of a side, both with a key of their own and nothing else of the safe."""

    text = N_(
        "Chọn hai người giữ hộ khác nhau, đã có khoá riêng, không giữ chìa nào của két và không giữ nửa chìa bên kia."
    )
    field = "keepers"


class NotOfThisSide(DomainError):
    """A half goes to its own side alone, to whoever calls it in."""

    text = N_(
        "Chỉ người của bên này, có khoá riêng từ hôm trước, gọi và nhận được nửa chìa. Khoá riêng vừa làm mới thì chờ "
        "một ngày."
    )


class SafeNotInUse(DomainError):
    """The safe was changed meanwhile."""

    text = N_("Két này đã được thay rồi.")


class TooFewForSafe(DomainError):
    """A new safe needs enough people with a key on either side, else one forgotten password would lose it."""

    text = N_("Mỗi bên cần từ hai người có khoá riêng thì mới thay được két.")


class SafeInUse(DomainError):
    """What lies in the safe in use is where it belongs; there is no other one to move it to."""

    text = N_("Két này đang dùng, không có gì phải chuyển.")


class MoveNotBegun(DomainError):
    """Nobody of the agreeing side began it, a colleague did, or the safe that is moved into was changed meanwhile."""

    text = N_("Việc chuyển két chưa bắt đầu, hoặc một đồng nghiệp đang làm. Mở lại trang này để xem.")
