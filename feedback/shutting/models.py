"""Tables of shutting out. Whom a petition accuses lies sealed under its key; what lies open is a keyed hash."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class PetitionAccused(Model):
    """người bị tố cáo: the accounts of the officials a petition speaks of, sealed under the petition's key."""

    __tablename__ = "petition_accused"

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PetitionShutOut(Model):
    """That somebody of the desk does not see a petition at all: keyed hash of the account, made by the server's keys.

    Only people of the desk that has it stand here, and clerks of a desk in whose lists a line of it is left: of an
    accused chairman whose case is the province's there is none. While a commune has it, whom it accuses stands here
    once more under a hash for another purpose: who is made a leader there is found by it (docs/adr/0434).
    """

    __tablename__ = "petition_shut_out"

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
