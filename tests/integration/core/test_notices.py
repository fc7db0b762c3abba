"""A notice interrupted while it was sent is unknown, and is not sent again."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from core import notices
from core.notices import Channel, Notice, NoticeState
from core.outbox import Waiting, list_waiting
from core.ports import DeliveryFailed, DeliveryUnknown, MailMessage
from jobs.handlers.notices import send


class Postbox:
    """A mailer that keeps what it sent, or fails as told."""

    def __init__(self, error: Exception | None = None) -> None:
        self.sent: list[MailMessage] = []
        self.error = error

    def send(self, message: MailMessage) -> None:
        self.sent.append(message)
        if self.error:
            raise self.error


def _queued(runtime: Runtime) -> tuple[UUID, Waiting]:
    with runtime.transaction() as ctx:
        notice_id = notices.queue_notice(
            ctx, agency_id=uuid4(), channel=Channel.EMAIL, to="ba.con@example.vn", subject="Có tin", text="Mời xem",
            subject_type="petition", subject_id=uuid4(),
        )  # fmt: skip
    with runtime.reading() as ctx:
        return notice_id, list_waiting(ctx.session, now=ctx.now)[0]


def _state(runtime: Runtime, notice_id: UUID) -> NoticeState:
    with runtime.reading() as ctx:
        return ctx.session.execute(select(Notice.state).where(Notice.id == notice_id)).scalar_one()


def test_a_notice_is_sent_once_and_nothing_personal_is_in_the_message(runtime: Runtime) -> None:
    postbox = Postbox()
    notice_id, message = _queued(runtime)
    assert set(message.payload) == {"notice_id"}
    for _ in range(2):
        send(replace(runtime, mailer=postbox), message)
    assert [(m.to, m.subject, m.text) for m in postbox.sent] == [("ba.con@example.vn", "Có tin", "Mời xem")]
    assert _state(runtime, notice_id) is NoticeState.SENT


def test_an_interrupted_notice_becomes_unknown_and_is_not_repeated(runtime: Runtime) -> None:
    postbox = Postbox(KeyboardInterrupt())
    notice_id, message = _queued(runtime)
    with pytest.raises(KeyboardInterrupt):
        send(replace(runtime, mailer=postbox), message)
    assert _state(runtime, notice_id) is NoticeState.SENDING
    postbox.error = None
    send(replace(runtime, mailer=postbox), message)
    assert len(postbox.sent) == 1
    assert _state(runtime, notice_id) is NoticeState.UNKNOWN


@pytest.mark.parametrize(
    ("error", "state"), [(DeliveryFailed("refused"), NoticeState.FAILED), (DeliveryUnknown("cut"), NoticeState.UNKNOWN)]
)
def test_the_outcome_is_told_as_it_is_known(runtime: Runtime, error: Exception, state: NoticeState) -> None:
    notice_id, message = _queued(runtime)
    send(replace(runtime, mailer=Postbox(error)), message)
    assert _state(runtime, notice_id) is state


def test_address_and_text_are_sealed_in_the_database(runtime: Runtime) -> None:
    notice_id, _ = _queued(runtime)
    with runtime.reading() as ctx:
        row = ctx.session.execute(select(Notice).where(Notice.id == notice_id)).scalar_one()
        assert b"example" not in row.sealed_to
        assert "Mời".encode() not in row.sealed_text


@pytest.mark.parametrize(("demo", "state"), [(False, NoticeState.FAILED), (True, NoticeState.SENT)])
def test_without_a_mail_server_a_real_installation_says_that_nothing_went_out(
    settings: Settings, demo: bool, state: NoticeState
) -> None:
    runtime = build_runtime(replace(settings, demo=demo))
    notice_id, message = _queued(runtime)
    send(runtime, message)
    assert _state(runtime, notice_id) is state
    runtime.engine.dispose()
