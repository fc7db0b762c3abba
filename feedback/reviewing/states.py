"""Enumerations of the review."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a clerk made of it."""

    PASSED = "passed"  # đưa vào giải quyết
    SPAM = "spam"  # thư rác


class SpamReason(StrEnum):
    """Why it is no petition: a choice. Hard words and hard matters are none of these."""

    ADVERTISING = "advertising"  # quảng cáo, lừa đảo
    MACHINE = "machine"  # máy gửi hàng loạt
    REPEATED = "repeated"  # gửi lặp lại nguyên văn
    NONSENSE = "nonsense"  # chữ vô nghĩa
