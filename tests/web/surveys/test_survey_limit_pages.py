"""The page of numbers by which odd ratings are told: everybody it concerns reads it, the province changes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.roles import Role
from tests.support.checking_client import CheckingClient
from tests.support.counters import Counters

SignIn = Callable[..., CheckingClient]
PAGE = "/can-bo/khao-sat-nguong"


def test_the_province_changes_a_number_and_says_why(counters: Counters, sign_in: SignIn) -> None:
    admin = sign_in(Role.PROVINCE_ADMIN, counters.province)
    assert admin.get(PAGE).text.count("cần xác nhận") == 10
    page = admin.get(f"{PAGE}/kept_day")
    assert "từ 1 đến 2000" in admin.submit_on(page, {"number": "5000", "reason": "Đông"}, status=422).text
    assert "Ghi một số tròn" in admin.submit_on(page, {"number": "nhiều", "reason": "Đông"}, status=422).text
    assert "Ghi một câu" in admin.submit_on(page, {"number": "1.500"}, status=422).text
    listed = admin.submit_on(
        page, {"number": "1.500", "reason": "Người thu tiền điện đi giúp", "document": "07/QĐ-UBND"}
    )
    assert "1.500" in listed.text
    assert "07/QĐ-UBND" in listed.text
    assert listed.text.count("cần xác nhận") == 9
    read = sign_in(Role.SURVEY_MANAGER).get(PAGE)
    assert "1.500" in read.text
    assert "kept_day" not in read.text
    admin.get(f"{PAGE}/khong-co", status=404)


@pytest.mark.parametrize("role", [Role.SURVEY_MANAGER, Role.LEADER, Role.BOARD_MEMBER])
def test_others_read_and_do_not_change(sign_in: SignIn, role: Role) -> None:
    official = sign_in(role)
    assert "Khi nào đánh giá bị ngờ" in official.get(PAGE).text
    official.get(f"{PAGE}/kept_day", status=403)


def test_a_clerk_has_no_use_for_it(sign_in: SignIn) -> None:
    sign_in(Role.INTAKE_CLERK).get(PAGE, status=403)
