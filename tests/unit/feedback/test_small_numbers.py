"""What is told of few people: nothing, not by subtraction either."""

from __future__ import annotations

import uuid
from types import SimpleNamespace
from typing import Any

import pytest

from feedback.aftermath.satisfaction import Satisfaction, too_few


def place() -> Any:
    return SimpleNamespace(id=uuid.uuid4())


@pytest.mark.parametrize(
    ("totals", "hidden"),
    [
        ((9, 8, 7), set()),
        ((9, 8, 0), {2}),  # nothing to be known of nobody
        ((9, 8, 3), {1, 2}),  # alone it would be the whole less the others
        ((9, 4, 3), {1, 2}),  # seven together
        ((3,), {0}),
        ((9, 2, 1, 1), {0, 1, 2, 3}),
    ],
)
def test_few_are_hidden_with_company(totals: tuple[int, ...], hidden: set[int]) -> None:
    rows = [(place(), Satisfaction(answered=total)) for total in totals]
    assert too_few(rows) == {rows[number][0].id for number in hidden}
