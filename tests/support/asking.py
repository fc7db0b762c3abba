"""A draft that asks for opinions and an announced dialogue, with what people left there under their names."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from accounts.roles import Role
from consultations import services as consulting
from consultations.commands import ConsultationContent, DraftConsultation, GiveOpinion
from consultations.services import Receipt
from consultations.states import Form, Stance, Topic
from core.actor import ANONYMOUS
from core.clock import local_date
from dialogues import questions
from dialogues import services as talking
from dialogues.commands import AskQuestion, PlanDialogue
from dialogues.questions import AskedQuestion
from dialogues.states import DialogueForm, DialogueKind
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE

WORDS, NAME, PHONE = "Dấu vết không ai giữ lại.", "Bà Kín Đáo", "0900 000 777"


def open_draft(desk: Desk) -> UUID:
    """A draft that takes opinions for some weeks."""
    content = ConsultationContent(
        topic=Topic.DEMOCRACY_RULES, title="Quy chế dân chủ", summary="", forms=(Form.PORTAL,),
        source="Điều 1. Nguyên tắc\nDân biết.", closes_on=local_date(desk.runtime.clock()) + timedelta(days=25),
    )  # fmt: skip
    with desk.runtime.transaction(desk.actor(Role.PUBLISHER), public=True) as ctx:
        consultation_id = consulting.draft_consultation(ctx, DraftConsultation(desk.units[COMMUNE], content))
        consulting.open_to_opinions(ctx, consultation_id, version=1)
    return consultation_id


def give(desk: Desk, consultation_id: UUID, code: str) -> Receipt:
    """An opinion with name and phone."""
    command = GiveOpinion(
        consultation_id=consultation_id, stance=Stance.PARTLY, text=WORDS, section="", ticket=code,
        notice_version="2026-11-01", access_code=code, name=NAME, phone=PHONE,
    )  # fmt: skip
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        return consulting.give_opinion(ctx, command)


def announce(desk: Desk) -> UUID:
    """A dialogue that takes questions."""
    with desk.runtime.transaction(desk.actor(Role.DIALOGUE_SECRETARY)) as ctx:
        starts = ctx.now + timedelta(days=10)
        plan = PlanDialogue(
            agency_id=desk.units[COMMUNE], kind=DialogueKind.YEARLY, form=DialogueForm.IN_PERSON, title="Đối thoại",
            topics="Đường", place="Hội trường xã", how_to_join="Ai cũng dự được", host="Chủ tịch xã", co_host="",
            starts_at=starts, ends_at=starts + timedelta(hours=2),
        )  # fmt: skip
        dialogue_id = talking.plan_dialogue(ctx, plan)
        talking.announce_dialogue(ctx, dialogue_id, version=1)
    return dialogue_id


def ask(desk: Desk, dialogue_id: UUID) -> AskedQuestion:
    """A question with name and phone."""
    command = AskQuestion(dialogue_id=dialogue_id, text=WORDS, notice_version="1", name=NAME, phone=PHONE)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        return questions.ask_question(ctx, command)
