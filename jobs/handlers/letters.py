"""Letters to many: written portion by portion, kept sealed for a day, then gone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from uuid import UUID

from bootstrap.papers import paper_maker
from bootstrap.runtime import Runtime
from core import outbox
from core.actor import Actor, ActorKind
from core.errors import Forbidden
from core.outbox import Waiting
from feedback.letters.events import LettersToBeWritten
from feedback.letters.running import (
    PORTION,
    OpenRun,
    forget_run,
    list_over,
    note_part,
    open_run,
    write_next,
)
from feedback.letters.states import RunState
from feedback.papers.states import PaperFormat
from feedback.papers.writing import WrittenPaper
from jobs.handling import Handler, Handlers, forget_runs

NAME = "feedback.letters.write"
# Letters in one sealed file; a job ends after it, so that notices do not wait behind a thousand letters.
PART = 100


def write_letters(runtime: Runtime, message: Waiting) -> None:
    """Write one part of a run and ask for the next."""
    with runtime.reading() as ctx:
        run = open_run(ctx, UUID(message.payload["run_id"]))
    if run is None or run.view.state is not RunState.RUNNING:
        return
    _write_part(runtime, run)
    with runtime.transaction() as ctx:
        if outbox.claim(ctx, message.id, NAME) and run.view.done + PART < run.view.total:
            outbox.publish(ctx, LettersToBeWritten(run.view.id, int(message.payload.get("turn", 1)) + 1))


def _write_part(runtime: Runtime, run: OpenRun) -> None:
    start = run.view.done
    count = min(PART, run.view.total - start)
    letters: list[tuple[str, bytes]] = []
    for position in range(start, start + count, PORTION):
        papers = _portion(runtime, run, position, already=run.view.written + len(letters))
        letters += [(paper.file_name, _laid_out(paper, run)) for paper in papers]
    key = runtime.files.put(run.seal(_packed(letters, run), len(run.parts))) if letters else None
    with runtime.transaction() as ctx:
        noted = note_part(ctx, run, key, written=len(letters), left_out=count - len(letters))
    if not noted and key is not None:
        runtime.files.delete(key)  # another worker was faster: its part is the one that counts


def _portion(runtime: Runtime, run: OpenRun, position: int, *, already: int) -> Sequence[WrittenPaper]:
    """As the official who asked, with the roles they have now: none are written for whoever left meanwhile."""
    try:
        with runtime.transaction(Actor(ActorKind.OFFICIAL, run.view.account_id)) as ctx:
            return write_next(ctx, run, position, already=already)
    except Forbidden:
        return []


def _laid_out(paper: WrittenPaper, run: OpenRun) -> bytes:
    maker = paper_maker()
    docx = maker.fill(paper.template or maker.compose(paper.form), paper.values, paper.stamp)
    return maker.pdf(docx, paper.stamp) if run.view.made_as is PaperFormat.PDF else docx


def _packed(letters: Sequence[tuple[str, bytes]], run: OpenRun) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, data in letters:
            package.writestr(zipfile.ZipInfo(f"{name}.{run.view.made_as.value}"), data)
    return buffer.getvalue()


def sweep_letters(runtime: Runtime) -> None:
    """Forget the runs whose day is over, their files first."""
    forget_runs(runtime, list_over, forget_run)


HANDLERS: Handlers = {LettersToBeWritten.topic: (Handler(NAME, write_letters),)}
