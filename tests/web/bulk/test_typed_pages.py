"""Ten lines on a page: what is right is saved, what is not stays as it was typed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from feedback.models import Petition
from tests.support.checking_client import Answer, CheckingClient
from tests.support.forms import find_form
from tests.support.petitioning import Desk
from tests.web.bulk.test_sheet_pages import words

pytestmark = pytest.mark.query_budget(36)
PAGE = "/can-bo/nhap-nhieu/nhieu-dong"


def typed(place: int, **fields: str) -> dict[str, str]:
    """What a clerk types into one line, besides what it begins with."""
    values = {
        "concerns": "nobody",
        "what": f"Việc thứ {place}: đèn đường không sáng.",
        "name": "Nguyễn Văn Mẫu",
        **fields,
    }
    return {f"lines-{place}-{name}": value for name, value in values.items()}


def count(desk: Desk) -> int:
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one()


def values(page: Answer) -> dict[str, object]:
    return find_form(page).values


def test_good_lines_are_saved_and_empty_ones_left_alone(clerk: CheckingClient, desk: Desk) -> None:
    done = clerk.submit(PAGE, {**typed(0, book_number="1"), **typed(4, book_number="2")})
    assert count(desk) == 2
    assert "Đã nhập xong" in words(done)
    sheet = clerk.submit_on(done, {}, action="/mo-ma")
    assert "số sổ 2" in words(sheet)


def test_a_bad_line_stays_with_its_error_while_the_good_one_is_saved_once(clerk: CheckingClient, desk: Desk) -> None:
    page = clerk.submit(PAGE, {**typed(0), **typed(1, phone="12", what="Cột điện nghiêng sắp đổ.")}, status=422)
    said = words(page)
    assert count(desk) == 1
    assert "Ghi một số điện thoại" in said
    assert values(page)["lines-1-what"] == "Cột điện nghiêng sắp đổ."
    assert "Dòng 1:" in said
    again = clerk.submit_on(page, {"lines-1-phone": "0912345678", "lines-1-consent": "yes"})
    assert count(desk) == 2
    assert "Đã nhập xong" in words(again)


def test_sending_the_page_twice_makes_one_petition(clerk: CheckingClient, desk: Desk) -> None:
    page = clerk.get(PAGE)
    clerk.submit_on(page, typed(0))
    clerk.submit_on(page, typed(0))
    assert count(desk) == 1


def test_ten_more_lines_lose_nothing_and_save_nothing(clerk: CheckingClient, desk: Desk) -> None:
    page = clerk.get(PAGE)
    form = find_form(page)
    longer = clerk.post(PAGE, {**form.values, **typed(3), "them": "1"}, status=200)
    assert count(desk) == 0
    assert values(longer)["lines-3-what"] == "Việc thứ 3: đèn đường không sáng."
    assert "lines-19-what" in values(longer)
    clerk.submit_on(longer, typed(19))
    assert count(desk) == 2


def test_an_empty_page_says_so(clerk: CheckingClient) -> None:
    assert "Chưa có dòng nào được ghi" in words(clerk.submit(PAGE, {}, status=422))


def test_a_number_of_the_book_that_is_taken_is_told_beside_it(clerk: CheckingClient, desk: Desk) -> None:
    clerk.submit(PAGE, typed(0, book_number="9"))
    page = clerk.submit(PAGE, typed(0, book_number="9", what="Một việc khác hẳn ở xóm trên."), status=422)
    assert count(desk) == 1
    assert "lines-0-book_number-error" in {element.get("id") for element in page.root.iter()}
