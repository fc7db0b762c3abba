"""A desk for tests of petitions: sends petitions and walks them through the services, as whoever may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import ANONYMOUS, Actor, ActorKind
from deadlines.reference import ensure_reference
from feedback import services
from feedback.commands import DraftAnswer, Target, Triage
from feedback.drafts import Draft, Receipt, Ticket, new_draft, new_ticket, save_draft
from feedback.queries import CaseView, find_case_view, open_content
from feedback.states import Concerns, Field, Outcome, PetitionKind, Urgency
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, PROVINCE

WHAT = "Cống đầu xóm tắc, nước ngập đường."


@dataclass
class Sent:
    """A petition someone sent."""

    id: UUID
    ticket: Ticket
    receipt: Receipt


@dataclass
class Desk:
    """Commune and province with their people."""

    runtime: Runtime
    units: Mapping[str, UUID]
    officials: Officials
    extra: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.runtime.transaction() as ctx:
            ensure_reference(ctx)
        # Now, not in the middle of a transaction: there is one writer at a time.
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER, Role.PUBLISHER, Role.RECORDS_CLERK):
            self.officials.account(role)

    def actor(self, role: Role) -> Actor:
        """The commune's official of this role."""
        return self.officials.actor(role)

    def another(self, user_name: str, role: Role, code: str = COMMUNE) -> Actor:
        """One more official."""
        if user_name not in self.extra:
            self.extra[user_name] = self.officials.create(user_name, (role, self.units[code]))
        return Actor(ActorKind.OFFICIAL, self.extra[user_name])

    def province_clerk(self) -> Actor:
        """The province's intake clerk."""
        return self.another("tiep-dan-tinh", Role.INTAKE_CLERK, PROVINCE)

    def send(self, concerns: Concerns = Concerns.NOBODY, *, what: str = WHAT, **more: object) -> Sent:
        """Write a draft and send it."""
        ticket, draft = new_ticket(), new_draft(COMMUNE)
        draft = replace(draft, what=what, concerns=concerns, **more)
        with self.runtime.transaction(ANONYMOUS) as ctx:
            save_draft(ctx, ticket, draft)
        return Sent(draft.case_id, ticket, self.submit(ticket))

    def submit(self, ticket: Ticket) -> Receipt:
        """Send the draft of a ticket (again)."""
        with self.runtime.transaction(ANONYMOUS) as ctx:
            return services.submit_draft(ctx, ticket, notice_version="1")

    def case(self, petition_id: UUID) -> CaseView:
        """The petition as it is."""
        with self.runtime.reading() as ctx:
            found = find_case_view(ctx, petition_id)
        assert found is not None
        return found

    def about(self, petition_id: UUID) -> UUID:
        """The place it speaks of, which only its words say."""
        with self.runtime.reading() as ctx:
            return open_content(ctx, petition_id).about

    def target(self, petition_id: UUID) -> Target:
        """With the version it has now."""
        return Target(petition_id, self.case(petition_id).version)

    def triage(
        self, petition_id: UUID, kind: PetitionKind = PetitionKind.REPORT, *, clerk: Actor | None = None,
        urgency: Urgency = Urgency.ORDINARY, keep_sealed: bool = False, title: str = "Cống tắc",
    ) -> None:  # fmt: skip
        """The clerk says what it is."""
        command = Triage(kind, Field.INFRASTRUCTURE, urgency, title, keep_sealed)
        with self.runtime.transaction(clerk or self.actor(Role.INTAKE_CLERK)) as ctx:
            services.triage(ctx, self.target(petition_id), command)

    def assign(self, petition_id: UUID, *, clerk: Actor | None = None, to: UUID | None = None) -> None:
        """The clerk gives it to the handler."""
        with self.runtime.transaction(clerk or self.actor(Role.INTAKE_CLERK)) as ctx:
            services.assign(ctx, self.target(petition_id), to or self.officials.account(Role.HANDLER))

    def start(self, petition_id: UUID) -> None:
        """The handler takes it up."""
        with self.runtime.transaction(self.actor(Role.HANDLER)) as ctx:
            services.start(ctx, self.target(petition_id))

    def in_progress(self, concerns: Concerns = Concerns.NOBODY) -> UUID:
        """A petition that the handler is working on."""
        petition_id = self.send(concerns).id
        self.triage(petition_id)
        self.assign(petition_id)
        self.start(petition_id)
        return petition_id

    def propose(self, petition_id: UUID, text: str = "Đã nạo vét cống hôm qua.", public: str = "Đã nạo vét.") -> None:
        """The handler drafts and proposes."""
        with self.runtime.transaction(self.actor(Role.HANDLER)) as ctx:
            services.save_answer(ctx, self.target(petition_id), DraftAnswer(Outcome.RESOLVED, text, public))
        with self.runtime.transaction(self.actor(Role.HANDLER)) as ctx:
            services.propose(ctx, self.target(petition_id))

    def approve(self, petition_id: UUID) -> None:
        """The leader approves."""
        with self.runtime.transaction(self.actor(Role.LEADER)) as ctx:
            services.approve(ctx, self.target(petition_id))

    def answered(self) -> UUID:
        """A petition that was answered."""
        petition_id = self.in_progress()
        self.propose(petition_id)
        self.approve(petition_id)
        return petition_id

    def answered_again(self, petition_id: UUID, text: str = "Đã nạo vét lại bằng máy.") -> None:
        """Somebody who did not answer before has it after a dispute, and answers; the leader approves."""
        other = self.another("can-bo-khac", Role.HANDLER)
        self.assign(petition_id, to=other.account_id)
        with self.runtime.transaction(other) as ctx:
            services.save_answer(ctx, self.target(petition_id), DraftAnswer(Outcome.RESOLVED, text))
        with self.runtime.transaction(other) as ctx:
            services.propose(ctx, self.target(petition_id))
        self.approve(petition_id)


def draft_of(**values: object) -> Draft:
    """A draft for the commune with these answers."""
    return replace(new_draft(COMMUNE), **values)
