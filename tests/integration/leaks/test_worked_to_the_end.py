"""A denunciation with a mark in whatever people write on its way: no row and no file says it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from accounts.roles import Role
from casework.states import IdentityReason
from core.actor import ANONYMOUS, Actor
from core.context import Context
from feedback import services
from feedback.deleting.services import Propose, propose_deletion
from feedback.deleting.states import DeletionReason, Material
from feedback.models import PetitionNote
from feedback.opening.services import ask_opening, decide_opening, read_identity
from feedback.proceedings.services import formalise
from feedback.proceedings.states import Step
from feedback.protection import services as confiding
from feedback.protection.commands import AskProtection, FileTarget, Retaliation
from feedback.protection.states import Avenger, Danger, Deed, Relation
from feedback.redacting.services import MakeCopy, decide_copy, make_copy, read_copy
from feedback.redacting.source import read_words
from feedback.services.remarks import write_remark
from feedback.states import Concerns, PetitionKind
from tests.integration.leaks.conftest import MARK
from tests.integration.leaks.test_databases import holding
from tests.integration.leaks.test_left_behind import everything, writer
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court


def said(word: str) -> str:
    """A sentence that is long enough for every rule."""
    return f"Điều này {MARK}{word} không ai khác được đọc."


def test_nothing_that_is_written_on_its_way_lies_in_clear(desk: Desk) -> None:
    court = Court(desk)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, what=said("ten"), **writer("nguoi"))
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, title=said("tieude"))
    _handled(desk, court, sent)
    _by_two(desk, court, sent)
    _confided(desk, court, sent)  # last: while protection is asked for, nothing of it is destroyed
    court.take(sent.id, Step.ACCEPT, court.leader, number=f"{MARK}qd", words=said("buoc"))
    found = {name for name, kept in everything(desk).items() if MARK in kept.lower()}
    assert found == set()
    assert holding(desk.runtime.settings.data_dir) == []


def _as(desk: Desk, actor: Actor, act: Callable[[Context], object]) -> object:
    with desk.runtime.transaction(actor) as ctx:
        return act(ctx)


def _handled(desk: Desk, court: Court, sent: Sent) -> None:
    account_id = desk.officials.account(Role.HANDLER)
    signed = court.denunciation(title=said("ky"), book_number=f"{MARK}so", name=f"Bà {MARK}ky", address=f"{MARK}xom")
    _as(desk, court.clerk, lambda ctx: services.assign(ctx, desk.target(sent.id), account_id, instruction=said("dan")))
    desk.start(sent.id)
    _as(desk, court.handler, lambda ctx: services.ask(ctx, desk.target(sent.id), said("hoi")))
    _as(desk, ANONYMOUS, lambda ctx: services.supplement(ctx, sent.id, said("them")))
    _as(desk, court.handler, lambda ctx: write_remark(ctx, sent.id, said("ghichu")))
    _as(desk, court.handler, lambda ctx: formalise(ctx, desk.target(sent.id), signed))


def _confided(desk: Desk, court: Court, sent: Sent) -> None:
    target = FileTarget(sent.id, None)
    asked = AskProtection((Relation.SELF,), (next(iter(Danger)),), said("baove"), names=f"Cháu {MARK}chau")
    hurt = Retaliation(Avenger.OTHER, (next(iter(Deed)),), said("trathu"), when=f"{MARK}ngay")
    for act in (
        lambda ctx: confiding.write(ctx, target, said("nhan")), lambda ctx: confiding.ask(ctx, target, asked),
        lambda ctx: confiding.report_retaliation(ctx, target, hurt),
    ):  # fmt: skip
        _as(desk, ANONYMOUS, act)


def _by_two(desk: Desk, court: Court, sent: Sent) -> None:
    handler, leader = court.handler, court.leader
    with desk.runtime.transaction(handler) as ctx:
        opening_id = ask_opening(ctx, sent.id, IdentityReason.MEET, said("dongco"))
        copied = MakeCopy(read_words(ctx, sent.id).digest, (), f"{MARK}ten")
        copy_id = make_copy(ctx, sent.id, copied)
        note_id = ctx.session.execute(select(PetitionNote.id).limit(1)).scalar_one()
        going = Propose(Material.NOTE, note_id, DeletionReason.THIRD_PERSON, said("xoa"))
        propose_deletion(ctx, sent.id, going)
    with desk.runtime.transaction(leader) as ctx:
        decide_opening(ctx, opening_id, agrees=True)
        read_copy(ctx, copy_id)
        decide_copy(ctx, copy_id, lets=True)
    with desk.runtime.transaction(handler) as ctx:
        assert MARK in read_identity(ctx, opening_id).name
