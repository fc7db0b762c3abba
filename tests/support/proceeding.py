"""Complaints and denunciations for tests, walked through the services by whoever may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from accounts.roles import Role
from core.actor import Actor, ActorKind
from core.clock import local_date
from deadlines.queries import ClockView, list_clocks
from feedback.issuing.taking import result_issued
from feedback.papers.states import PaperKind
from feedback.proceedings.commands import Formalise, Take
from feedback.proceedings.queries import ProceedingView, find_proceeding
from feedback.proceedings.services import formalise, take
from feedback.proceedings.states import Evidence, Finding, Ground, Part, Stage, Step, Track
from feedback.proceedings.team import named_in
from feedback.states import Concerns, Field, PetitionState
from tests.support.delivering import post_result, send_result
from tests.support.issuing import Office
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE

TITLE = "Khiếu nại quyết định thu hồi đất"
COMPLAINED = "Quyết định thu hồi 200 mét vuông đất vườn"
# A step's own words where a test does not care.
_GROUNDS = {
    Step.REFUSE: Ground.C_TIME_BAR, Step.SUSPEND: Ground.S_OTHER_RESULT, Step.TERMINATE: Ground.E_WITHDRAWN,
    Step.TRANSFER: Ground.T_COMPETENT, Step.SHELVE: Ground.D_SENT_TO_MANY, Step.INSPECT: Ground.D_ANONYMOUS,
    Step.GO_ON: Ground.G_VIOLATION,
}  # fmt: skip


@dataclass
class Court:
    """A desk whose commune settles complaints and denunciations."""

    desk: Desk

    @property
    def clerk(self) -> Actor:
        """Receives and records."""
        return self.desk.actor(Role.INTAKE_CLERK)

    @property
    def handler(self) -> Actor:
        """Has the case and prepares."""
        return self.desk.actor(Role.HANDLER)

    @property
    def leader(self) -> Actor:
        """Decides."""
        return self.desk.actor(Role.LEADER)

    @property
    def today(self) -> date:
        """The day it is."""
        return local_date(self.desk.runtime.clock())

    def command(self, **values: Any) -> Formalise:
        """A signed complaint received today, of something known ten days ago."""
        base = Formalise(
            Track.COMPLAINT_FIRST, Evidence.SIGNED_PAPER, self.today, Field.LAND, title=TITLE, book_number="15/SKN",
            decider_id=self.desk.officials.account(Role.LEADER), complained=COMPLAINED,
            known_on=self.today - timedelta(days=10),
        )  # fmt: skip
        return replace(base, **values)

    def denunciation(self, **values: Any) -> Formalise:
        """A signed denunciation received today."""
        return self.command(**{"track": Track.DENUNCIATION, "complained": "", "known_on": None, **values})

    def formal(
        self, command: Formalise | None = None, concerns: Concerns = Concerns.NOBODY, *, give: bool = True,
        **more: object,
    ) -> UUID:  # fmt: skip
        """A petition that became one, in the handler's hands."""
        petition_id = self.desk.send(concerns, **more).id
        self.formalise(petition_id, command)
        if give:
            self.desk.assign(petition_id)
        return petition_id

    def formalise(self, petition_id: UUID, command: Formalise | None = None, *, actor: Actor | None = None) -> None:
        """The clerk records the signature."""
        with self.desk.runtime.transaction(actor or self.clerk) as ctx:
            formalise(ctx, self.desk.target(petition_id), command or self.command())

    def take(self, petition_id: UUID, step: Step, actor: Actor, **values: Any) -> Stage:
        """One step, today unless told otherwise."""
        given = {"day": self.today, "number": "12/QĐ-UBND", "ground": _GROUNDS.get(step), **values}
        if step in (Step.DECIDE, Step.CONCLUDE):
            given.setdefault("finding", Finding.PARTLY)
            self.issue_result(petition_id, day=given["day"])
        if step is Step.SEND and send_result(self.desk, petition_id, given["day"]):
            return self.view(petition_id).stage
        if step is Step.PUBLISH and post_result(self.desk, petition_id, actor, given["day"]):
            return self.view(petition_id).stage
        with self.desk.runtime.transaction(actor) as ctx:
            return take(ctx, self.desk.target(petition_id), Take(step, **given))

    def issue_result(self, petition_id: UUID, *, day: date | None = None) -> None:
        """The decision or conclusion as a signed paper, by whoever holds the case and whoever decides; only once."""
        with self.desk.runtime.reading() as ctx:
            view, people = find_proceeding(ctx, petition_id), named_in(ctx, petition_id)
            if view is None or result_issued(ctx, petition_id, view.track):
                return
        case, decider = (
            self.desk.case(petition_id),
            next((one for one, is_ in people.items() if is_ is Part.DECIDER), None),
        )
        if case.state is not PetitionState.PROCEEDING or case.assignee_id is None or decider is None:
            return
        there = case.agency_id == self.desk.units[PROVINCE]
        records = self.desk.another("van-thu-tinh", Role.RECORDS_CLERK, PROVINCE) if there else None
        drafter, signer = (Actor(ActorKind.OFFICIAL, who) for who in (case.assignee_id, decider))
        kind = PaperKind.CONCLUSION if view.track is Track.DENUNCIATION else PaperKind.DECISION
        Office(self.desk, drafter, signer, records).issue(petition_id, kind, day=day)

    def accepted(self, **values: Any) -> UUID:
        """A complaint being verified."""
        petition_id = self.formal(self.command(**values))
        self.take(petition_id, Step.ACCEPT, self.leader)
        return petition_id

    def decided(self, **values: Any) -> UUID:
        """A complaint with a decision that was sent today."""
        petition_id = self.accepted(**values)
        self.take(petition_id, Step.REPORT, self.handler)
        self.take(petition_id, Step.DECIDE, self.leader)
        self.take(petition_id, Step.SEND, self.handler)
        return petition_id

    def examined(self, **values: Any) -> UUID:
        """A denunciation being verified."""
        petition_id = self.formal(self.denunciation(**values))
        self.take(petition_id, Step.ACCEPT, self.leader)
        self.take(petition_id, Step.NOTIFY, self.handler)
        return petition_id

    def view(self, petition_id: UUID) -> ProceedingView:
        """The proceeding as it is."""
        with self.desk.runtime.reading() as ctx:
            found = find_proceeding(ctx, petition_id)
        assert found is not None
        return found

    def clocks(self, petition_id: UUID) -> dict[str, ClockView]:
        """Its clocks by rule; of one rule the last."""
        with self.desk.runtime.reading() as ctx:
            return {clock.rule_id: clock for clock in list_clocks(ctx, "petition", petition_id)}
