"""Posters of many service points: drawn part by part, packed, kept for a day, then gone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from bootstrap.runtime import Runtime
from bootstrap.texting import texts_to
from core import outbox
from core.outbox import Waiting
from jobs.handling import Handler, Handlers, forget_runs
from surveys.posters.events import PostersToBeDrawn
from surveys.posters.runs import Piece, find_posters, forget_posters, list_over, next_pieces, note_drawn
from surveys.posters.sheets import FileKind, Sheet, file_stem, folder_of, poster_of
from surveys.states import RunState

NAME = "surveys.posters.draw"


def draw_posters(runtime: Runtime, message: Waiting) -> None:
    """Draw one part of a printing and ask for the next."""
    with runtime.reading() as ctx:
        run = find_posters(ctx, UUID(message.payload["run_id"]))
        if run is None or run.state is not RunState.RUNNING:
            return
        pieces = next_pieces(ctx, run)
    key = runtime.files.put(_packed(runtime, pieces, len(run.parts) + 1))
    with runtime.transaction() as ctx:
        noted = outbox.claim(ctx, message.id, NAME) and note_drawn(ctx, run, key)
    if not noted:
        runtime.files.delete(key)  # another worker was faster: its part is the one that counts


def _packed(runtime: Runtime, pieces: Sequence[Piece], part: int) -> bytes:
    buffer = io.BytesIO()
    # SVG shrinks to a fifth; a PDF is packed already, and trying costs little.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for sheet, group in groupby(pieces, key=lambda piece: piece.sheet):
            for name, data in _files(runtime, sheet, list(group), part):
                package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _files(runtime: Runtime, sheet: Sheet, pieces: Sequence[Piece], part: int) -> Iterator[tuple[str, bytes]]:
    """A file for each service point; of PDFs one more with all of them, to print in one go."""
    shape, paper = sheet.shape.value, sheet.paper.value
    number = texts_to(runtime.settings)
    posters = [poster_of(piece.agency_name, piece.point, piece.base, texts_to=number) for piece in pieces]
    for piece, poster in zip(pieces, posters, strict=True):
        name = f"{folder_of(piece.agency_name, piece.point)}/{file_stem(sheet)}.{sheet.form.value}"
        if sheet.form is FileKind.PDF:
            yield name, runtime.posters.make(poster, paper=paper, shape=shape)
        else:
            yield name, runtime.posters.drawing(poster, paper=paper, shape=shape)
    if sheet.form is FileKind.PDF:
        together = runtime.posters.bundle(posters, paper=paper, shape=shape)
        yield f"in-ca-loat/{file_stem(sheet)}-{part:02}.pdf", together


def sweep_posters(runtime: Runtime) -> None:
    """Forget the packages whose day is over, their files first."""
    forget_runs(runtime, list_over, forget_posters)


HANDLERS: Handlers = {PostersToBeDrawn.topic: (Handler(NAME, draw_posters),)}
