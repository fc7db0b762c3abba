"""Broken rules of locked cases."""

from __future__ import annotations

from core.errors import DomainError, Forbidden
from core.text import N_


class CaseLocked(Forbidden):
    """The case's key lies in no box that the actor can open."""

    text = N_("Hồ sơ này khoá bằng khoá riêng của người được giao. Tài khoản này không có khoá để mở.")


class KeyRenewed(DomainError):
    """The case got a fresh key while a file for it was on its way: the file would stay closed under the old one."""

    text = N_("Trong lúc tệp đang tải lên thì hồ sơ được khoá lại bằng khoá mới. Chọn lại tệp rồi gửi lần nữa.")


class NoKeyYet(DomainError):
    """Somebody is to get a locked case who has no key of their own yet."""

    text = N_("Người này chưa có khoá hồ sơ kín. Nhờ họ đăng nhập lại một lần bằng mật khẩu rồi giao lại.")
    field = "assignee"


class KeyNotInHand(DomainError):
    """The official's own key is not open in this session."""

    text = N_("Phiên này chưa mở khoá hồ sơ kín. Thoát ra, đăng nhập lại bằng mật khẩu rồi làm lại.")


class DeskWithoutKey(DomainError):
    """What speaks of somebody is not taken where only the server's own keys would guard it."""

    text = N_(
        "Bàn tiếp nhận của %(name)s chưa có khoá riêng, chưa giữ kín được đơn nói về người, nên chưa nhận đơn ấy ở đây."
    )
    field = "concerns"


class DeskHasKey(DomainError):
    """The desk has a key already."""

    text = N_("Bàn tiếp nhận này đã có khoá.")


class KeeperWrong(DomainError):
    """Two different people keep the halves, both with a key of their own, neither of them at the desk."""

    text = N_("Chọn hai người giữ hộ khác nhau, không phải người của bàn tiếp nhận, và cả hai đã có khoá riêng.")
    field = "keepers"


class HalvesMissing(DomainError):
    """Not both halves are there."""

    text = N_("Chưa đủ hai nửa khoá. Nhờ cả hai người giữ hộ trao nửa khoá cho mình.")


class HalfGone(DomainError):
    """The keeper's own key was made anew: the half was closed for the one before."""

    text = N_("Nửa này không mở được nữa vì khoá riêng của anh chị đã làm mới. Nhờ người giữ khoá chia lại.")


class NotAKeyHolder(DomainError):
    """Only whoever holds a desk's key hands it on, and only to those who receive petitions there."""

    text = N_("Chỉ người đang giữ khoá trao được khoá, và chỉ trao cho người tiếp nhận của bàn này đã có khoá riêng.")


class DrillMissing(DomainError):
    """No rehearsal is under way."""

    text = N_("Chưa có cuộc diễn tập nào đang mở. Bấm mở diễn tập trước.")
