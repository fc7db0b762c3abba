"""Enumerations of covered copies, and which state leads where."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class CopyState(StrEnum):
    """Where a covered copy stands."""

    PROPOSED = "proposed"  # chờ người thứ hai xem
    APPROVED = "approved"  # người được nêu tên đọc được
    RETURNED = "returned"  # còn chỗ lộ, làm lại bản khác
    WITHDRAWN = "withdrawn"  # thu lại, không ai đọc được nữa


class CopyAct(StrEnum):
    """What can be done to a copy."""

    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    NAME = "name"  # nêu tên, bỏ tên người đọc
    READ = "read"


_S, _A = CopyState, CopyAct
COPY = Machine(
    name="copy",
    states=_S,
    acts=_A,
    initial=_S.PROPOSED,
    final=frozenset({_S.RETURNED, _S.WITHDRAWN}),
    table={
        (_S.PROPOSED, _A.APPROVE): _S.APPROVED,
        (_S.PROPOSED, _A.RETURN): _S.RETURNED,
        (_S.PROPOSED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.PROPOSED, _A.READ): _S.PROPOSED,
        (_S.APPROVED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.APPROVED, _A.NAME): _S.APPROVED,
        (_S.APPROVED, _A.READ): _S.APPROVED,
    },
)
