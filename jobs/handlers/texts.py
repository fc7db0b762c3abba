"""Text messages that came in are answered."""

from __future__ import annotations

from uuid import UUID

from bootstrap.runtime import Runtime
from core import outbox
from core.outbox import Waiting
from feedback.texting.events import TextReceived
from feedback.texting.services import answer, sweep_texts
from jobs.handling import Handler, Handlers

NAME = "feedback.answer_text"


def answer_text(runtime: Runtime, message: Waiting) -> None:
    """Queue the answer, in one transaction with the note that it was done."""
    with runtime.transaction() as ctx:
        if outbox.claim(ctx, message.id, NAME):
            answer(ctx, UUID(message.payload["text_id"]), public_url=runtime.settings.public_url)


def forget_texts(runtime: Runtime) -> None:
    """Forget that messages came, some at a time."""
    gone = 1
    while gone:
        with runtime.transaction() as ctx:
            gone = sweep_texts(ctx)


HANDLERS: Handlers = {TextReceived.topic: (Handler(NAME, answer_text),)}
