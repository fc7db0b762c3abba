"""Which state of a request to the Board, or of a formal act still to be signed, leads where."""

from __future__ import annotations

from core.transitions import Machine
from feedback.aftermath.states import AskAct, AskState, WishAct, WishState

S, A = AskState, AskAct
ASKING = Machine(
    name="request to the Board",
    states=S,
    acts=A,
    initial=S.WAITING,
    final=frozenset({S.FOUND, S.CALLED_OFF}),
    table={
        (S.WAITING, A.TAKE): S.TAKEN,
        (S.WAITING, A.FIND): S.FOUND,
        (S.TAKEN, A.FIND): S.FOUND,
        (S.TAKEN, A.HAND_BACK): S.WAITING,
        (S.WAITING, A.CALL_OFF): S.CALLED_OFF,
        (S.TAKEN, A.CALL_OFF): S.CALLED_OFF,
    },
)
OPEN_ASKS = (S.WAITING, S.TAKEN)

WISHING = Machine(
    name="formal act to be signed",
    states=WishState,
    acts=WishAct,
    initial=WishState.OPEN,
    final=frozenset(WishState) - {WishState.OPEN},
    table={
        (WishState.OPEN, WishAct.RECORD): WishState.RECORDED,
        (WishState.OPEN, WishAct.CALL_OFF): WishState.CALLED_OFF,
        (WishState.OPEN, WishAct.LAPSE): WishState.LAPSED,
    },
)
