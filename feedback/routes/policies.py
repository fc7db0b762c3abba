"""Where a petition may go, and what may be taken back. Pure: the one truth behind services, pages and lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.roles import Role
from agencies.states import AgencyKind
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from feedback.machine import SEALED_KINDS
from feedback.policies import STAFF_ROLES
from feedback.routes.errors import (
    CarriesOthers,
    DeskClosed,
    NotAMain,
    ProtectedStays,
    RecallTooLate,
    SameDesk,
    SealedOfOthers,
    SealsApart,
    TransferredOnce,
    TriageFirst,
)
from feedback.states import PetitionKind, PetitionState

# A slip is noticed at once, or the next morning; after that the other desk may count on having it.
RECALLABLE_FOR = timedelta(days=1)
_DESKS = frozenset({AgencyKind.COMMUNE, AgencyKind.PROVINCE})


@dataclass(frozen=True, slots=True)
class Place:
    """A desk as a target: what it is, and whether it takes petitions in."""

    id: UUID
    kind: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What the petition was when it was transferred before; what was taken back does not count."""

    kinds: tuple[PetitionKind | None, ...] = ()

    @property
    def denounced(self) -> bool:
        """Whether it was passed on as something that holds, or may hold, a denunciation."""
        return any(kind in SEALED_KINDS for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What decides whether a transfer may be taken back."""

    from_agency_id: UUID
    account_id: UUID
    at: datetime
    opened: bool
    recalled: bool
    waits_there: bool  # still at that desk, not triaged


def check_past(past: Past) -> None:
    """Whether it may be passed on at all, on paper too. Raises TransferredOnce. TT 05/2021 art. 14; law sheet §2.2."""
    if past.denounced:
        raise TransferredOnce


def check_transfer(target: Place, *, desk_id: UUID, state: PetitionState, protected: bool, past: Past) -> None:
    """Whether a petition may go from its desk to another.

    What is protected never goes to any commune: not to the one it speaks of, and no other has a say in it.
    Raises SameDesk, ProtectedStays, DeskClosed, TransferredOnce, TriageFirst. Law sheet §2.2, §2.4, §9.1.
    """
    if target.id == desk_id:
        raise SameDesk
    if protected and target.kind != AgencyKind.PROVINCE:
        raise ProtectedStays
    if target.kind not in _DESKS or not target.is_open:
        raise DeskClosed
    check_past(past)
    if past.kinds and state is PetitionState.RECEIVED:
        raise TriageFirst


def check_recall(facts: TransferFacts, *, now: datetime) -> None:
    """Whether it is early enough, and nobody there has read or triaged it. Raises RecallTooLate."""
    if facts.recalled or facts.opened or not facts.waits_there or now > facts.at + RECALLABLE_FOR:
        raise RecallTooLate


def can_recall(actor: Actor, facts: TransferFacts) -> Decision:
    """Only whoever sent it there, while they still work at the desk it came from."""
    works = any(actor.holds_at(role, facts.from_agency_id) for role in STAFF_ROLES)
    if works and actor.account_id is not None and actor.account_id == facts.account_id:
        return YES
    return no(N_("Chỉ người đã chuyển đơn lấy lại được."))


def knew_of(actor: Actor, *, agency_id: UUID, account_id: UUID, sealed: bool) -> Decision:
    """Whether an official may see, at the desk that passed a petition on, that it did: as far as they knew it there."""
    if actor.holds_at(Role.INTAKE_CLERK, agency_id):
        return YES
    works = any(actor.holds_at(role, agency_id) for role in STAFF_ROLES)
    if works and (not sealed or actor.account_id == account_id):
        return YES
    return no(N_("Đơn này không thuộc phần việc của tài khoản."))


@dataclass(frozen=True, slots=True)
class Linkable:
    """What decides whether petitions are linked. `sealed`: it is, or will be once it is triaged."""

    id: UUID
    state: PetitionState
    sealed: bool
    protected: bool
    carries: bool


# What others are linked to: triaged, and its answer not yet before the leader or given.
MAIN_STATES = (
    PetitionState.TRIAGED, PetitionState.ASSIGNED, PetitionState.IN_PROGRESS, PetitionState.AWAITING_INFO,
    PetitionState.REOPENED,
)  # fmt: skip


def check_link(one: Linkable, main: Linkable, *, same_sender: bool) -> None:
    """Whether a petition may share the answer of another.

    What is sealed, and so every denunciation, is linked only with what is sealed too and came from the same person;
    what the province protects, only with what it protects. A new one about nobody may join a sealed one: it is sealed.
    Raises NotAMain, CarriesOthers, SealsApart, SealedOfOthers. Law sheet §2.2, §2.4.
    """
    if main.id == one.id or main.state not in MAIN_STATES:
        raise NotAMain
    if one.carries:
        raise CarriesOthers
    joins = main.sealed and one.state is PetitionState.RECEIVED
    if one.protected != main.protected or (one.sealed != main.sealed and not joins):
        raise SealsApart
    if main.sealed and not same_sender:
        raise SealedOfOthers
