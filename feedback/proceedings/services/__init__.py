"""Writes of formal proceedings."""

from feedback.proceedings.services.ending import let_take_effect
from feedback.proceedings.services.formalising import formalise
from feedback.proceedings.services.keeping import keep_choice
from feedback.proceedings.services.lodging import lodge_second
from feedback.proceedings.services.naming import drop_member, name_decider, name_member
from feedback.proceedings.services.taking import take

__all__ = [
    "drop_member",
    "formalise",
    "keep_choice",
    "let_take_effect",
    "lodge_second",
    "name_decider",
    "name_member",
    "take",
]
