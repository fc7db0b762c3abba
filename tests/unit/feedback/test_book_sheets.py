"""Lines of the paper book: forgiving in form, strict in meaning; every fault at its cell."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.states import Writer
from core.sheets import CellValue, Grid, cell_name
from feedback.bulk.checking import CheckedLine, check_line
from feedback.bulk.choices import CHOICES, find_choice, label_of
from feedback.bulk.errors import HeadingsMissing, HeadingTwice, NothingInSheet, TooManyLines
from feedback.bulk.lines import HEADINGS, OTHER_HEADINGS, REQUIRED, Line, Slot, Way
from feedback.bulk.reading import Place
from feedback.bulk.sheet import EXAMPLE, check_sheet, find_layout, plan
from feedback.desk.states import Signature
from feedback.states import Concerns, Field
from tests.support.book_lines import line

TODAY = date(2026, 3, 10)
HAMLET = Place(uuid.UUID(int=7), "Thôn Cầu Gỗ", "Cầu Gỗ")


def check(**changes: Any) -> CheckedLine:
    return check_line(line(**changes), hamlets=[HAMLET], today=TODAY)


def right(**changes: Any) -> Line:
    checked = check(**changes)
    assert checked.line is not None, checked.faults
    return checked.line


def wrong(**changes: Any) -> dict[Slot, str]:
    return {fault.slot: fault.expected for fault in check(**changes).faults}


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 3, 5), datetime(2026, 3, 5, 14, 30),  # noqa: DTZ001 - Excel knows no zones
        "05/03/2026", "5/3/2026", " 5-3-2026 ", "5.3.2026", "2026-03-05",
        "2026-03-05 00:00:00", "ngày 5 tháng 3 năm 2026", 46086, 46086.5,
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(typed: CellValue) -> None:
    assert right(RECEIVED=typed).received_on == date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "3/2026", True, 12, 1e300, float("nan"), float("inf")])
def test_what_is_no_day_is_told(typed: CellValue) -> None:
    assert wrong(RECEIVED=typed) == {Slot.RECEIVED: "Ghi ngày như 05/03/2026."}


def test_a_day_lies_within_the_past_year() -> None:
    assert "sau hôm nay" in wrong(RECEIVED="11/03/2026")[Slot.RECEIVED]
    assert "Xem lại năm" in wrong(RECEIVED="05/03/2016")[Slot.RECEIVED]
    assert right(RECEIVED="10/03/2026").received_on == TODAY


@pytest.mark.parametrize(
    "typed",
    ["0912 345 678", "0912.345.678", 912345678, 912345678.0, "+84 912 345 678", "84912345678", "(0912) 345-678"],
)
def test_a_telephone_number_gets_back_what_excel_took_away(typed: CellValue) -> None:
    assert right(PHONE=typed, CONSENT="Có").phone == "0912345678"


@pytest.mark.parametrize(
    "typed", ["0912", "không có", "0912345678 / 0987654321", 12345678901234, "０９１２３４５６７８x"]
)
def test_what_is_no_telephone_number_is_told(typed: CellValue) -> None:
    assert Slot.PHONE in wrong(PHONE=typed, CONSENT="Có")


def test_a_telephone_number_is_kept_only_when_it_is_said_whether_one_may_call() -> None:
    assert Slot.CONSENT in wrong(PHONE="0912345678")
    assert right(PHONE="0912345678", CONSENT="x").consent
    assert not right(PHONE="0912345678", CONSENT="không").consent


def test_choices_are_known_without_marks_case_and_spaces() -> None:
    found = right(WAY="  DON VIET,   mang toi ", CONCERNS="lanh dao xa", FIELD="dat dai", SIGNATURE="điểm chỉ")
    assert (found.way, found.concerns, found.field) == (Way.PAPER_BROUGHT, Concerns.COMMUNE_LEADER, Field.LAND)
    assert found.signature is Signature.FINGERPRINT
    assert right(HAMLET="cau go").hamlet_id == HAMLET.id == right(HAMLET="THÔN CẦU GỖ").hamlet_id


def test_every_choice_is_found_by_its_own_name_and_no_two_share_one() -> None:
    for slot, members in CHOICES.items():
        assert [find_choice(slot, label_of(member)) for member in members] == list(members)


def test_what_is_not_in_a_list_is_told_at_its_cell() -> None:
    assert set(wrong(WAY="chim bồ câu", CONCERNS="ông X", HAMLET="Thôn Không Có")) == {
        Slot.WAY, Slot.CONCERNS, Slot.HAMLET
    }  # fmt: skip


def test_all_that_must_be_there_is_asked_for_at_once() -> None:
    assert set(wrong(RECEIVED=None, WAY="", CONCERNS=" ", WHAT=None)) == set(REQUIRED)


def test_somebody_is_named_or_it_is_said_that_nobody_is() -> None:
    assert set(wrong(NAME="")) == {Slot.NAME}
    assert right(NAME="", WRITER="Nặc danh").writer is Writer.ANONYMOUS
    assert set(wrong(WRITER="Không nêu tên", PHONE="0912345678", CONSENT="Có")) == {Slot.NAME, Slot.PHONE}


def test_so_many_people_are_counted_only_when_many_wrote() -> None:
    assert set(wrong(WRITER="Nhiều người")) == {Slot.PEOPLE}
    assert right(WRITER="Nhiều người", PEOPLE="12 người").people == 12
    assert right(PEOPLE=7).writer is Writer.SEVERAL
    assert set(wrong(WRITER="Một người", PEOPLE=5)) == {Slot.PEOPLE}


def test_nobody_signs_by_telephone_and_what_was_told_is_signed_at_the_desk_only() -> None:
    assert set(wrong(WAY="Đường dây nóng", SIGNATURE="Đã ký")) == {Slot.SIGNATURE}
    assert set(wrong(WAY="Kể tại bàn", SIGNATURE="Đã điểm chỉ")) == {Slot.SIGNATURE}


def test_a_line_comes_back_from_its_seal_as_it_was() -> None:
    found = right(FIELD="Đất đai", HAMLET="Cầu Gỗ", PHONE=912345678, CONSENT="Có", SIGNATURE="Đã ký", PEOPLE=3)
    assert Line.unpack(found.pack()) == found
    assert "Nguyễn" not in repr(found)


def grid(*rows: Sequence[CellValue], head: Sequence[str] | None = None) -> list[Grid]:
    return [Grid("Đơn", [head or [HEADINGS[slot] for slot in Slot], *rows])]


def cells(**changes: Any) -> list[CellValue]:
    values = line(**changes)
    return [values.get(slot) for slot in Slot]


def test_faults_stand_at_their_cells() -> None:
    checked = check_sheet(grid(cells(BOOK="1"), cells(BOOK="2", PHONE="x")), hamlets=[], today=TODAY)
    assert [row for row, _ in checked.lines] == [2]
    assert [(fault.address, fault.heading) for fault in checked.faults] == [("N3", "Điện thoại")]


def test_headings_may_stand_lower_in_another_order_and_under_other_names() -> None:
    head = ["Nội dung đơn (tóm tắt)", "ngày tiếp nhận *", "NGUON", "nói về ai", "Họ và tên", "Ghi chú"]
    row: list[CellValue] = ["Cống đầu xóm tắc đã lâu.", "5/3/2026", "bưu điện", "không", "Mẫu", "x"]
    sheets = [Grid("Bìa", [["UBND xã"]]), Grid("S", [["SỔ TIẾP CÔNG DÂN"], [], head, row])]
    checked = check_sheet(sheets, hamlets=[], today=TODAY)
    assert [(number, one.way) for number, one in checked.lines] == [(4, Way.PAPER_POST)]


def test_every_heading_of_every_slot_is_known() -> None:
    for slot in Slot:
        for name in (HEADINGS[slot], *OTHER_HEADINGS[slot]):
            head = [HEADINGS[one] for one in REQUIRED if one is not slot] + [name.upper()]
            if slot in REQUIRED:
                assert find_layout(grid(head=head)).columns[len(head) - 1] is slot
            else:
                assert slot in find_layout(grid(head=head)).columns.values()


def test_equal_lines_and_equal_numbers_are_told_with_the_row_of_the_first() -> None:
    rows = [cells(BOOK="1"), cells(BOOK=" 1", WHAT="Một việc khác hẳn."), cells(BOOK=None), cells(BOOK=None)]
    checked = check_sheet(grid(*rows), hamlets=[], today=TODAY)
    assert [row for row, _ in checked.lines] == [2]
    assert [(fault.address, dict(fault.fault.values)) for fault in checked.faults] == [
        ("A3", {"row": 2}), ("E4", {"row": 2}), ("E5", {"row": 2})
    ]  # fmt: skip


def test_the_example_and_empty_rows_are_no_lines() -> None:
    with pytest.raises(NothingInSheet):
        check_sheet(grid(cells(BOOK=EXAMPLE), [None] * 18, [" "] * 18), hamlets=[], today=TODAY)


def test_a_sheet_without_what_is_needed_says_which() -> None:
    with pytest.raises(NothingInSheet):
        find_layout([Grid("S", [["a", "b"]])])
    with pytest.raises(HeadingsMissing) as missing:
        find_layout(grid(head=["Nội dung", "Ngày nhận"]))
    assert missing.value.values["missing"] == "Tới bằng cách nào, Đơn nói về ai"
    with pytest.raises(HeadingTwice):
        find_layout(grid(head=["Nội dung", "Ngày nhận", "Ngày"]))
    with pytest.raises(TooManyLines):
        check_sheet(grid(*[cells(BOOK=str(n)) for n in range(2001)]), hamlets=[], today=TODAY)


def test_cells_are_named_as_excel_names_them() -> None:
    assert [cell_name(0, 0), cell_name(6, 1), cell_name(9, 25), cell_name(0, 26), cell_name(0, 701)] == [
        "A1", "B7", "Z10", "AA1", "ZZ1"
    ]  # fmt: skip


def test_the_plan_of_an_empty_sheet_is_one_that_is_understood() -> None:
    made = plan([HAMLET])
    layout = find_layout([Grid(made.name, [[column.heading for column in made.columns]])])
    assert list(layout.columns.values()) == list(Slot)
    example = {slot: column.example for slot, column in zip(Slot, made.columns, strict=True)}
    assert check_line(example, hamlets=[HAMLET], today=TODAY).faults == ()


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.text(max_size=40),
    st.sampled_from(["05/03/2026", "=1+1", "-", "Có", "Không", "99/99/9999", "0912345678", "\x00", "Ễ" * 9]),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(list(Slot)), _VALUES))
def test_whatever_stands_in_a_line_is_a_line_or_faults_never_an_accident(values: dict[Slot, CellValue]) -> None:
    checked = check_line(values, hamlets=[HAMLET], today=TODAY)
    assert (checked.line is None) == bool(checked.faults)
    if checked.line is not None:
        assert Line.unpack(checked.line.pack()) == checked.line


@given(st.lists(st.lists(_VALUES, max_size=20), max_size=8))
def test_whatever_stands_in_a_sheet_is_read_or_refused_by_a_rule(rows: list[list[CellValue]]) -> None:
    checked = check_sheet(grid(cells(), *rows), hamlets=[], today=TODAY)
    assert checked.lines[0][0] == 2
    assert all(fault.row < len(rows) + 2 for fault in checked.faults)
