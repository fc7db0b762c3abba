"""What a handler is, and how a message is run through all of its handlers exactly once each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bootstrap.runtime import Runtime
from core import outbox
from core.context import Context
from core.outbox import Waiting


@dataclass(frozen=True, slots=True)
class Handler:
    """One reaction to one topic. `run` may be called twice for a message and must then change nothing."""

    name: str
    run: Callable[[Runtime, Waiting], None]


Handlers = Mapping[str, Sequence[Handler]]


def transactional(name: str, react: Callable[[Context, Mapping[str, Any]], None]) -> Handler:
    """A handler whose whole effect is in the database: done and noted as done in one transaction."""

    def run(runtime: Runtime, message: Waiting) -> None:
        with runtime.transaction() as ctx:
            if outbox.claim(ctx, message.id, name):
                react(ctx, message.payload)

    return Handler(name, run)


def forget_runs(
    runtime: Runtime, list_over: Callable[[Context], Iterable[tuple[UUID, Iterable[str]]]],
    forget: Callable[[Context, UUID], object],
) -> None:  # fmt: skip
    """Forget the runs whose day is over, their files first: what a crash interrupted is taken up again."""
    with runtime.reading() as ctx:
        over = list_over(ctx)
    for run_id, keys in over:
        for key in keys:
            runtime.files.delete(key)
        with runtime.transaction() as ctx:
            forget(ctx, run_id)


def run_message(runtime: Runtime, message: Waiting, handlers: Handlers) -> None:
    """Run every handler of the message's topic, then mark it done. A failing handler leaves it to be handed again."""
    for handler in handlers.get(message.topic, ()):
        handler.run(runtime, message)
    with runtime.transaction() as ctx:
        outbox.mark_done(ctx, message.id)
