"""Who makes reports, about which agencies, and whose figures hold what is sealed."""

from __future__ import annotations

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_

# At exactly their own agency; the others also over what lies below it.
AT_DESK = (Role.INTAKE_CLERK, Role.RECORDS_CLERK)
OVER = (Role.LEADER, Role.PROVINCIAL_INSPECTOR)
REPORTERS = (*AT_DESK, *OVER)
# They may know how many sealed petitions there are: the desk that receives them; the chairman, who settles and signs
# the report (Denunciation Act art. 13; TT 02/2021); the inspectorate it goes to. Not the records clerk (ADR 0701).
KNOWS_SEALED = (Role.INTAKE_CLERK, *OVER)


def _reaches(actor: Actor, role: Role, path: str) -> bool:
    if role in OVER:
        return actor.holds_over(role, path)
    return any(grant.role == role and grant.path == path for grant in actor.grants)


def can_report(actor: Actor, path: str) -> Decision:
    """Whether the actor may see the figures of the agency of this path."""
    if any(_reaches(actor, role, path) for role in REPORTERS):
        return YES
    return no(N_("Tài khoản này không lập báo cáo cho đơn vị này."))


def knows_sealed(actor: Actor, path: str) -> bool:
    """Whether the figures of this agency may hold its sealed petitions. All denunciations are sealed: whoever may not
    know gets no figure from which their number could be reckoned.
    """
    return any(_reaches(actor, role, path) for role in KNOWS_SEALED)


def can_sum_up(actor: Actor, path: str) -> Decision:
    """Whether the actor sees an agency's communes one by one and their sum: whoever stands over it, not at its desk."""
    if any(actor.holds_over(role, path) for role in OVER):
        return YES
    return no(N_("Chỉ lãnh đạo và thanh tra tỉnh xem số liệu từng xã."))


def can_keep_periods(actor: Actor, province_path: str) -> Decision:
    """Whether the actor keeps the days of the periods: the province's administrator."""
    if actor.holds_over(Role.PROVINCE_ADMIN, province_path):
        return YES
    return no(N_("Chỉ quản trị tỉnh sửa ngày chốt kỳ báo cáo."))


def can_export(actor: Actor, province_path: str) -> Decision:
    """Whether the actor takes the package for the national database: the province's inspectorate."""
    if any(grant.role == Role.PROVINCIAL_INSPECTOR and grant.path == province_path for grant in actor.grants):
        return YES
    return no(N_("Chỉ thanh tra tỉnh lấy dữ liệu cho cơ sở dữ liệu quốc gia."))


def can_keep_tokens(actor: Actor, province_path: str) -> Decision:
    """Whether the actor makes and revokes keys for machines: the province's administrator."""
    if any(grant.role == Role.PROVINCE_ADMIN and grant.path == province_path for grant in actor.grants):
        return YES
    return no(N_("Chỉ quản trị tỉnh cấp khoá kết nối."))
