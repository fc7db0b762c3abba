"""Which state of a petition leads where (law sheet §9.1), and the groups of states and kinds that rules speak of."""

from __future__ import annotations

from core.transitions import Machine
from feedback.states import Act, Concerns, PetitionKind, PetitionState

S, A = PetitionState, Act

# Side exits: the case leaves without an answer of its own; each tells the citizen why.
_EXITS = {A.FORWARD: S.FORWARDED, A.GUIDE: S.GUIDED, A.REFUSE: S.REFUSED, A.FILE: S.FILED}
_WORKABLE = (S.RECEIVED, S.TRIAGED, S.ASSIGNED, S.IN_PROGRESS)

PETITION = Machine(
    name="petition",
    states=S,
    acts=A,
    initial=S.RECEIVED,
    final=frozenset({S.CLOSED, S.FORWARDED, S.GUIDED, S.REFUSED, S.FILED, S.WITHDRAWN, S.SPLIT}),
    table={
        (S.RECEIVED, A.TRIAGE): S.TRIAGED,
        (S.TRIAGED, A.ASSIGN): S.ASSIGNED,
        (S.ASSIGNED, A.ASSIGN): S.ASSIGNED,
        (S.IN_PROGRESS, A.ASSIGN): S.ASSIGNED,
        (S.REOPENED, A.ASSIGN): S.ASSIGNED,
        # The question stays with the citizen; whoever is named answers for what comes next.
        (S.AWAITING_INFO, A.ASSIGN): S.AWAITING_INFO,
        (S.ASSIGNED, A.RELEASE): S.TRIAGED,
        (S.IN_PROGRESS, A.RELEASE): S.TRIAGED,
        (S.REOPENED, A.RELEASE): S.TRIAGED,
        (S.AWAITING_INFO, A.RELEASE): S.AWAITING_INFO,
        (S.ASSIGNED, A.START): S.IN_PROGRESS,
        (S.REOPENED, A.START): S.IN_PROGRESS,
        (S.IN_PROGRESS, A.ASK): S.AWAITING_INFO,
        (S.AWAITING_INFO, A.SUPPLEMENT): S.IN_PROGRESS,
        (S.AWAITING_INFO, A.RESUME): S.IN_PROGRESS,
        (S.IN_PROGRESS, A.PROPOSE): S.AWAITING_APPROVAL,
        (S.AWAITING_APPROVAL, A.RETURN): S.IN_PROGRESS,
        (S.AWAITING_APPROVAL, A.APPROVE): S.ANSWERED,
        # On paper: nothing is answered before the signed paper was issued.
        (S.AWAITING_APPROVAL, A.SIGN_OFF): S.AWAITING_ISSUE,
        (S.AWAITING_ISSUE, A.RETURN): S.IN_PROGRESS,
        (S.AWAITING_ISSUE, A.ISSUE): S.ANSWERED,
        (S.ANSWERED, A.ACCEPT): S.CLOSED,
        (S.ANSWERED, A.CLOSE): S.CLOSED,
        (S.ANSWERED, A.DISPUTE): S.REOPENED,
        # A signed complaint or denunciation goes its own way (feedback.proceedings); whoever has it may change.
        **{(state, A.FORMALISE): S.PROCEEDING for state in (*_WORKABLE, S.AWAITING_INFO)},
        (S.PROCEEDING, A.ASSIGN): S.PROCEEDING,
        (S.PROCEEDING, A.RELEASE): S.PROCEEDING,
        (S.PROCEEDING, A.SETTLE): S.CLOSED,
        (S.LINKED, A.UNLINK): S.TRIAGED,
        (S.LINKED, A.SHARE): S.ANSWERED,
        **{(state, A.TRANSFER): S.RECEIVED for state in (*_WORKABLE, S.PROCEEDING)},
        **{(state, A.SPLIT): S.SPLIT for state in _WORKABLE},
        **{(state, A.LINK): S.LINKED for state in _WORKABLE},
        **{(state, act): target for state in _WORKABLE for act, target in _EXITS.items()},
        **{
            (state, A.WITHDRAW): S.WITHDRAWN
            for state in (*_WORKABLE, S.AWAITING_INFO, S.AWAITING_APPROVAL, S.AWAITING_ISSUE, S.REOPENED, S.LINKED)
        },
    },
)

OPEN_STATES = (
    S.RECEIVED, S.TRIAGED, S.ASSIGNED, S.IN_PROGRESS, S.AWAITING_INFO, S.AWAITING_APPROVAL, S.AWAITING_ISSUE,
    S.REOPENED, S.PROCEEDING,
)  # fmt: skip
DONE_STATES = tuple(state for state in S if state not in OPEN_STATES)
# Where the one it was given to writes the answer.
HANDLER_STATES = (S.ASSIGNED, S.IN_PROGRESS, S.REOPENED)
# Where it waits for the one it was given to.
HELD_STATES = (*HANDLER_STATES, S.PROCEEDING)
# Where a case waits for the person it was given to, and so can be taken off them.
RELEASABLE_STATES = (*HELD_STATES, S.AWAITING_INFO)

# Kinds that stay sealed for good: their readers are named one by one (Luật Tố cáo Điều 8, 25; §9.1 guards).
SEALED_KINDS = frozenset({PetitionKind.DENUNCIATION_INFO, PetitionKind.MIXED, PetitionKind.DENUNCIATION})
# Only a signature, or a record of the desk read back and signed, makes these (law sheet §2.3, §2.4, §9).
FORMAL_KINDS = frozenset({PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION})
# What a clerk makes of what was sent without a signature.
TRIAGE_KINDS = tuple(kind for kind in PetitionKind if kind not in FORMAL_KINDS)
# About these the commune itself must neither read nor learn: the province's desk receives.
PROVINCE_RECEIVES = frozenset({Concerns.INTAKE_DESK, Concerns.COMMUNE_LEADER, Concerns.ABOVE})
