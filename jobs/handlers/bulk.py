"""Batches of lines saved in the background, papers fetched from the scanners' folders, what is over forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import structlog

from agencies.queries import AgencyCard, list_open_communes, list_provinces
from bootstrap.runtime import Runtime
from bootstrap.scans import open_dropbox, read_scan
from core import outbox
from core.actor import Actor, ActorKind
from core.errors import Forbidden
from core.outbox import Waiting
from core.ports import StorageFull
from core.scans import (
    Dropbox,
    FolderBroken,
    FolderFile,
    FolderForbidden,
    FolderMissing,
    FolderUnusable,
    ScanDamaged,
    ScanLocked,
    ScanOfOtherKind,
    ScanShowsCard,
    ScanTooLarge,
    ScanTooLong,
    ScanUnfit,
)
from feedback.bulk.batches import PORTION, finish, importer_of, refuse_rest, save_next
from feedback.bulk.events import BatchToBeSaved
from feedback.bulk.folders import forget_refusals, list_folders, note_look, note_refusal, note_sightings
from feedback.bulk.receipts import forget_old_batches, list_left_files, note_file_gone, sweep_batches
from feedback.bulk.scans import list_left_scan_files, note_scan_files_gone, store_scan, take_in
from feedback.bulk.states import FolderTrouble, ScanFault
from jobs.handling import Handler, Handlers

log = structlog.get_logger(__name__)
NAME = "feedback.bulk.save"
# So many files of one folder in one look: a heap of a thousand must not keep notices waiting.
AT_ONCE = 8
_TROUBLES: dict[type[FolderUnusable], FolderTrouble] = {
    FolderMissing: FolderTrouble.MISSING,
    FolderForbidden: FolderTrouble.NO_RIGHTS,
    FolderBroken: FolderTrouble.BROKEN,
}
_FAULTS: dict[type[ScanUnfit], ScanFault] = {
    ScanOfOtherKind: ScanFault.KIND,
    ScanDamaged: ScanFault.DAMAGED,
    ScanLocked: ScanFault.LOCKED,
    ScanTooLarge: ScanFault.TOO_LARGE,
    ScanTooLong: ScanFault.TOO_MANY_PAGES,
    ScanShowsCard: ScanFault.IDENTITY_CARD,
}


def save_batch(runtime: Runtime, message: Waiting) -> None:
    """Save a portion of a batch, one line a transaction, and ask for the next portion; the last one finishes it."""
    batch_id = UUID(message.payload["batch_id"])
    with runtime.reading() as ctx:
        importer = importer_of(ctx, batch_id)
    if importer is None:
        return
    if _save_portion(runtime, batch_id, Actor(ActorKind.OFFICIAL, importer)):
        with runtime.transaction() as ctx:
            if outbox.claim(ctx, message.id, NAME):
                outbox.publish(ctx, BatchToBeSaved(batch_id, int(message.payload.get("turn", 1)) + 1))
        return
    with runtime.transaction() as ctx:
        finish(ctx, batch_id)
    remove_left_files(runtime)


def _save_portion(runtime: Runtime, batch_id: UUID, importer: Actor) -> bool:
    """Whether lines may still be waiting."""
    for _ in range(PORTION):
        try:
            with runtime.transaction(importer) as ctx:
                if not save_next(ctx, batch_id):
                    return False
        except Forbidden as error:
            # The importer's account was closed meanwhile: what is left is theirs to bring in no more.
            with runtime.transaction() as ctx:
                refuse_rest(ctx, batch_id, error)
            return False
    return True


def remove_left_files(runtime: Runtime) -> None:
    """Remove the files of batches and papers that are over; what a crash interrupted is taken up here."""
    with runtime.reading() as ctx:
        sheets, scans = list_left_files(ctx), list_left_scan_files(ctx)
    for batch_id, key in sheets:
        runtime.files.delete(key)
        with runtime.transaction() as ctx:
            note_file_gone(ctx, batch_id)
    for scan_id, keys in scans:
        for key in filter(None, keys):
            runtime.files.delete(key)
        with runtime.transaction() as ctx:
            note_scan_files_gone(ctx, scan_id)


def sweep_bulk(runtime: Runtime) -> None:
    """Forget what is over: undecided sheets, codes, names of refused files, figures of more than a year ago."""
    for sweep in (sweep_batches, forget_old_batches):
        gone = 1
        while gone:
            with runtime.transaction() as ctx:
                gone = sweep(ctx)
    with runtime.transaction() as ctx:
        forget_refusals(ctx)
    remove_left_files(runtime)


def collect_scans(runtime: Runtime) -> None:
    """Look into each desk's folder (`SCAN_FOLDER/<code>`) and take in what is complete.

    What became a petition, or was discarded, since the last look loses its files here: a minute later at most.
    """
    remove_left_files(runtime)
    root = runtime.settings.scan_folder
    if root is None:
        return
    with runtime.reading() as ctx:
        known = {folder.agency_id for folder in list_folders(ctx)}
        desks = [*list_open_communes(ctx), *(card for card in list_provinces(ctx) if card.is_open)]
    for desk in desks:
        folder = root / desk.code
        if desk.id in known or folder.is_dir():
            _collect(runtime, desk, folder)


def _collect(runtime: Runtime, desk: AgencyCard, folder: Path) -> None:
    trouble = _trouble_of(lambda: _empty(runtime, desk.id, open_dropbox(folder)))
    if trouble is not None:
        log.warning("scan_folder_trouble", agency=desk.code, trouble=trouble.value)
    with runtime.transaction() as ctx:
        note_look(ctx, desk.id, trouble)


def _trouble_of(work: Callable[[], None]) -> FolderTrouble | None:
    try:
        work()
    except FolderUnusable as error:
        return _TROUBLES[type(error)]
    except StorageFull:
        return FolderTrouble.DISK_FULL
    return None


def _empty(runtime: Runtime, agency_id: UUID, box: Dropbox) -> None:
    files = box.look()
    with runtime.transaction() as ctx:
        complete = note_sightings(ctx, agency_id, files)
    trouble: FolderUnusable | None = None
    for file in complete[:AT_ONCE]:
        try:
            _take(runtime, agency_id, box, file)
        except FolderUnusable as error:  # one file that may not be read keeps no other waiting
            trouble = error
    if trouble is not None:
        raise trouble


def _take(runtime: Runtime, agency_id: UUID, box: Dropbox, file: FolderFile) -> None:
    """Seal it, write it down, and only then take it away: whatever is interrupted is found again at the next look."""
    data = box.read(file)
    if data is None:
        return
    try:
        read = read_scan(data)
    except ScanUnfit as unfit:
        box.put_aside(file)
        with runtime.transaction() as ctx:
            note_refusal(ctx, agency_id, file.name, _FAULTS[type(unfit)])
        return
    new = store_scan(runtime.files, data, read, name=file.name)
    taken = False
    try:
        with runtime.transaction() as ctx:
            taken = take_in(ctx, agency_id, new)
    finally:
        if not taken:
            for key in new.file_keys():
                runtime.files.delete(key)
    box.remove(file)


HANDLERS: Handlers = {BatchToBeSaved.topic: (Handler(NAME, save_batch),)}
