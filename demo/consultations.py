"""The demo's consultations: one in each state, from the draft on a desk to the published result."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
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
from core.pdf import StoredPdf
from demo import consultation_texts as texts
from demo import consultation_texts_more as more
from demo.paper import table_pdf
from demo.world import NOTICE, World

# Twenty days that end in Tết last until thirty: each round is longer than that, on whatever day it is told.
OPENED_AGO, DAYS_LEFT = 15, 17


@dataclass(frozen=True, slots=True)
class _Round:
    """A draft put to the people some days ago, until a day before or after today."""

    topic: Topic
    text: texts.Draft
    opened: float
    closes: int
    said: tuple[texts.Said, ...] = ()
    file: StoredPdf | None = None


def load(world: World) -> None:
    """Tell all of them, oldest first."""
    assert world.commune_id is not None
    officer = world.official("congkhai", Role.PUBLISHER, world.commune_id)
    leader = world.official("lanhdao", Role.LEADER, world.commune_id)
    desk = _Desk(world, world.commune_id, officer, leader)
    desk.published()
    desk.submitted()
    desk.closed()
    desk.open()
    desk.drafted()


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who works on them, and where."""

    world: World
    agency_id: UUID
    officer: Actor
    leader: Actor

    def published(self) -> None:
        """Finished: every group answered, the result public."""
        waste = _Round(Topic.COMMUNITY_DECISION, texts.WASTE, 78, -45, texts.ON_WASTE)
        consultation_id = self._ask(waste)
        self._close(consultation_id, days=44)
        self._sort(consultation_id, texts.WASTE_GROUPS, texts.ON_WASTE, days=41)
        with self._at(40, self.officer) as ctx:
            services.submit_result(ctx, consultation_id, version=3)
        with self._at(38, self.leader) as ctx:
            services.publish_result(ctx, PublishResult(consultation_id, 4, texts.WASTE_CONCLUSION))

    def submitted(self) -> None:
        """On the leader's desk."""
        saturday = _Round(Topic.COMMUNITY_DECISION, more.SATURDAY, 41, -9, more.ON_SATURDAY)
        consultation_id = self._ask(saturday)
        self._close(consultation_id, days=8)
        self._sort(consultation_id, more.SATURDAY_GROUPS, more.ON_SATURDAY, days=4)
        with self._at(1.2, self.officer) as ctx:
            services.submit_result(ctx, consultation_id, version=3)

    def closed(self) -> None:
        """Being sorted: one group is answered, the other opinions lie loose."""
        road = _Round(Topic.COMMUNITY_DECISION, more.ROAD, 35, -3, more.ON_ROAD)
        consultation_id = self._ask(road)
        self._close(consultation_id, days=2)
        self._sort(consultation_id, more.ROAD_GROUPS, more.ON_ROAD, days=0.9)

    def open(self) -> None:
        """Taking opinions now; the old and the new rules stand side by side in a PDF."""
        compared = table_pdf(
            self.world.runtime, name="so-sanh-quy-che-cu-va-du-thao.pdf", heading="QUY CHẾ CŨ VÀ DỰ THẢO",
            subtitle="Năm điểm thay đổi, gửi kèm dự thảo (bản minh hoạ)", head=more.COMPARED_HEAD,
            rows=more.COMPARED_ROWS,
        )  # fmt: skip
        self._ask(_Round(Topic.DEMOCRACY_RULES, texts.RULES, OPENED_AGO, DAYS_LEFT, texts.ON_RULES, compared))

    def drafted(self) -> None:
        """Still being written."""
        houses = _Round(Topic.BOUNDARIES, more.HOUSES, 0.3, 33)
        with self._at(houses.opened, self.officer) as ctx:
            services.draft_consultation(ctx, DraftConsultation(self.agency_id, self._content(houses)))

    # ── the steps ──

    def _at(self, days: float, actor: Actor) -> AbstractContextManager[Context]:
        return self.world.at(self.world.ago(days=days)).transaction(actor, public=True)

    def _content(self, told: _Round) -> ConsultationContent:
        return ConsultationContent(
            topic=told.topic, title=told.text.title, summary=told.text.summary, source=told.text.source,
            forms=(Form.COMMUNITY_MEETING, Form.FRONT, Form.PORTAL),
            closes_on=local_date(self.world.now) + timedelta(days=told.closes),
        )  # fmt: skip

    def _ask(self, told: _Round) -> UUID:
        """Open it, and let people answer over its days."""
        with self._at(told.opened, self.officer) as ctx:
            draft = DraftConsultation(self.agency_id, self._content(told), told.file)
            consultation_id = services.draft_consultation(ctx, draft)
            services.open_to_opinions(ctx, consultation_id, version=1)
        lasted = told.opened + min(told.closes, 0)
        for number, said in enumerate(told.said, start=1):
            self._give(consultation_id, said, days=told.opened - lasted * number / (len(told.said) + 1))
        return consultation_id

    def _give(self, consultation_id: UUID, said: texts.Said, *, days: float) -> None:
        command = GiveOpinion(
            consultation_id=consultation_id, stance=Stance(said.stance), text=said.text, section=said.section,
            ticket=random_symbols(20), access_code=new_access_code(), name=said.name, phone=said.phone,
            notice_version=NOTICE,
        )  # fmt: skip
        with self.world.at(self.world.ago(days=days)).transaction(ANONYMOUS) as ctx:
            services.give_opinion(ctx, command)

    def _close(self, consultation_id: UUID, *, days: float) -> None:
        with self._at(days, self.officer) as ctx:
            services.close_consultation(ctx, consultation_id, version=2)

    def _sort(
        self, consultation_id: UUID, groups: Iterable[texts.Answered], said: Iterable[texts.Said], *, days: float
    ) -> None:
        with self._at(days, self.officer) as ctx:
            by_text = self._opinions(ctx, consultation_id)
            for group in groups:
                group_id = services.describe_group(
                    ctx,
                    DescribeGroup(
                        consultation_id, None, group.title, group.summary, group.other_count,
                        Response(group.response), group.reason,
                    ),
                )  # fmt: skip
                members = [by_text[one.text] for one in said if one.group == group.key]
                services.assign_opinions(ctx, consultation_id, opinion_ids=members, group_id=group_id)

    def _opinions(self, ctx: Context, consultation_id: UUID) -> dict[str | None, UUID]:
        page = PageRequest(100)
        given = list_opinions(ctx, consultation_id, viewer=ctx.actor, agency_id=self.agency_id, page=page)
        return {opinion.text: opinion.id for opinion in given.items}
