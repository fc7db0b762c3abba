"""Tables of letters to many."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.letters.states import RunState
from feedback.papers.states import PaperFormat, PaperKind


class LetterRun(Model):
    """thư hàng loạt: one kind of document for many cases, asked for by one official.

    What was typed and the letters are sealed under a key of the run; erasing `wrapped_key` makes them unreadable. What
    is left then: who asked for which document, when, and how many there were.
    """

    __tablename__ = "letter_run"
    __table_args__ = (
        one_of("kind", PaperKind),
        one_of("made_as", PaperFormat),
        one_of("state", RunState),
        CheckConstraint("(state = 'gone') = (wrapped_key IS NULL)", name="readable_until_gone"),
        CheckConstraint("written + left_out <= total", name="no_more_than_asked"),
        Index("ix_letter_run_account", "account_id", "created_at", "id"),
        Index("ix_letter_run_expires_at", "state", "expires_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[PaperKind] = mapped_column(EnumText(PaperKind))
    made_as: Mapped[PaperFormat] = mapped_column(EnumText(PaperFormat))
    state: Mapped[RunState] = mapped_column(EnumText(RunState))
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_command: Mapped[bytes] = mapped_column(LargeBinary)
    petition_ids: Mapped[list[Any]] = mapped_column(JSON)
    # Keys of the finished parts in the file store (random), each a sealed package of letters.
    parts: Mapped[list[Any]] = mapped_column(JSON)
    total: Mapped[int]
    written: Mapped[int]
    left_out: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
