"""Rules of accounts, one class each."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class WrongNameOrPassword(DomainError):
    """The same for an unknown name, a wrong password and a disabled account."""

    text = N_("Tên đăng nhập hoặc mật khẩu chưa đúng.")


class WrongPassword(DomainError):
    """The present password, asked again before it is changed."""

    text = N_("Mật khẩu đang dùng chưa đúng.")
    field = "current"


class WrongCode(DomainError):
    """The second factor did not match, or was used before."""

    text = N_("Mã chưa đúng hoặc đã dùng rồi. Chờ mã mới hiện ra rồi nhập lại.")
    field = "code"


class PasskeyRefused(DomainError):
    """The passkey's answer does not verify."""

    text = N_("Khóa đăng nhập chưa được nhận. Thử lại, hoặc dùng mã 6 số.")


class PasskeyNeedsAddress(PasskeyRefused):
    """Without PUBLIC_URL the installation does not know its own name: the Host header is what a caller claims."""

    text = N_("Máy chủ chưa được đặt địa chỉ chính thức nên chưa dùng được khóa đăng nhập. Dùng mã 6 số.")


class TooManyAttempts(DomainError):
    """Slowed down after failed attempts; never for ever."""

    text = N_("Đã thử sai nhiều lần. Chờ %(minutes)s phút rồi thử lại.")

    @property
    def wait_seconds(self) -> int:
        """How long until the next attempt is looked at."""
        return int(self.values["seconds"])


class PasswordTooShort(DomainError):
    """Fewer characters than the minimum (NIST SP 800-63B: length matters, composition does not)."""

    text = N_("Mật khẩu cần ít nhất %(minimum)s ký tự. Một câu dễ nhớ là tốt nhất.")
    field = "password"


class PasswordTooCommon(DomainError):
    """One of the first an attacker tries."""

    text = N_("Mật khẩu này dễ đoán. Chọn một câu mà chỉ mình biết.")
    field = "password"


class PasswordUnchanged(DomainError):
    """The new password is the old one."""

    text = N_("Mật khẩu mới phải khác mật khẩu đang dùng.")
    field = "password"


class UserNameTaken(DomainError):
    """Another account has this user name."""

    text = N_("Tên đăng nhập này đã có người dùng.")
    field = "user_name"


class UserNameMalformed(DomainError):
    """Letters a–z, digits, dot, dash and underscore only."""

    text = N_("Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, số, dấu chấm, gạch ngang.")
    field = "user_name"


class RoleRequired(DomainError):
    """An account starts with at least one role."""

    text = N_("Chọn ít nhất một vai trò.")
    field = "role"


class RoleAlreadyHeld(DomainError):
    """The account holds this role here already."""

    text = N_("Tài khoản đã có vai trò này ở đơn vị này.")
    field = "role"


class RoleOutOfReach(DomainError):
    """An administrator gives no role above their own, and none outside their own place."""

    text = N_("Người quản trị không cấp được vai trò này ở đơn vị này.")
    field = "role"


class SealedReaderFromAbove(RoleOutOfReach):
    """A role that reads sealed petitions is given above the commune, or on the server itself."""

    text = N_(
        "Vai trò này đọc được đơn niêm phong, kể cả đơn nói về cán bộ xã, nên chỉ quản trị tỉnh cấp được. "
        "Xã chạy máy chủ riêng thì người giữ máy chủ cấp bằng lệnh flask users."
    )


class LeaderReceivesNothing(DomainError):
    """Who leads an agency does not receive its petitions: a sealed one may be about them."""

    text = N_("Lãnh đạo không tiếp nhận đơn ở chính đơn vị mình: đơn niêm phong có thể nói về lãnh đạo.")
    field = "role"


class ReceiverWorksNotBelow(DomainError):
    """Who receives an agency's petitions works nowhere below it: what comes there speaks of those below."""

    text = N_("Người tiếp nhận đơn không giữ vai trò nào ở cấp dưới: đơn gửi tới đây nói về chính cấp đó.")
    field = "role"


class RoleNotHere(DomainError):
    """The role does not belong to this kind of agency."""

    text = N_("Vai trò này không có ở loại đơn vị đó: ví dụ Trưởng thôn thì chọn thôn, Thanh tra tỉnh thì chọn tỉnh.")
    field = "agency"


class AdminSeesNoPetitions(DomainError):
    """Who manages accounts reads no petitions: the two are never in one hand."""

    text = N_("Người quản trị không được xem đơn: không giữ hai việc này trong cùng một tài khoản.")
    field = "role"


class NotOnOneself(DomainError):
    """An administrator does not disable or reset their own account."""

    text = N_("Không tự làm việc này với tài khoản của chính mình. Nhờ một người quản trị khác.")


class AccountDisabled(DomainError):
    """The account is already closed."""

    text = N_("Tài khoản này đã khóa.")


class LastFactor(DomainError):
    """A role that sees petitions needs a second factor: the last one cannot be removed."""

    text = N_("Đây là cách xác thực cuối cùng của tài khoản. Thêm một cách khác trước rồi mới bỏ cách này.")


class NotLinked(DomainError):
    """The same for an account that is not linked to the portal, unknown or closed."""

    text = N_(
        "Tài khoản cổng tỉnh này chưa gắn với cán bộ nào ở đây. Đăng nhập bằng mật khẩu, rồi gắn ở trang "
        "Tài khoản của tôi."
    )


class PortalPersonTaken(DomainError):
    """One person of the portal is one account."""

    text = N_("Tài khoản cổng tỉnh này đã gắn với một cán bộ khác.")
