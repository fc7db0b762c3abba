"""What the public is told of denunciations, by province and ended year."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

_FIGURES = ("received", "concluded", "found_right", "found_partly", "found_wrong")
_CHECKS = {
    "telling_known": "telling IN ('told', 'few_places')",
    "sensible": "edition >= 1 AND fewest >= 2",
    "untold_is_empty": "telling = 'told' OR (received IS NULL AND concluded IS NULL)",
    "received_enough": "received IS NULL OR received >= fewest",
    "concluded_enough": "concluded IS NULL OR concluded >= fewest",
    "findings_together": (
        "(found_right IS NULL AND found_partly IS NULL AND found_wrong IS NULL) OR (found_right IS NOT NULL"
        " AND found_partly IS NOT NULL AND found_wrong IS NOT NULL AND concluded IS NOT NULL AND found_right >= fewest"
        " AND found_partly >= fewest AND found_wrong >= fewest"
        " AND concluded = found_right + found_partly + found_wrong)"
    ),
}


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "denunciation_year",
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("telling", sa.String(length=40), nullable=False),
        sa.Column("computed_on", sa.Date(), nullable=False),
        sa.Column("communes", sa.Integer(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in _FIGURES),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_denunciation_year_{name}")) for name, rule in _CHECKS.items()),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name=op.f("fk_denunciation_year_province_id_agency")),
        sa.PrimaryKeyConstraint("province_id", "year", "edition", name=op.f("pk_denunciation_year")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("denunciation_year")
