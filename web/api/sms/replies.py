"""Answers to ratings by text message leave at once and from memory: a queue would have to keep the telephone number."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import structlog

from core.ports import DeliveryFailed, DeliveryUnknown

log = structlog.get_logger()
# What waits for a slow gateway; beyond it answers are left unsaid, ratings are saved all the same.
MOST_WAITING = 200
Send = Callable[[str, str], None]


class Replies:
    """One thread that sends what it is given; started with the first answer, so that no fork takes it along."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: queue.Queue[tuple[str, str]] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def say(self, to: str, text: str) -> bool:
        """Send soon, once; False when too much waits already. Nothing is repeated, nothing written down."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="sms-replies", daemon=True)
                self._thread.start()
        try:
            self._waiting.put_nowait((to, text))
        except queue.Full:
            log.warning("survey_reply_dropped", waiting=MOST_WAITING)
            return False
        return True

    def wait(self) -> None:
        """Until everything given so far was sent or failed."""
        self._waiting.join()

    def _run(self) -> None:
        while True:
            to, text = self._waiting.get()
            try:
                self._send(to, text)
            except (DeliveryFailed, DeliveryUnknown) as error:
                # The reason names a status, never a number.
                log.warning("survey_reply_not_sent", reason=str(error))
            except Exception:  # noqa: BLE001 - an adapter's surprise must not end the thread; its text may hold the number
                log.warning("survey_reply_not_sent", reason="unexpected")
            finally:
                self._waiting.task_done()
