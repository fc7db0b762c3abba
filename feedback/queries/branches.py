"""Which ranges of an index hold what an official may see and what a view holds: of the queue, without a database.

What an official may see is equalities on (agency, state) or (assignee, state): a branch for each. No row is in two
branches, so that nothing has to be made distinct.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from accounts.roles import Role
from core.actor import Actor
from feedback.machine import DONE_STATES, HELD_STATES, OPEN_STATES
from feedback.policies import ASSIGNABLE_ROLES, STAFF_ROLES
from feedback.queries.narrowing import Narrowing
from feedback.states import PetitionState, View

# The states a view is of; a view that is not here is of all that are open.
STATES: dict[View, Sequence[PetitionState]] = {
    View.UNTRIAGED: (PetitionState.RECEIVED,),
    View.UNASSIGNED: (PetitionState.TRIAGED,),
    View.APPROVAL: (PetitionState.AWAITING_APPROVAL,),
    View.DONE: DONE_STATES,
}
# What waits for the desk and what for the leader, wherever they hold the role; the handler's is what they were given.
_DESK_WORK = (PetitionState.RECEIVED, PetitionState.TRIAGED)
_LEADER_WORK = (PetitionState.AWAITING_APPROVAL,)
# Where a case may have lost whoever had it: it waits for the desk to give it to somebody else. One that its sender
# disputed always has: whoever answered does not answer again.
_MAY_BE_FREE = (PetitionState.AWAITING_INFO, PetitionState.PROCEEDING, PetitionState.REOPENED)


class Branch(NamedTuple):
    """One index range: an equality on agency (or assignee) and state; `sealed` keeps only those that are, or are not.

    `desk`: of what an official was given, only what lies at this agency, where they still hold a role. `free`: only
    what nobody has.
    """

    owner: str
    owner_id: UUID
    state: PetitionState
    sealed: bool | None = None
    desk: UUID | None = None
    free: bool = False


# What a statement looks like, whoever asks: (owner, number of its parameter, state, sealed, that of the desk's, free).
Shape = tuple[tuple[str, int, PetitionState, bool | None, int | None, bool], ...]


def seen_by(actor: Actor, states: Sequence[PetitionState]) -> list[Branch]:
    """Whatever the official may see in these states: the list form of `policies.can_see`."""
    clerk_at = actor.agencies(Role.INTAKE_CLERK)
    branches = [Branch("agency_id", agency, state) for agency in clerk_at for state in states]
    for agency in actor.agencies(*STAFF_ROLES):
        if agency in clerk_at:
            continue
        leads = actor.holds_at(Role.LEADER, agency)
        for state in states:
            if state is not PetitionState.RECEIVED:  # all of these are sealed
                all_of_it = leads and state is PetitionState.AWAITING_APPROVAL
                branches.append(Branch("agency_id", agency, state, sealed=None if all_of_it else False))
    return [*branches, *_besides(branches, _given(actor, states))]


def _given(actor: Actor, states: Sequence[PetitionState]) -> list[Branch]:
    if actor.account_id is None:
        return []
    desks = actor.agencies(*ASSIGNABLE_ROLES)
    return [Branch("assignee_id", actor.account_id, state, desk=desk) for desk in desks for state in states]


def work_of(actor: Actor) -> list[Branch]:
    """What waits for the actor: at their desks, for them as the leader, and what they were given."""
    branches = [Branch("agency_id", a, s) for a in actor.agencies(Role.INTAKE_CLERK) for s in _DESK_WORK]
    branches += [Branch("agency_id", a, s) for a in actor.agencies(Role.LEADER) for s in _LEADER_WORK]
    return [*branches, *_besides(branches, _given(actor, HELD_STATES)), *_free(actor)]


def _free(actor: Actor) -> list[Branch]:
    """What came back to the actor's desks while it waited or was under way."""
    desks = actor.agencies(Role.INTAKE_CLERK)
    return [Branch("agency_id", desk, state, free=True) for desk in desks for state in _MAY_BE_FREE]


def _besides(branches: Sequence[Branch], given: Sequence[Branch]) -> Iterator[Branch]:
    """Of what an official was given, what they do not see anyway at its desk."""
    shown = {(branch.owner_id, branch.state): branch.sealed for branch in branches}
    for one in given:
        key = (one.desk, one.state)
        if key not in shown:
            yield one
        elif shown[key] is False:
            yield one._replace(sealed=True)


def branches_of(actor: Actor, view: View) -> list[Branch]:
    """What a view holds of whatever the actor may see."""
    if view is View.MINE:
        return work_of(actor)
    seen = seen_by(actor, STATES.get(view, OPEN_STATES))
    return [*seen, *_free(actor)] if view is View.UNASSIGNED else seen


def narrowed_to(branches: Sequence[Branch], narrowed: Narrowing) -> Sequence[Branch]:
    """State and unit leave branches out; whom it was given to, named beside somebody else's branch, finds nothing."""
    return [
        branch
        for branch in branches
        if narrowed.state in (None, branch.state) and narrowed.unit in (None, branch.desk or branch.owner_id)
    ]


def shape_of(branches: Sequence[Branch]) -> tuple[Shape, dict[str, Any]]:
    """The branches without the ids, and the ids as parameters: statements are built once for each shape."""
    named = [*(b.owner_id for b in branches), *(b.desk for b in branches if b.desk)]
    number = {owner_id: place for place, owner_id in enumerate(dict.fromkeys(named))}
    shape = tuple(
        (b.owner, number[b.owner_id], b.state, b.sealed, number[b.desk] if b.desk else None, b.free) for b in branches
    )
    return shape, {f"owner_{place}": owner_id for owner_id, place in number.items()}
