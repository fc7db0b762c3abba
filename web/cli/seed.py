"""`flask seed …`: believable volume, to measure with. Never into an installation where people already work."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from bootstrap.runtime import Runtime
from feedback.models import Petition
from surveys.parts.telling import publish_all
from web.context import runtime

group = AppGroup("seed", help="Dữ liệu khối lượng lớn để đo / volume to measure with.")


@group.command("volume")
@click.option("--petitions", default=10_000, show_default=True, type=click.IntRange(0, 5_000_000))
@click.option("--answers", default=50_000, show_default=True, type=click.IntRange(0, 20_000_000))
@click.option("--force", is_flag=True, help="Also where real petitions are: invented ones cannot be told apart later.")
@click.option("--communes", default=1, type=click.IntRange(1, 3_321), help="At least so many are opened.")
@click.option("--counters", default=1, show_default=True, type=click.IntRange(1, 40), help="Of a commune without any.")
@click.option("--waiting", default=0, type=click.IntRange(0, 5_000), help="New ones at the first desk, besides.")
def volume(petitions: int, answers: int, force: bool, communes: int, counters: int, waiting: int) -> None:
    """Write invented petitions and survey answers of the past year, in bulk, as the services would have left them."""
    from demo.volume.answers import load_answers
    from demo.volume.petitions import load_petitions, load_waiting
    from demo.volume.places import ready_counters, ready_desks

    here, started = runtime(), time.monotonic()
    _refuse_real(here, force=force)
    desks = ready_desks(here, petitions=petitions, at_least=communes)
    there = ready_counters(here, desks, each=counters) if answers else []
    click.echo(f"{len(desks)} desks, {len(there)} counters")
    # Most of the work is making rows up: a second process does the answers meanwhile, and both write in turn.
    with _in_another_process(answers if petitions else 0):
        load_petitions(here, desks, count=petitions, tell=_teller("petitions", petitions))
    if answers and not petitions:
        load_answers(here, there, count=answers, tell=_teller("answers", answers))
    if answers:
        with here.transaction(public=True) as ctx:
            publish_all(ctx)
    if waiting:
        load_waiting(here, desks[0], count=waiting)
    _let_it_plan(here)
    click.echo(f"{petitions + waiting} petitions and {answers} answers in {time.monotonic() - started:.0f} s")


@contextmanager
def _in_another_process(answers: int) -> Iterator[None]:
    """Have the answers written meanwhile, and wait for them; they end with us when we fail."""
    if not answers:
        yield
        return
    command = (sys.executable, "-m", "flask", "--app", "wsgi", "seed", "volume")
    with subprocess.Popen((*command, "--petitions", "0", "--answers", str(answers), "--force")) as beside:
        try:
            yield
        except BaseException:
            beside.terminate()
            raise
    if beside.returncode != 0:
        raise click.ClickException("the answers failed")


def _refuse_real(here: Runtime, *, force: bool) -> None:
    if here.settings.demo or force:
        return
    with here.reading() as ctx:
        real = select(func.count()).select_from(Petition).where(Petition.notice_version != "volume")
        found = ctx.session.execute(real).scalar_one()
    if found:
        raise click.ClickException(f"{found} real petitions are here; --force if you are sure.")


class _teller:  # noqa: N801 - used as a function that remembers what it last said
    """Says now and then how far it is."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._step, self._next = what, max(total // 20, 1), 0

    def __call__(self, done: int) -> None:
        if done >= self._next:
            click.echo(f"{self._what}: {done}")
            self._next = done + self._step


def _let_it_plan(here: Runtime) -> None:
    """What autovacuum would do within minutes: counts that the planner goes by."""
    if here.engine.dialect.name == "postgresql":
        with here.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
