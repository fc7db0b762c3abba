"""The roles an official may hold over an agency."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """vai_tro (law sheet §9.11, 21). What each may do is declared once, in `accounts.matrix`."""

    INTAKE_CLERK = "intake_clerk"  # người tiếp nhận, một cửa
    HANDLER = "handler"  # chuyên viên xử lý
    VERIFIER = "verifier"  # người xác minh
    LEADER = "leader"  # lãnh đạo UBND
    RECORDS_CLERK = "records_clerk"  # văn thư
    PUBLISHER = "publisher"  # người phụ trách công khai
    DIALOGUE_SECRETARY = "dialogue_secretary"  # thư ký đối thoại, tiếp dân
    SURVEY_MANAGER = "survey_manager"  # phụ trách khảo sát
    HAMLET_HEAD = "hamlet_head"  # Trưởng thôn, Tổ trưởng TDP
    BOARD_MEMBER = "board_member"  # thành viên Ban Thanh tra nhân dân
    FRONT_OFFICER = "front_officer"  # cán bộ MTTQ
    COUNCIL_MEMBER = "council_member"  # Thường trực HĐND, đại biểu HĐND
    PROVINCIAL_INSPECTOR = "provincial_inspector"  # Thanh tra tỉnh, VP UBND tỉnh
    LOG_AUDITOR = "log_auditor"  # kiểm toán nhật ký
    DATA_PROTECTION_OFFICER = "data_protection_officer"  # người bảo vệ dữ liệu (DPO)
    COMMUNE_ADMIN = "commune_admin"  # quản trị xã: quản lý tài khoản, không xem đơn
    PROVINCE_ADMIN = "province_admin"  # quản trị tỉnh


# Roles that see petitions, or what leads to them: a second factor is required to sign in.
SEES_PETITIONS = frozenset(
    {
        Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER, Role.RECORDS_CLERK, Role.BOARD_MEMBER,
        Role.FRONT_OFFICER, Role.COUNCIL_MEMBER, Role.PROVINCIAL_INSPECTOR, Role.LOG_AUDITOR,
        Role.DATA_PROTECTION_OFFICER, Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN,
    }
)  # fmt: skip

# quản trị: they manage accounts and see no petition.
ADMINS = (Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN)

# They read sealed petitions, also those about the officials an administrator works under: no commune's administrator
# makes one, or takes over the account of one (docs/adr/0205).
READS_SEALED = frozenset({Role.INTAKE_CLERK})

# Before them a sealed petition's answer or paper lies by their office alone, without anybody naming them: whoever could
# make one of these would read it too (docs/adr/0205).
SIGNS_SEALED = frozenset({Role.LEADER, Role.RECORDS_CLERK})

# Above the commune or watching over it: only the province's administrator appoints them.
OVERSEERS = frozenset({Role.PROVINCIAL_INSPECTOR, Role.LOG_AUDITOR, Role.DATA_PROTECTION_OFFICER, Role.PROVINCE_ADMIN})
