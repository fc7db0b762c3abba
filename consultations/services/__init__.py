"""Writes of consultations."""

from __future__ import annotations

from consultations.services.compiling import (
    assign_opinions,
    delete_group,
    describe_group,
    publish_result,
    return_result,
    submit_result,
)
from consultations.services.opinions import Receipt, give_opinion
from consultations.services.preparing import (
    close_consultation,
    draft_consultation,
    edit_consultation,
    extend_consultation,
    open_to_opinions,
)

__all__ = [
    "Receipt",
    "assign_opinions",
    "close_consultation",
    "delete_group",
    "describe_group",
    "draft_consultation",
    "edit_consultation",
    "extend_consultation",
    "give_opinion",
    "open_to_opinions",
    "publish_result",
    "return_result",
    "submit_result",
]
