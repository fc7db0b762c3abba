"""The installations to measure: the demo's story, and on top of it ten thousand and a hundred thousand petitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select, text

from accounts.models import Account
from agencies.models import Agency, ServicePoint
from bench.processes import python
from bench.seeding import seed, seed_answers
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from core.context import Context
from demo.loading import load_once
from demo.world import COMMUNE_CODE
from feedback.models import Petition
from feedback.states import PetitionState

HANDLERS = ("xuly", "xacminh")


@dataclass(frozen=True)
class Installation:
    """A data folder with its database, and what lanes need to know of it."""

    runtime: Runtime
    shown: list[UUID]
    point_code: str

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return self.runtime.settings

    def count_petitions(self) -> int:
        """How many there are now."""
        with self.runtime.reading() as ctx:
            return int(ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one())

    def count_answers(self) -> int:
        """How many survey answers there are now."""
        with self.runtime.reading() as ctx:
            return int(ctx.session.execute(text("SELECT count(*) FROM survey_answer")).scalar_one())


def environ(settings: Settings) -> dict[str, str]:
    """What a process of this installation needs in its environment."""
    return {
        "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url, "PORT": str(settings.port),
        "HOST": "127.0.0.1", "PUBLIC_URL": f"http://127.0.0.1:{settings.port}", "DEMO": "0",
        # Counted as everywhere, though all come from one address.
        "SENDS_PER_HOUR": "1000000",
    }  # fmt: skip


def settings_for(folder: Path, port: int, database_url: str | None = None) -> Settings:
    """Settings of a real installation in that folder: nothing is made cheaper for the measurement."""
    url = database_url or f"sqlite:///{folder / 'app.sqlite3'}"
    return Settings(data_dir=folder, database_url=url, port=port, public_url=f"http://127.0.0.1:{port}")


def build_base(settings: Settings) -> None:
    """Keys, tables and the demo's story."""
    keys = (
        "from pathlib import Path; from bootstrap.keys import ensure_keys; import sys; ensure_keys(Path(sys.argv[1]))"
    )
    python("-c", keys, str(settings.data_dir), environ={})
    python("-m", "flask", "--app", "wsgi", "db", "upgrade", environ=environ(settings))
    # Cheap passwords: nobody signs in with one here.
    runtime = build_runtime(replace(settings, demo=True, argon2_memory_kib=8, argon2_time=1))
    load_once(runtime)
    runtime.engine.dispose()


def fill(settings: Settings, count: int, answers: int) -> Installation:
    """Add so many petitions and survey answers to the story (none: they are there already)."""
    runtime = build_runtime(settings)
    with runtime.reading() as ctx:
        a, p = Agency, ServicePoint
        commune = ctx.session.execute(select(a.id).where(a.code == COMMUNE_CODE, a.valid_to.is_(None))).scalar_one()
        people = select(Account.id).where(Account.user_name.in_(HANDLERS)).order_by(Account.user_name)
        assignees = list(ctx.session.execute(people).scalars())
        points = select(p.code).where(p.agency_id == commune).order_by(p.number).limit(1)
        code = ctx.session.execute(points).scalar_one()
    seed(runtime, count=count, commune_id=commune, assignees=assignees)
    if answers:
        seed_answers(runtime, count=answers, commune_id=commune)
    with runtime.reading() as ctx:
        shown = _answered(ctx, commune)
    if runtime.engine.dialect.name == "postgresql":
        # What autovacuum does by itself within a minute.
        with runtime.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
    return Installation(runtime, shown, code)


def _answered(ctx: Context, commune_id: UUID) -> list[UUID]:
    p = Petition
    found = select(p.id).where(p.agency_id == commune_id, p.state == PetitionState.ANSWERED, p.draft_tag.is_(None))
    return list(ctx.session.execute(found.order_by(p.due_at.desc()).limit(100)).scalars())
