"""Rules of shutting out that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NotSealed(DomainError):
    """Whoever has an ordinary petition gives it back."""

    text = N_("Đơn này không giữ kín. Nếu liên quan thì trả đơn về bàn tiếp nhận.")


class WhyMissing(DomainError):
    """Whoever gives it to somebody else reads why."""

    text = N_("Ghi vì sao xin thôi, ít nhất một câu.")
    field = "why"


class NotUpFromHere(DomainError):
    """The province's desk is not on this installation, or has no key yet."""

    text = N_("Từ đây chưa chuyển lên tỉnh được. Bà con gửi hoặc mang đơn tới nơi tiếp công dân của tỉnh.")
    field = "of_leader"


class NobodyLeft(DomainError):
    """With the last clerk gone nobody could give the case to anybody."""

    text = N_("Bàn tiếp nhận không còn ai khác. Chuyển đơn lên bàn tiếp nhận của tỉnh, đơn sẽ rời khỏi anh chị.")
    field = "why"
