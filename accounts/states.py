"""Where a sign-in stands, and how a second factor was shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """bước đăng nhập: what a person must still do before they are signed in completely."""

    SECOND_FACTOR = "second_factor"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a step
    ENROLL = "enroll"
    COMPLETE = "complete"


class Factor(StrEnum):
    """bước xác thực thứ hai."""

    TOTP = "totp"
    PASSKEY = "passkey"
    RECOVERY_CODE = "recovery_code"


class Assurance(StrEnum):
    """muc_dinh_danh (law sheet §9.11, 20): how surely it is known who somebody is. NĐ 69/2024."""

    UNVERIFIED = "unverified"  # chưa xác minh
    PHONE_CODE = "phone_code"  # OTP điện thoại
    DECLARED_ID = "declared_id"  # khai CCCD
    AT_DESK = "at_desk"  # đối chiếu tại quầy
    VNEID_2 = "vneid_2"  # VNeID mức 2


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """What decides the next step."""

    has_factor: bool  # a TOTP secret or a passkey
    factor_shown: bool  # in this session
    must_change_password: bool
    factor_required: bool  # holds a role that sees petitions


def next_step(facts: SignInFacts) -> Step:
    """The next step of a sign-in whose password was right.

    The second factor comes before the new password: whoever only knows the password must not replace it. A factor is
    set up last, and counts as shown in the session that set it up.
    """
    if facts.has_factor and not facts.factor_shown:
        return Step.SECOND_FACTOR
    if facts.must_change_password:
        return Step.NEW_PASSWORD
    if facts.factor_required and not facts.factor_shown:
        return Step.ENROLL
    return Step.COMPLETE
