"""All handlers, by topic. A domain's module offers `HANDLERS: Handlers`."""

from __future__ import annotations

from jobs.handlers import (
    bulk,
    deadlines,
    deliveries,
    feedback,
    letters,
    notices,
    papers,
    posters,
    privacy,
    senders,
    surveys,
    texts,
    washing,
)
from jobs.handling import Handler, Handlers


def _joined(*parts: Handlers) -> dict[str, tuple[Handler, ...]]:
    joined: dict[str, tuple[Handler, ...]] = {}
    for part in parts:
        for topic, handlers in part.items():
            joined[topic] = (*joined.get(topic, ()), *handlers)
    return joined


HANDLERS = _joined(
    notices.HANDLERS,
    deadlines.HANDLERS,
    feedback.HANDLERS,
    senders.HANDLERS,
    texts.HANDLERS,
    bulk.HANDLERS,
    letters.HANDLERS,
    surveys.HANDLERS,
    posters.HANDLERS,
    deliveries.HANDLERS,
    papers.HANDLERS,
    privacy.HANDLERS,
    washing.HANDLERS,
)
