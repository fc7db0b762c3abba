"""The demo's consultations: one that takes opinions now, one with its published result."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from accounts.roles import Role
from consultations import services
from consultations.commands import ConsultationContent, DescribeGroup, DraftConsultation, GiveOpinion, PublishResult
from consultations.opinion_queries import list_opinions
from consultations.states import Form, Response, Stance, Topic
from core.actor import ANONYMOUS, Actor
from core.clock import local_date
from core.context import Context
from core.ids import new_access_code, random_symbols
from core.paging import PageRequest
from demo import consultation_texts as texts
from demo.world import NOTICE, World

OPENED_AGO, DAYS_LEFT = 12, 11


def load(world: World) -> None:
    """Tell both."""
    assert world.commune_id is not None
    officer = world.official("congkhai", Role.PUBLISHER, world.commune_id)
    leader = world.official("lanhdao", Role.LEADER, world.commune_id)
    _finished(world, officer, leader, world.commune_id)
    _open(world, officer, world.commune_id)


def _begin(
    world: World, officer: Actor, agency_id: UUID, *, topic: Topic, text: texts.Draft, opened: int, closes: int
) -> UUID:
    content = ConsultationContent(
        topic=topic, title=text.title, summary=text.summary, source=text.source,
        forms=(Form.COMMUNITY_MEETING, Form.FRONT, Form.PORTAL),
        closes_on=local_date(world.now) + timedelta(days=closes),
    )  # fmt: skip
    with world.at(world.ago(days=opened)).transaction(officer, public=True) as ctx:
        consultation_id = services.draft_consultation(ctx, DraftConsultation(agency_id, content))
        services.open_to_opinions(ctx, consultation_id, version=1)
    return consultation_id


def _give(world: World, consultation_id: UUID, said: texts.Said, *, days: float) -> None:
    command = GiveOpinion(
        consultation_id=consultation_id, stance=Stance(said.stance), text=said.text, section=said.section,
        ticket=random_symbols(20), access_code=new_access_code(), name=said.name, phone=said.phone,
        notice_version=NOTICE,
    )  # fmt: skip
    with world.at(world.ago(days=days)).transaction(ANONYMOUS) as ctx:
        services.give_opinion(ctx, command)


def _open(world: World, officer: Actor, agency_id: UUID) -> None:
    consultation_id = _begin(
        world, officer, agency_id, topic=Topic.DEMOCRACY_RULES, text=texts.RULES, opened=OPENED_AGO, closes=DAYS_LEFT
    )
    for number, said in enumerate(texts.ON_RULES):
        _give(world, consultation_id, said, days=OPENED_AGO - 0.8 * (number + 1))


def _finished(world: World, officer: Actor, leader: Actor, agency_id: UUID) -> None:
    consultation_id = _begin(
        world, officer, agency_id, topic=Topic.COMMUNITY_DECISION, text=texts.WASTE, opened=70, closes=-45
    )
    for number, said in enumerate(texts.ON_WASTE):
        _give(world, consultation_id, said, days=68 - 1.5 * number)
    with world.at(world.ago(days=44)).transaction(officer, public=True) as ctx:
        services.close_consultation(ctx, consultation_id, version=2)
    with world.at(world.ago(days=40)).transaction(officer, public=True) as ctx:
        _group(ctx, agency_id, consultation_id)
        services.submit_result(ctx, consultation_id, version=3)
    with world.at(world.ago(days=38)).transaction(leader, public=True) as ctx:
        services.publish_result(ctx, PublishResult(consultation_id, 4, texts.WASTE_CONCLUSION))


def _group(ctx: Context, agency_id: UUID, consultation_id: UUID) -> None:
    given = list_opinions(ctx, consultation_id, viewer=ctx.actor, agency_id=agency_id, page=PageRequest(100)).items
    by_text = {opinion.text: opinion.id for opinion in given}
    for group in texts.WASTE_GROUPS:
        group_id = services.describe_group(
            ctx,
            DescribeGroup(
                consultation_id, None, group.title, group.summary, group.other_count, Response(group.response),
                group.reason,
            ),
        )  # fmt: skip
        members = [by_text[said.text] for said in texts.ON_WASTE if said.group == group.key]
        services.assign_opinions(ctx, consultation_id, opinion_ids=members, group_id=group_id)
