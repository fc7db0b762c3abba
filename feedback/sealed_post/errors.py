"""Broken rules of sealed post."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class ProvinceKeyMissing(DomainError):
    """Nothing can be closed for the province here: the form does not take it."""

    text = N_(
        "Chỗ này chưa có khoá công khai của %(province)s, nên chưa nhận được đơn nói về lãnh đạo hay người tiếp nhận "
        "đơn. Bà con mang đơn tới hoặc gửi bưu điện cho %(province)s."
    )


class PostTooLarge(DomainError):
    """More than fits into a bag: bags are all of one size."""

    text = N_("Ảnh và tệp kèm nặng quá. Bỏ bớt rồi gửi; phần còn lại gửi bổ sung sau, ở trang của %(province)s.")


class NotAPublicKey(DomainError):
    """The file is no public key of a province, or not of the one above this commune."""

    text = N_("Tệp này không phải khoá công khai của tỉnh mình.")
    field = "key_file"


class FingerprintWrong(DomainError):
    """What was read out by the province differs from the key in the file."""

    text = N_("Dấu vân tay không khớp. Gọi lại cho tỉnh theo số máy đã biết từ trước, đừng dùng tệp này.")
    field = "fingerprint"


class NotABag(DomainError):
    """The file is no bag, or was changed on its way."""

    text = N_("Tệp này không phải túi thư niêm phong, hoặc đã bị đổi trên đường.")
    field = "bag_file"


class BagForAnotherKey(DomainError):
    """Closed for a key that the actor does not hold."""

    text = N_("Túi thư này khoá bằng khoá mà tài khoản này không giữ. Nhờ người đang giữ khoá của bàn mở.")
    field = "bag_file"


class NotAReceipt(DomainError):
    """The file is no receipt that the province signed for one of these bags."""

    text = N_("Tệp này không phải biên nhận tỉnh ký cho túi thư ở đây.")
    field = "receipt_file"


class BagNotReady(DomainError):
    """A bag leaves when its day is over: who sees it earlier could compare it with itself."""

    text = N_("Túi thư chỉ lấy đi được khi đã hết ngày.")
