"""Which state of a version leads where. What was taken down or replaced stays so: a correction is a new version."""

from __future__ import annotations

from core.transitions import Machine
from feedback.publishing.states import PublicationAct, PublicationState

S, A = PublicationState, PublicationAct
PUBLICATION = Machine(
    name="publication",
    states=S,
    acts=A,
    initial=S.DRAFT,
    final=frozenset({S.REPLACED, S.WITHDRAWN}),
    table={
        (S.DRAFT, A.SAVE): S.DRAFT,
        (S.RETURNED, A.SAVE): S.DRAFT,
        (S.DRAFT, A.PROPOSE): S.PROPOSED,
        (S.PROPOSED, A.RETURN): S.RETURNED,
        (S.PROPOSED, A.PUBLISH): S.PUBLISHED,
        (S.PUBLISHED, A.REPLACE): S.REPLACED,
        (S.PUBLISHED, A.WITHDRAW): S.WITHDRAWN,
        **{(state, A.DROP): S.WITHDRAWN for state in (S.DRAFT, S.PROPOSED, S.RETURNED)},
    },
)
OPEN_STATES = (S.DRAFT, S.PROPOSED, S.RETURNED)
