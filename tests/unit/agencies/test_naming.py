from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.naming import PREFIXES, lower_kind, segment, split_name, stable_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Xã Yên Thế", ("Xã", "Yên Thế")),
        ("Phường Phương Liễu", ("Phường", "Phương Liễu")),
        ("Thành phố Hà Nội", ("Thành phố", "Hà Nội")),
        ("Thị trấn Phồn Xương", ("Thị trấn", "Phồn Xương")),
        ("Đặc khu Vân Đồn", ("Đặc khu", "Vân Đồn")),
        ("Tổ dân phố số 3", ("Tổ dân phố", "số 3")),
        ("Xãng", ("", "Xãng")),
    ],
)
def test_a_name_is_split_into_kind_and_rest(name: str, expected: tuple[str, str]) -> None:
    assert split_name(name) == expected


def test_inside_a_sentence_only_the_kind_is_lower_case() -> None:
    assert lower_kind("Thành phố Hồ Chí Minh") == "thành phố Hồ Chí Minh"
    assert lower_kind("Văn phòng") == "Văn phòng"


@given(st.text())
def test_a_segment_never_holds_what_separates_segments(name: str) -> None:
    found = segment(name)
    assert found
    assert found.isascii()
    assert not set(found) & {".", "/", "%", " "}
    assert len(found) <= 40


@given(st.sampled_from(PREFIXES), st.text(min_size=1))
def test_splitting_loses_nothing(prefix: str, rest: str) -> None:
    assert " ".join(split_name(f"{prefix} {rest}")) == f"{prefix} {rest}"


def test_ids_of_imported_units_are_the_same_everywhere() -> None:
    assert str(stable_id("commune", "07288", "2025-07-01")) == "b9e3c72e-a4ff-5e49-80ff-c21ad2f9707d"
    assert stable_id("commune", "07288") != stable_id("province", "07288")
