"""The table of printings of posters."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from surveys.states import RunState


class SurveyPosterRun(Model):
    """đợt in áp phích: which sheets of which service points; `parts` are keys of packages in the file store.

    `sheets` are shape, paper and form (`poster.a4.pdf`), `points` pairs of a service point and the base of its address.
    Nothing on a poster is secret; the packages go a day later because they can be drawn anew at any time.
    """

    __tablename__ = "survey_poster_run"
    __table_args__ = (
        one_of("state", RunState),
        CheckConstraint("made <= total", name="no_more_than_asked"),
        Index("ix_survey_poster_run_account_id", "account_id", "created_at"),
        Index("ix_survey_poster_run_forget_at", "forget_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    state: Mapped[RunState] = mapped_column(EnumText(RunState))
    sheets: Mapped[list[Any]] = mapped_column(JSON)
    points: Mapped[list[Any]] = mapped_column(JSON)
    total: Mapped[int]
    made: Mapped[int]
    parts: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    forget_at: Mapped[datetime | None]
