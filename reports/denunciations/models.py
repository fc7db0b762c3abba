"""The table of yearly figures on denunciations."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from reports.denunciations.states import Telling


class DenunciationYear(Model):
    """số liệu tố cáo của một năm: what the public was told of a province, edition by edition.

    Written once, never changed. Holds nothing but what the page says: a figure that was too small is not kept anywhere.
    """

    __tablename__ = "denunciation_year"
    __table_args__ = (
        one_of("telling", Telling),
        CheckConstraint("edition >= 1 AND fewest >= 2", name="sensible"),
        CheckConstraint("telling = 'told' OR (received IS NULL AND concluded IS NULL)", name="untold_is_empty"),
        CheckConstraint("received IS NULL OR received >= fewest", name="received_enough"),
        CheckConstraint("concluded IS NULL OR concluded >= fewest", name="concluded_enough"),
        CheckConstraint(
            "(found_right IS NULL AND found_partly IS NULL AND found_wrong IS NULL) OR (found_right IS NOT NULL"
            " AND found_partly IS NOT NULL AND found_wrong IS NOT NULL AND concluded IS NOT NULL"
            " AND found_right >= fewest AND found_partly >= fewest AND found_wrong >= fewest"
            " AND concluded = found_right + found_partly + found_wrong)",
            name="findings_together",
        ),
    )

    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    telling: Mapped[Telling] = mapped_column(EnumText(Telling))
    computed_on: Mapped[date]
    # Communes with an open desk at the end of the year.
    communes: Mapped[int]
    fewest: Mapped[int]
    received: Mapped[int | None]
    concluded: Mapped[int | None]
    found_right: Mapped[int | None]
    found_partly: Mapped[int | None]
    found_wrong: Mapped[int | None]
