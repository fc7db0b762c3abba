"""States of dialogues, questions and commitments (law sheet §9.3)."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class DialogueKind(StrEnum):
    """Why a dialogue is held. Law 72/2025 art. 43."""

    YEARLY = "yearly"  # định kỳ mỗi năm
    REQUESTED = "requested"  # từ 10 % cử tri yêu cầu
    NEEDED = "needed"  # khi cần thiết


class DialogueForm(StrEnum):
    """How people take part."""

    IN_PERSON = "in_person"  # trực tiếp
    ONLINE = "online"  # trực tuyến
    CLUSTER = "cluster"  # theo cụm thôn, tổ dân phố


class DialogueState(StrEnum):
    """kế hoạch → thông báo → diễn ra → công bố kết quả."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    POSTPONED = "postponed"
    HELD = "held"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class DialogueAct(StrEnum):
    """What a secretary does with a dialogue."""

    ANNOUNCE = "announce"
    POSTPONE = "postpone"
    HOLD = "hold"
    CONCLUDE = "conclude"
    CANCEL = "cancel"


class QuestionState(StrEnum):
    """A citizen's question, sealed until someone has read it."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    DECLINED = "declined"


class QuestionAct(StrEnum):
    """What a secretary does with a question."""

    ACCEPT = "accept"
    ANSWER = "answer"
    DECLINE = "decline"


class CommitmentState(StrEnum):
    """A promise: what officials claim stays *claimed* until the Board has looked."""

    OPEN = "open"
    CLAIMED = "claimed"
    KEPT = "kept"
    DROPPED = "dropped"


class CommitmentAct(StrEnum):
    """claim: báo đã xong; confirm, dispute: Ban TTND; drop: không làm nữa, có lý do."""

    CLAIM = "claim"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    DROP = "drop"


DIALOGUE = Machine(
    name="dialogue",
    states=DialogueState,
    acts=DialogueAct,
    initial=DialogueState.DRAFT,
    final=frozenset({DialogueState.CONCLUDED, DialogueState.CANCELLED}),
    table={
        (DialogueState.DRAFT, DialogueAct.ANNOUNCE): DialogueState.ANNOUNCED,
        (DialogueState.ANNOUNCED, DialogueAct.POSTPONE): DialogueState.POSTPONED,
        (DialogueState.POSTPONED, DialogueAct.ANNOUNCE): DialogueState.ANNOUNCED,
        (DialogueState.ANNOUNCED, DialogueAct.HOLD): DialogueState.HELD,
        (DialogueState.HELD, DialogueAct.CONCLUDE): DialogueState.CONCLUDED,
        (DialogueState.DRAFT, DialogueAct.CANCEL): DialogueState.CANCELLED,
        (DialogueState.ANNOUNCED, DialogueAct.CANCEL): DialogueState.CANCELLED,
        (DialogueState.POSTPONED, DialogueAct.CANCEL): DialogueState.CANCELLED,
    },
)

QUESTION = Machine(
    name="question",
    states=QuestionState,
    acts=QuestionAct,
    initial=QuestionState.RECEIVED,
    final=frozenset({QuestionState.ANSWERED, QuestionState.DECLINED}),
    table={
        (QuestionState.RECEIVED, QuestionAct.ACCEPT): QuestionState.ACCEPTED,
        (QuestionState.RECEIVED, QuestionAct.DECLINE): QuestionState.DECLINED,
        (QuestionState.ACCEPTED, QuestionAct.ANSWER): QuestionState.ANSWERED,
        (QuestionState.ACCEPTED, QuestionAct.DECLINE): QuestionState.DECLINED,
    },
)

COMMITMENT = Machine(
    name="commitment",
    states=CommitmentState,
    acts=CommitmentAct,
    initial=CommitmentState.OPEN,
    final=frozenset({CommitmentState.KEPT, CommitmentState.DROPPED}),
    table={
        (CommitmentState.OPEN, CommitmentAct.CLAIM): CommitmentState.CLAIMED,
        (CommitmentState.CLAIMED, CommitmentAct.CONFIRM): CommitmentState.KEPT,
        (CommitmentState.CLAIMED, CommitmentAct.DISPUTE): CommitmentState.OPEN,
        (CommitmentState.OPEN, CommitmentAct.DROP): CommitmentState.DROPPED,
    },
)
