"""Tables of protection. What a stolen database tells: that a case has a record, how many entries, coarse days."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class ConfidedFile(Model):
    """hồ sơ kín: the sealed record beside a case, or (with `desk_id`) a report of retaliation for the province's desk.

    Its id is the case whose key seals it: the petition itself, or a key of its own. A case in which a word was said
    and one in which somebody is hidden away look the same here.
    """

    __tablename__ = "confided_file"
    __table_args__ = (Index("ix_confided_file_look_on", "look_on"),)

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), primary_key=True)
    # When the petition's key is destroyed, what was told of it elsewhere goes with it.
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), index=True)
    desk_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agency.id"), index=True)
    # The next day on which somebody of those who may read it should look; why lies in the entries.
    look_on: Mapped[date | None]
    told_on: Mapped[date | None]


class ConfidedEnclosure(Model):
    """A photo or file put with a word or a report: sealed copies in the file store, and sealed facts. Which entry it
    belongs to only that entry says.
    """

    __tablename__ = "confided_enclosure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("confided_file.id", ondelete="CASCADE"), index=True)
    original_key: Mapped[str] = mapped_column(String(64))
    display_key: Mapped[str] = mapped_column(String(64))
    thumb_key: Mapped[str] = mapped_column(String(64))
    sealed_facts: Mapped[bytes] = mapped_column(LargeBinary)


class ConfidedEntry(Model):
    """One entry, append only: kind, author, exact time and words all in the sealed part, which has a coarse length."""

    __tablename__ = "confided_entry"
    __table_args__ = (UniqueConstraint("file_id", "seq"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("confided_file.id", ondelete="CASCADE"))
    seq: Mapped[int]
    on_day: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
