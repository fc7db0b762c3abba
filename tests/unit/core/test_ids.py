"""Numbers and codes that people copy by hand."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import ALPHABET, new_access_code, new_number, normalize_access_code, parse_number, random_id, uuid7


@pytest.mark.parametrize("code", ["07288", "24"])
def test_a_number_is_read_back_however_it_is_typed(code: str) -> None:
    number = new_number(code, 2026)
    assert number.startswith(f"{code}-26-")
    for typed in (number, number.lower(), number.replace("-", ""), number.replace("-", " "), f"  {number} "):
        assert parse_number(typed) == number


@given(st.integers(0, 6), st.sampled_from(ALPHABET), st.sampled_from(["07288", "24", "12127"]))
def test_one_wrong_symbol_is_noticed(position: int, symbol: str, code: str) -> None:
    number = new_number(code, 2026)
    tail = number.replace("-", "")[-7:]
    wrong = tail[:position] + symbol + tail[position + 1 :]
    if wrong != tail:
        assert parse_number(f"{code}26{wrong}") is None


@given(st.integers(0, 5))
def test_two_swapped_symbols_are_noticed(position: int) -> None:
    bare = new_number("07288", 2026).replace("-", "")
    head, tail = bare[:-7], list(bare[-7:])
    if tail[position] == tail[position + 1]:
        return
    tail[position], tail[position + 1] = tail[position + 1], tail[position]
    assert parse_number(head + "".join(tail)) is None


def test_the_commune_belongs_to_the_number() -> None:
    number = new_number("07288", 2026)
    assert parse_number(number.replace("07288", "07289", 1)) is None


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed: str) -> None:
    parsed = parse_number(typed)
    assert parsed is None or parse_number(parsed) == parsed


def test_an_access_code_forgives_spelling() -> None:
    code = new_access_code()
    assert normalize_access_code(code.lower().replace("-", " ")) == code.replace("-", "")
    assert len(code) == 14


def test_access_codes_do_not_repeat() -> None:
    assert len({new_access_code() for _ in range(500)}) == 500


def test_uuid7_follow_one_another_and_random_ids_are_version_4() -> None:
    made = [uuid7() for _ in range(2000)]
    assert made == sorted(made)
    assert {(each.version, each.variant) for each in made} == {(7, uuid.RFC_4122)}
    assert random_id().version == 4
    assert isinstance(random_id(), uuid.UUID)
