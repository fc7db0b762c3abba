"""The group-commit writer of survey answers: one thread per web process, many answers in one transaction.

A request hands its answer over and waits; it is acknowledged only after the COMMIT that holds it. While one group is
being committed the next one gathers, so that the write lock and the fsync are paid once for all of them.
"""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

import structlog

from core.context import Context
from surveys.commands import NewAnswer
from surveys.errors import AnswerNotSaved
from surveys.ingest import KnownAlready, record_answers, record_new

LARGEST_GROUP = 500
PATIENCE = 15.0
# A commit keeps the interpreter busy, so requests cannot queue up behind it by themselves: wait this long for as many
# as came last time. A lone answer waits for nobody; at a campaign's peak groups stay as large as there are threads.
LINGER = 0.003

log = structlog.get_logger()


class _Waiting:
    """One answer, and the request that waits for it."""

    __slots__ = ("answer", "done", "error", "is_new")

    def __init__(self, answer: NewAnswer) -> None:
        self.answer = answer
        # Held until it is known; a bare lock, because an Event costs ten times as much to make and to wait for.
        self.done = threading.Lock()
        self.done.acquire()
        self.is_new = False
        self.error: BaseException | None = None


class SurveyWriter:
    """Saves answers through `transaction`; the thread starts with the first answer, so after any fork."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Context]]) -> None:
        self._transaction = transaction
        self.start_over()
        _WRITERS.add(self)

    def start_over(self) -> None:
        """Forget thread, queue and lock: in a forked child they are the parent's."""
        self._gate = threading.Condition()
        self._queue: list[_Waiting] = []
        self._enough = 1
        self._closing = False
        self._thread: threading.Thread | None = None

    def save(self, answer: NewAnswer) -> bool:
        """Wait until the answer is durable; True when it was new. Raises AnswerNotSaved: then nothing is promised."""
        waiting = _Waiting(answer)
        with self._gate:
            if self._closing:
                raise AnswerNotSaved
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="survey-writer", daemon=True)
                self._thread.start()
            self._queue.append(waiting)
            if len(self._queue) == 1 or len(self._queue) >= self._enough:
                self._gate.notify()
        if not waiting.done.acquire(timeout=PATIENCE) or waiting.error is not None:
            raise AnswerNotSaved from waiting.error
        return waiting.is_new

    def close(self) -> None:
        """Save what is waiting, then stop."""
        with self._gate:
            self._closing = True
            self._gate.notify()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(PATIENCE)

    def _run(self) -> None:
        while group := self._next_group():
            self._save_group(group)

    def _next_group(self) -> list[_Waiting]:
        """What waits to be saved, as soon as enough has come; empty when closing and nothing is left."""
        with self._gate:
            self._gate.wait_for(lambda: self._queue or self._closing)
            self._gate.wait_for(lambda: len(self._queue) >= self._enough or self._closing, timeout=LINGER)
            group, self._queue = self._queue[:LARGEST_GROUP], self._queue[LARGEST_GROUP:]
            self._enough = len(group)
            return group

    def _save_group(self, group: Sequence[_Waiting]) -> None:
        error = self._commit(group)
        if error is not None and len(group) > 1:
            # One answer that cannot be saved must not take its neighbours down.
            for waiting in group:
                waiting.error = self._commit([waiting])
        elif error is not None:
            group[0].error = error
        for waiting in group:
            waiting.done.release()

    def _commit(self, group: Sequence[_Waiting]) -> BaseException | None:
        try:
            self._save_new(group)
        except KnownAlready:
            return self._save_some(group)
        except Exception as error:  # noqa: BLE001 - whatever it was, the waiting requests must hear of it
            return _failed(error, group)
        return None

    def _save_new(self, group: Sequence[_Waiting]) -> None:
        with self._transaction() as ctx:
            record_new(ctx, [waiting.answer for waiting in group])
        for waiting in group:
            waiting.is_new = True

    def _save_some(self, group: Sequence[_Waiting]) -> BaseException | None:
        """The same when some were saved before: a second tap, a form sent again."""
        try:
            with self._transaction() as ctx:
                new = set(record_answers(ctx, [waiting.answer for waiting in group]))
        except Exception as error:  # noqa: BLE001 - as above
            return _failed(error, group)
        for waiting in group:
            waiting.is_new = _first(new, waiting.answer.id)
        return None


def _failed(error: Exception, group: Sequence[_Waiting]) -> Exception:
    log.error("survey_group_failed", error=type(error).__name__, answers=len(group))
    return error


def _first(new: set[UUID], answer_id: UUID) -> bool:
    """Whether it was new; of two taps in one group only one is."""
    if answer_id in new:
        new.discard(answer_id)
        return True
    return False


def _close_all() -> None:
    for writer in list(_WRITERS):
        writer.close()


def _start_all_over() -> None:
    for writer in list(_WRITERS):
        writer.start_over()


# Weakly, once per process: a test's many runtimes must not live until it ends.
_WRITERS: weakref.WeakSet[SurveyWriter] = weakref.WeakSet()
atexit.register(_close_all)
os.register_at_fork(after_in_child=_start_all_over)
