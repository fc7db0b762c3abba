"""A case that is sealed again gets a fresh key: whoever kept the older one opens nothing that lies there now."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.attachments import ImageSize, attach, list_attachments, read_attachment, store_image
from casework.images import prepare_image
from casework.models import CaseAttachment
from casework.sealing import CaseKey, open_case_key
from core.actor import Actor
from core.crypto import SealBroken
from core.outbox import OutboxMessage, Waiting
from feedback import services
from feedback.events import FilesReplaced, Resealed
from feedback.models import Petition, PetitionNote
from feedback.queries.cases import open_content
from jobs.handlers.washing import remove_replaced
from tests.support.issuing import photo
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import WHAT, Desk, Sent
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE

ROLES = (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)


@pytest.fixture(params=[False, True], ids=["keyring", "keys of people"])
def people(request: pytest.FixtureRequest, desk: Desk) -> dict[Role, Actor]:
    """The commune's clerk and handler; its desk with and without a key of its own."""
    found = {role: with_key(desk.runtime, desk.officials.account(role)) for role in ROLES}
    if request.param:
        close_desk(desk.runtime, desk.units[COMMUNE], found[Role.INTAKE_CLERK])
    return found


def readable(desk: Desk, people: dict[Role, Actor]) -> Sent:
    """A report in work, with a photo and an instruction."""
    clerk, sent = people[Role.INTAKE_CLERK], desk.send()
    desk.triage(sent.id, clerk=clerk)
    with desk.runtime.reading() as ctx:
        key = open_case_key(ctx, sent.id)
    stored = store_image(desk.runtime.files, key, prepare_image(photo()))
    with desk.runtime.transaction(clerk) as ctx:
        attach(ctx, key, [stored])
        handler = people[Role.HANDLER].account_id
        assert handler is not None
        services.assign(ctx, desk.target(sent.id), handler, instruction="Xem kỹ đoạn cống đầu xóm.")
    return sent


def kept_key(runtime: Runtime, petition_id: UUID) -> CaseKey:
    with runtime.reading() as ctx:
        return open_case_key(ctx, petition_id)


def test_an_older_copy_of_the_key_opens_nothing(desk: Desk, people: dict[Role, Actor]) -> None:
    handler, runtime = people[Role.HANDLER], desk.runtime
    sent = readable(desk, people)
    before = kept_key(runtime, sent.id)
    with runtime.reading() as ctx:
        old_files = ctx.session.execute(select(CaseAttachment.original_key, CaseAttachment.display_key)).one()
    court = Court(desk)
    court.formalise(sent.id, court.denunciation(), actor=handler)
    with runtime.reading() as ctx:
        content = ctx.session.execute(select(Petition.sealed_content).where(Petition.id == sent.id)).scalar_one()
        note = ctx.session.execute(select(PetitionNote.id, PetitionNote.sealed_text)).first()
        new_files = ctx.session.execute(select(CaseAttachment.original_key, CaseAttachment.display_key)).one()
    assert content is not None
    assert note is not None
    with pytest.raises(SealBroken):
        before.open(content, part="content")
    with pytest.raises(SealBroken):
        before.open(note.sealed_text, part=f"note:{note.id.hex}")
    assert not set(old_files) & set(new_files)
    remove_the_old(runtime)
    for key in old_files:
        with pytest.raises(KeyError):
            runtime.files.get(key)
    with runtime.transaction(handler) as ctx:
        assert open_content(ctx, sent.id).content.what == WHAT
        (shown,) = list_attachments(ctx, sent.id)
        assert read_attachment(ctx, sent.id, shown.id, ImageSize.DISPLAY)[:3] == b"\xff\xd8\xff"


def remove_the_old(runtime: Runtime) -> None:
    """What the worker does with the messages."""
    with runtime.reading() as ctx:
        m = OutboxMessage
        rows = ctx.session.execute(select(m.id, m.topic, m.payload, m.created_at)).all()
    assert Resealed.topic in {row.topic for row in rows}
    for row in rows:
        if row.topic == FilesReplaced.topic:
            remove_replaced(runtime, Waiting(row.id, row.topic, 1, row.payload, row.created_at))
            remove_replaced(runtime, Waiting(row.id, row.topic, 1, row.payload, row.created_at))


def test_what_was_never_readable_keeps_its_key(desk: Desk, people: dict[Role, Actor]) -> None:
    """Nothing is encrypted twice that nobody could read in between."""
    sent = desk.send()
    with desk.runtime.transaction(people[Role.INTAKE_CLERK]) as ctx:
        before = open_case_key(ctx, sent.id)
        services.note_opening(ctx, sent.id)
    with desk.runtime.transaction(people[Role.INTAKE_CLERK]) as ctx:
        assert open_case_key(ctx, sent.id) == before
