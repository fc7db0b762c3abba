"""`flask surveys …`: whether the counts are those of the answers, and putting them right."""

from __future__ import annotations

import sys

import click
import structlog
from flask.cli import AppGroup

from bootstrap.survey_proof import walk_on
from surveys.forms import is_for_all
from surveys.proof import running
from surveys.proof.mending import Mended, list_open, mend
from surveys.proof.queries import HIDDEN, Fault, list_faults, list_nights
from surveys.proof.states import Summary
from web.context import runtime

group = AppGroup("surveys", help="Khảo sát / surveys.")
log = structlog.get_logger()


@group.command("prove")
def prove_command() -> None:
    """Count every answer anew and compare; exit 1 and name each cell that differs."""
    with runtime().transaction() as ctx:
        walk = running.begin(ctx)
    walk_on(runtime(), walk)
    with runtime().reading() as ctx:
        night = list_nights(ctx, limit=1)[0]
        faults = [fault for fault in list_faults(ctx) if fault.settled_at is None]
    for fault in faults:
        numbers = f": kept {_shown(fault.kept)}, answers say {_shown(fault.counted)}"
        click.echo(f"DIFFERS  {_cell(fault)}{'' if fault.question == HIDDEN else numbers}")
    if faults:
        click.echo("`flask surveys mend` writes what the answers say.")
        sys.exit(1)
    click.echo(f"All hold: {night.answers} answers at {night.points} service points.")


@group.command("mend")
def mend_command() -> None:
    """Write what the answers say over each cell that was found to differ, with a line in the log for each."""
    with runtime().reading() as ctx:
        open_faults = list_open(ctx)
    mended = 0
    for fault_id in open_faults:
        with runtime().transaction(public=True) as ctx:
            done = mend(ctx, fault_id)
        if done is not None:
            mended += 1
            _say(done)
    click.echo(f"{mended} cells mended.")


def _say(done: Mended) -> None:
    cell = done.cell
    name = f"{cell.summary} {cell.place.id} {cell.day} {cell.question} {cell.validity}"
    log.warning("survey_count_mended", cell=name)
    open_to_all = cell.summary is not Summary.DAY or is_for_all(cell.question)
    numbers = f": {_shown(done.before)} → {_shown(done.after)}" if open_to_all else ""
    click.echo(f"MENDED  {name}{numbers}")


def _cell(fault: Fault) -> str:
    where = f"{fault.agency_name}, {fault.point_number} {fault.point_name}"
    return f"survey_{fault.summary}, {where}, {fault.day}, {fault.question}, {fault.validity}"


def _shown(numbers: object) -> str:
    return "no row" if numbers is None else " ".join(map(str, list(numbers)))  # type: ignore[call-overload]
