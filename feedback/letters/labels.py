"""Vietnamese names of the enumerations of letters to many."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.letters.states import RunState

LABELS = Labels(
    {
        RunState.RUNNING: N_("Đang soạn"),
        RunState.DONE: N_("Đã xong"),
        RunState.GONE: N_("Đã xoá"),
    }
)
