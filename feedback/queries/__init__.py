"""Reads of feedback."""

from feedback.queries.answers import Answer, approved_answer, latest_answer, list_answers
from feedback.queries.cases import (
    CaseView,
    Note,
    OpenContent,
    find_case_view,
    get_case,
    list_assignable,
    list_notes,
    open_content,
)
from feedback.queries.erasures import ErasureCase, ErasureRow, get_erasure, list_erasures
from feedback.queries.overview import BoardRow, CommuneFacts, commune_facts, list_for_board
from feedback.queries.queue import QueueCount, QueueRow, count_queues, list_queue
from feedback.queries.tracking import TrackedCase, get_tracked, ruling_clock

__all__ = [
    "Answer",
    "BoardRow",
    "CaseView",
    "CommuneFacts",
    "ErasureCase",
    "ErasureRow",
    "Note",
    "OpenContent",
    "QueueCount",
    "QueueRow",
    "TrackedCase",
    "approved_answer",
    "commune_facts",
    "count_queues",
    "find_case_view",
    "get_case",
    "get_erasure",
    "get_tracked",
    "latest_answer",
    "list_answers",
    "list_assignable",
    "list_erasures",
    "list_for_board",
    "list_notes",
    "list_queue",
    "open_content",
    "ruling_clock",
]
