"""What was in the clear and is sealed now leaves nothing behind, in the index of words or the log of changes."""

from __future__ import annotations

from bootstrap.postgres_hygiene import rewrite_tables
from bootstrap.runtime import Runtime
from core.outbox import Waiting
from feedback.events import FilesReplaced, Resealed
from jobs.handling import Handler, Handlers

NAME = "feedback.wash"


def wash_after(runtime: Runtime, _message: Waiting) -> None:
    """Once for each case that was sealed again; doing it twice changes nothing."""
    wash(runtime)


def wash(runtime: Runtime) -> None:
    """Merge what was taken out of the index away, a little at a time so that nobody waits; then empty the log.

    SQLite overwrites what is deleted in the tables (`secure_delete`), but the index keeps a word until its parts are
    merged, and the log of changes keeps old pages until it is written over. PostgreSQL overwrites nothing: its tables
    are written anew.
    """
    begun = False
    more = True
    while more:
        with runtime.transaction() as ctx:
            more = ctx.words.merge_away(ctx.session, begin=not begun)
        begun = True
    runtime.empty_log()
    rewrite_tables(runtime.engine)


def remove_replaced(runtime: Runtime, message: Waiting) -> None:
    """Files that lie there encrypted anew: the older copies go. What is gone already stays gone."""
    for key in message.payload["keys"]:
        runtime.files.delete(key)


HANDLERS: Handlers = {
    Resealed.topic: (Handler(NAME, wash_after),),
    FilesReplaced.topic: (Handler("feedback.remove_replaced", remove_replaced),),
}
