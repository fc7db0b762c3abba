"""Sending notices, honest about interruption."""

from __future__ import annotations

from uuid import UUID

import structlog

from bootstrap.runtime import Runtime
from core import notices
from core.notices import Channel, NoticeState, OpenNotice
from core.outbox import Waiting
from core.ports import DeliveryFailed, DeliveryUnknown, MailMessage
from jobs.handling import Handler, Handlers

log = structlog.get_logger(__name__)


def send(runtime: Runtime, message: Waiting) -> None:
    """Three steps, each of its own: note *sending*, send, note the outcome.

    A worker that dies in the middle leaves *sending*; the next run finds it and notes *unknown* instead of sending a
    second time.
    """
    notice_id = UUID(message.payload["notice_id"])
    with runtime.transaction() as ctx:
        notice = notices.begin_sending(ctx, notice_id)
    if notice is None:
        return
    state = _outcome(runtime, notice)
    with runtime.transaction() as ctx:
        # Nobody sends it a second time, and a link in it must not outlive its sending; the demo shows what it said.
        notices.finish_sending(ctx, notice_id, state, forget_text=not runtime.settings.demo)


def _outcome(runtime: Runtime, notice: OpenNotice) -> NoticeState:
    try:
        _deliver(runtime, notice)
    except DeliveryFailed as error:
        log.warning("notice_failed", notice_id=str(notice.id), reason=str(error))
        return NoticeState.FAILED
    except DeliveryUnknown as error:
        log.warning("notice_unknown", notice_id=str(notice.id), reason=str(error))
        return NoticeState.UNKNOWN
    return NoticeState.SENT


def _deliver(runtime: Runtime, notice: OpenNotice) -> None:
    if notice.channel is Channel.EMAIL:
        message_id = f"<{notice.id}@thong-bao>"
        runtime.mailer.send(MailMessage(message_id, notice.to, notice.subject, notice.text))
        return
    messenger = runtime.sms if notice.channel is Channel.SMS else runtime.zalo
    messenger.send(to=notice.to, text=notice.text)


HANDLERS: Handlers = {notices.NoticeQueued.topic: (Handler("notices.send", send),)}
