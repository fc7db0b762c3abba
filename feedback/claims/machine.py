"""Which state of a claim leads where. A claim that was contradicted stays so: doing more makes a new one."""

from __future__ import annotations

from core.transitions import Machine
from feedback.claims.states import ClaimAct, ClaimState

S, A = ClaimState, ClaimAct
CLAIM = Machine(
    name="claim",
    states=S,
    acts=A,
    initial=S.CLAIMED,
    final=frozenset({S.CONTRADICTED, S.RETRACTED}),
    table={
        (S.CLAIMED, A.CONFIRM): S.CONFIRMED,
        (S.LAPSED, A.CONFIRM): S.CONFIRMED,
        # The second of the two who may look adds what they saw; either of them can undo the other's yes.
        (S.CONFIRMED, A.CONFIRM): S.CONFIRMED,
        **{(state, A.CONTRADICT): S.CONTRADICTED for state in (S.CLAIMED, S.LAPSED, S.CONFIRMED, S.CONTRADICTED)},
        (S.CLAIMED, A.LAPSE): S.LAPSED,
        (S.CLAIMED, A.RETRACT): S.RETRACTED,
        (S.LAPSED, A.RETRACT): S.RETRACTED,
    },
)
# What still waits for somebody to go and look.
UNSEEN = (S.CLAIMED, S.LAPSED)
