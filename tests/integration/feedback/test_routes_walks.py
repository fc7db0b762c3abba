"""Whatever is done in whatever order: what is protected never comes to a commune, what is sealed never stands in clear.

Random walks over passing on, taking back, splitting, linking and the ordinary acts, by officials of three desks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select, text

from accounts.roles import Role
from core.actor import ANONYMOUS, Actor
from core.audit import verify
from core.context import Context
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from feedback import services
from feedback.commands import DraftAnswer, Rating, Target, Triage
from feedback.models import Petition
from feedback.queries import find_case_view, get_case, list_answers, list_notes, list_queue, open_content
from feedback.queries.desk_reads import list_remarks
from feedback.queries.search import search_words
from feedback.routes.commands import Link, Part, Transfer
from feedback.routes.models import PetitionLink, PetitionTransfer
from feedback.routes.states import TransferReason
from feedback.states import Concerns, Field, Outcome, PetitionKind, PetitionState, Urgency, View
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

PROTECTED, SEALED = "quocquocvinh", "ngoanmucphong"
STEPS, TRIES = 40, 12
KINDS = (PetitionKind.REPORT, PetitionKind.MIXED, PetitionKind.DENUNCIATION_INFO, PetitionKind.PROPOSAL)


class Walk:
    """A world of a few petitions, and whoever does something next."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.random = desk, Random(seed)
        self.done = 0
        self.officials: dict[str, list[Actor]] = {
            COMMUNE: [desk.actor(role) for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)],
            OTHER: [desk.another("tiep-nhan-khac", Role.INTAKE_CLERK, OTHER)],
            PROVINCE: [
                desk.province_clerk(), desk.another("xu-ly-tinh", Role.HANDLER, PROVINCE),
                desk.another("lanh-dao-tinh", Role.LEADER, PROVINCE),
            ],
        }  # fmt: skip
        for marker, concerns in (
            (PROTECTED, Concerns.COMMUNE_LEADER), (PROTECTED, Concerns.ABOVE), (SEALED, Concerns.COMMUNE_OFFICIAL),
            ("", Concerns.NOBODY), ("", Concerns.NOBODY),
        ):  # fmt: skip
            desk.send(
                concerns, what=f"Cống đầu xóm tắc {marker} nước ngập.", place=f"Ngõ {marker}", name=f"Bà {marker}"
            )

    def step(self) -> None:
        acts: tuple[Callable[[Context, UUID], object], ...] = (
            self._transfer, self._transfer, self._recall, self._recall, self._split, self._link, self._link,
            self._unlink, self._triage, self._triage, self._assign, self._assign, self._start, self._answer,
            self._propose, self._approve, self._open, self._citizen,
        )  # fmt: skip
        where = self._where()  # nothing moves while nothing succeeds
        for _ in range(TRIES):
            act, petition_id = self.random.choice(acts), self.random.choice(list(where))
            actor = ANONYMOUS if act == self._citizen else self._somebody(where[petition_id])
            try:
                with self.desk.runtime.transaction(actor) as ctx:
                    act(ctx, petition_id)
            except DomainError:
                continue
            self.done += 1
            return

    def _where(self) -> dict[UUID, UUID]:
        """Each petition, and the desk that has it."""
        with self.desk.runtime.reading() as ctx:
            found = ctx.session.execute(select(Petition.id, Petition.agency_id)).all()
            return {row.id: row.agency_id for row in found}

    def _somebody(self, desk: UUID) -> Actor:
        """Mostly of the desk that has it, now and then of another."""
        here = next(code for code in self.officials if self.desk.units[code] == desk)
        code = here if self.random.random() < 0.8 else self.random.choice(list(self.officials))
        return self.random.choice(self.officials[code])

    def _target(self, ctx: Context, petition_id: UUID) -> Target:
        return Target(petition_id, None)

    def _transfer(self, ctx: Context, petition_id: UUID) -> None:
        to = self.desk.units[self.random.choice((COMMUNE, OTHER, PROVINCE, "hamlet"))]
        command = Transfer(to, "Chuyển tới đúng nơi giải quyết.", self.random.choice(list(TransferReason)))
        services.transfer(ctx, self._target(ctx, petition_id), command)

    def _recall(self, ctx: Context, _: UUID) -> None:
        sent = list(ctx.session.execute(select(PetitionTransfer.id, PetitionTransfer.account_id)).all())
        mine = [row.id for row in sent if row.account_id == ctx.actor.account_id]
        if mine:
            services.recall(ctx, self.random.choice(mine), "Chuyển nhầm nơi nhận.")

    def _split(self, ctx: Context, petition_id: UUID) -> None:
        whole = open_content(ctx, petition_id).content.what  # a careless clerk cuts nothing
        kind = self.random.choice(KINDS)
        parts = [Part(whole, "Cống tắc", self.random.choice(list(Concerns)), kind, Field.OTHER, Urgency.ORDINARY),
                 Part(whole, concerns=self.random.choice(list(Concerns)))]  # fmt: skip
        services.split(ctx, self._target(ctx, petition_id), parts)

    def _link(self, ctx: Context, petition_id: UUID) -> None:
        others = list(ctx.session.execute(select(Petition.id)).scalars())
        command = Link(self.random.choice(others), "Cùng một cái cống.", self.random.random() < 0.7)
        services.link(ctx, self._target(ctx, petition_id), command)

    def _unlink(self, ctx: Context, petition_id: UUID) -> None:
        services.unlink(ctx, self._target(ctx, petition_id), "Xem lại là cống khác.")

    def _triage(self, ctx: Context, petition_id: UUID) -> None:
        command = Triage(
            self.random.choice(KINDS), Field.OTHER, Urgency.ORDINARY, "Cống tắc", self.random.random() < 0.3
        )
        services.triage(ctx, self._target(ctx, petition_id), command)

    def _assign(self, ctx: Context, petition_id: UUID) -> None:
        people = [one.account_id for group in self.officials.values() for one in group if one.account_id]
        services.assign(ctx, self._target(ctx, petition_id), self.random.choice(people))

    def _start(self, ctx: Context, petition_id: UUID) -> None:
        services.start(ctx, self._target(ctx, petition_id))

    def _answer(self, ctx: Context, petition_id: UUID) -> None:
        case = find_case_view(ctx, petition_id)
        assert case is not None
        said = f"Đã xem: {open_content(ctx, petition_id).content.what}"
        services.save_answer(ctx, Target(petition_id, case.version), DraftAnswer(Outcome.RESOLVED, said))
        services.write_remark(ctx, petition_id, said)

    def _propose(self, ctx: Context, petition_id: UUID) -> None:
        services.propose(ctx, self._target(ctx, petition_id))

    def _approve(self, ctx: Context, petition_id: UUID) -> None:
        services.approve(ctx, self._target(ctx, petition_id))

    def _open(self, ctx: Context, petition_id: UUID) -> None:
        get_case(ctx, petition_id, viewer=ctx.actor)
        services.note_opening(ctx, petition_id)

    def _citizen(self, ctx: Context, petition_id: UUID) -> None:
        if self.random.random() < 0.1:
            services.withdraw(ctx, petition_id)
        else:
            services.rate(ctx, petition_id, Rating(1, "Cống nhà tôi vẫn tắc như cũ."))


def texts_of(ctx: Context, petition_id: UUID) -> str:
    """Everything that whoever opens the petition may read."""
    written = open_content(ctx, petition_id)
    notes = [note.text for note in list_notes(ctx, petition_id)]
    answers = [answer.text + answer.public_text for answer in list_answers(ctx, petition_id)]
    remarks = [remark.text for remark in list_remarks(ctx, petition_id)]
    return " ".join([written.content.what, written.content.place, written.title, *notes, *answers, *remarks])


def in_clear(ctx: Context) -> Iterator[str]:
    for table in Petition.metadata.sorted_tables:
        for row in ctx.session.execute(text(f'SELECT * FROM "{table.name}"')):
            yield f"{table.name}: {tuple(row)!r}"


def check(walk: Walk) -> None:
    desk, province = walk.desk, walk.desk.units[PROVINCE]
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(select(Petition.id, Petition.agency_id, Petition.sealed, Petition.protected)).all()
        told = {row.id: texts_of(ctx, row.id) for row in rows}
    secret = {row.id for row in rows if PROTECTED in told[row.id]}
    assert secret
    for row in rows:
        if row.id in secret:
            assert (row.agency_id, row.sealed, row.protected) == (province, True, True)
        if SEALED in told[row.id]:
            assert row.sealed
    for actor in (*walk.officials[COMMUNE], *walk.officials[OTHER]):
        with desk.runtime.transaction(actor) as ctx:
            for petition_id in secret:
                with pytest.raises(NotFound):
                    get_case(ctx, petition_id, viewer=ctx.actor)
            for view in (View.OPEN, View.DONE, View.UNTRIAGED):
                listed = list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest(50)).items
                assert secret.isdisjoint(row.id for row in listed)
            for marker in (PROTECTED, SEALED):
                assert not search_words(ctx, viewer=ctx.actor, typed=marker).page.items


@pytest.mark.parametrize("seed", range(8))
def test_no_walk_leads_a_protected_petition_to_a_commune(desk: Desk, seed: int) -> None:
    walk = Walk(desk, seed)
    for number in range(STEPS):
        walk.step()
        if number % 6 == 5:
            check(walk)
    assert walk.done > STEPS // 2
    with desk.runtime.reading() as ctx:
        clear = "\n".join(in_clear(ctx))
        assert PROTECTED not in clear
        assert SEALED not in clear
        assert not list(verify(ctx))
        # A petition that waits for another waits for one that is worked, at the same desk, sealed alike.
        main = select(Petition.id, Petition.agency_id, Petition.sealed, Petition.protected, Petition.state)
        known = {row.id: row for row in ctx.session.execute(main)}
        waiting = select(Petition.id, Petition.main_id).where(Petition.state == PetitionState.LINKED)
        for linked, other in ctx.session.execute(waiting):
            one, two = known[linked], known[other]
            assert (one.agency_id, one.sealed, one.protected) == (two.agency_id, two.sealed, two.protected)
            assert two.state not in (PetitionState.RECEIVED, PetitionState.LINKED, PetitionState.SPLIT)
        standing = select(PetitionLink.petition_id).where(PetitionLink.ended_at.is_(None))
        assert {row.id for row in known.values() if row.state is PetitionState.LINKED} <= set(
            ctx.session.execute(standing).scalars()
        )
