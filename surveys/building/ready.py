"""Ready sets that ship as data: each with where it comes from and how surely. They become a draft, never a version."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from surveys.documents import read_document
from surveys.forms import QuestionSet

FOLDER = Path(__file__).resolve().parents[1] / "data" / "ready"


@dataclass(frozen=True, slots=True)
class ReadySet:
    """A set to begin from; `name` stands in addresses. `is_empty`: only its name is known, the province fills it in."""

    name: str
    form: QuestionSet
    document: dict[str, Any]

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing but the faces."""
        return len(self.form.questions) == 1

    @property
    def temporary(self) -> int:
        """How many questions wait for the official wording."""
        return sum(question.temporary for question in self.form.questions)


@cache
def ready_sets() -> Sequence[ReadySet]:
    """All of them, in the order of their files."""
    return [_load(path) for path in sorted(FOLDER.glob("*.json"))]


def find_ready(name: str) -> ReadySet | None:
    """One by its name."""
    return next((one for one in ready_sets() if one.name == name), None)


def _load(path: Path) -> ReadySet:
    document = json.loads(path.read_text(encoding="utf-8"))
    form, faults = read_document(document, form_id=uuid.UUID(int=0))
    if faults:
        raise ValueError(f"{path.name}: {faults}")
    return ReadySet(path.stem.partition("-")[2], form, document)
