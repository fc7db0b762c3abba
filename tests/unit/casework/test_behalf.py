"""For whom one writes."""

from __future__ import annotations

import pytest

from casework.behalf import UNSAID, Behalf, most_representatives
from casework.states import Writer


@pytest.mark.parametrize(("people", "most"), [(2, 2), (4, 4), (5, 2), (10, 2), (11, 5), (400, 5)])
def test_representatives_as_the_law_counts_them(people: int, most: int) -> None:
    assert most_representatives(people) == most


@pytest.mark.parametrize("writer", [None, Writer.ALONE, Writer.ANONYMOUS])
def test_one_person_says_nothing_that_must_be_kept(writer: Writer | None) -> None:
    assert Behalf(writer).is_empty()


def test_without_a_yes_no_name_is_kept_but_that_there_are_many_is() -> None:
    said = Behalf(Writer.SEVERAL, people=7, representatives="Bà Na\nÔng Ổi")
    assert said.without_people() == Behalf(Writer.SEVERAL, people=7)
    assert not said.without_people().is_empty()


def test_what_was_kept_before_is_read_as_unsaid() -> None:
    assert Behalf.read(None) == Behalf.read({}) == UNSAID
    assert Behalf.read({"writer": "several", "people": 3}) == Behalf(Writer.SEVERAL, people=3)
