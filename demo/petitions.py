"""The demo's petitions: one in every state, told by the people of Xã Yên Thế. All of it is invented."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from PIL import Image, ImageDraw

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.attachments import StoredImage, store_image
from casework.images import prepare_image
from core.actor import ANONYMOUS, Actor
from core.clock import VIETNAM
from demo.petition_texts import TRACKED, Story
from demo.petition_texts_done import STORIES
from demo.world import COMMUNE_CODE, World
from feedback import services
from feedback.commands import DraftAnswer, Leave, Rating, Target, Triage
from feedback.drafts import Draft, Receipt, new_draft, new_ticket, save_draft
from feedback.queries import find_case_view
from feedback.services.receiving import submit_draft
from feedback.states import Act

NOTICE = "2026-07-01"
# The one petition whose code is printed, so that a visitor can follow it at once. A real code is never known before.
TRACKED_CODE = "ABCD-EFGH-JKMN"
_FILE = "demo.trackable"


def load(world: World) -> None:
    """Tell every story, oldest first, each step at its own moment."""
    for story in sorted(STORIES, key=lambda told: -told.days):
        Teller(world, story).tell()


def trackable(runtime: Runtime) -> tuple[str, str] | None:
    """Number and access code of the petition anyone may follow; None before the demo is loaded."""
    path = runtime.settings.data_dir / _FILE
    if not path.exists():
        return None
    number, code = path.read_text().split()
    return number, code


@dataclass
class Teller:
    """One story: what was sent, and what became of it."""

    world: World
    story: Story
    petition_id: UUID = field(default_factory=lambda: UUID(int=0))

    def tell(self) -> datetime:
        """Send it, then do its steps, each some time after the one before; gives the moment of the last."""
        moment = self._some_hour(self.world.ago(days=self.story.days))
        self._send(moment)
        for step in self.story.steps:
            later = office_hours(moment + timedelta(days=step.after))
            moment = later if later <= self.world.now else moment + (self.world.now - moment) / 2
            getattr(self, f"_{step.what}")(moment, *step.words)
        return moment

    def _send(self, moment: datetime) -> None:
        story, ticket = self.story, new_ticket()
        draft = self._draft()
        with self.world.at(moment).transaction(ANONYMOUS) as ctx:
            save_draft(ctx, ticket, draft)
            receipt = submit_draft(ctx, ticket, notice_version=NOTICE)
        self.petition_id = draft.case_id
        if story is TRACKED:
            self._remember(receipt)

    def _draft(self) -> Draft:
        story = self.story
        known = TRACKED_CODE if story is TRACKED else None
        draft = new_draft(COMMUNE_CODE, access_code=known)
        photos = tuple(self._photo(draft, scene) for scene in story.photos)
        return replace(
            draft, what=story.what, place=story.place, hamlet_id=self.world.hamlets.get(story.hamlet),
            concerns=story.concerns, field=story.field if story.field_given else None, photos=photos,
            name=story.name, phone=story.phone, email=story.email, consent=bool(story.phone or story.email),
        )  # fmt: skip

    def _photo(self, draft: Draft, scene: str) -> StoredImage:
        return store_image(self.world.runtime.files, draft.key(), prepare_image(draw(scene)))

    def _remember(self, receipt: Receipt) -> None:
        path = self.world.runtime.settings.data_dir / _FILE
        path.write_text(f"{receipt.number} {receipt.access_code}\n")

    def _some_hour(self, moment: datetime) -> datetime:
        """The same day at an hour of the story's own, so that not everything happens at one o'clock."""
        local = moment.astimezone(VIETNAM)
        number = sum(map(ord, self.story.what)) + local.day
        at = local.replace(hour=8 + number % 9, minute=number * 7 % 60, second=0, microsecond=0)
        return at if at <= self.world.now else moment

    # ── who acts ──

    @cached_property
    def _agency(self) -> UUID:
        with self.world.runtime.reading() as ctx:
            case = find_case_view(ctx, self.petition_id)
        assert case is not None
        return case.agency_id

    def _clerk(self) -> Actor:
        user = "tiepnhan" if self._agency == self.world.commune_id else "tiepdantinh"
        return self.world.official(user, Role.INTAKE_CLERK, self._agency)

    def _handler(self) -> Actor:
        return self.world.official(self.story.handler, Role.HANDLER, self._agency)

    def _leader(self) -> Actor:
        return self.world.official("lanhdao", Role.LEADER, self._agency)

    def _target(self) -> Target:
        with self.world.runtime.reading() as ctx:
            case = find_case_view(ctx, self.petition_id)
        assert case is not None
        return Target(self.petition_id, case.version)

    # ── the steps ──

    def _triage(self, moment: datetime) -> None:
        story = self.story
        command = Triage(story.kind, story.field, story.urgency, story.title)
        with self.world.at(moment).transaction(self._clerk()) as ctx:
            services.triage(ctx, self._target(), command)

    def _assign(self, moment: datetime, instruction: str = "") -> None:
        assignee = self.world.accounts[self.story.handler]
        with self.world.at(moment).transaction(self._clerk()) as ctx:
            services.assign(ctx, self._target(), assignee, instruction=instruction)

    def _start(self, moment: datetime) -> None:
        with self.world.at(moment).transaction(self._handler()) as ctx:
            services.start(ctx, self._target())

    def _ask(self, moment: datetime, question: str) -> None:
        with self.world.at(moment).transaction(self._handler()) as ctx:
            services.ask(ctx, self._target(), question)

    def _supplement(self, moment: datetime, words: str) -> None:
        with self.world.at(moment).transaction(ANONYMOUS) as ctx:
            services.supplement(ctx, self.petition_id, words)

    def _draft_answer(self, moment: datetime, words: str, public: str = "") -> None:
        with self.world.at(moment).transaction(self._handler()) as ctx:
            services.save_answer(ctx, self._target(), DraftAnswer(self.story.outcome, words, public))

    def _propose(self, moment: datetime) -> None:
        with self.world.at(moment).transaction(self._handler()) as ctx:
            services.propose(ctx, self._target())

    def _return(self, moment: datetime, comment: str) -> None:
        with self.world.at(moment).transaction(self._leader()) as ctx:
            services.return_answer(ctx, self._target(), comment)

    def _approve(self, moment: datetime) -> None:
        with self.world.at(moment).transaction(self._leader(), public=True) as ctx:
            services.approve(ctx, self._target())

    def _rate(self, moment: datetime, stars: str, comment: str = "") -> None:
        with self.world.at(moment).transaction(ANONYMOUS) as ctx:
            services.rate(ctx, self.petition_id, Rating(int(stars), comment))

    def _withdraw(self, moment: datetime, reason: str) -> None:
        with self.world.at(moment).transaction(ANONYMOUS) as ctx:
            services.withdraw(ctx, self.petition_id, reason=reason)

    def _leave(self, moment: datetime, act: str, words: str, to: str = "") -> None:
        command = Leave(Act(act), words, to, self.story.refusal if act == Act.REFUSE else None)
        with self.world.at(moment).transaction(self._clerk()) as ctx:
            services.leave(ctx, self._target(), command)


def office_hours(moment: datetime) -> datetime:
    """The same moment when an office is open, else the next morning one is."""
    local = moment.astimezone(VIETNAM)
    if local.hour >= 17:
        local = (local + timedelta(days=1)).replace(hour=8)
    if local.hour < 8:
        local = local.replace(hour=8)
    while local.weekday() >= 5:
        local = (local + timedelta(days=1)).replace(hour=8)
    return local


_SKY, _ROAD, _WATER, _GREEN, _RUBBISH = "#b9cdd6", "#8d8477", "#7b8a86", "#6f8f5b", "#c9c2b0"


def draw(scene: str) -> bytes:
    """A drawn scene instead of a photo: the demo ships no picture of a real place."""
    image = Image.new("RGB", (1280, 960), _SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 420, 1280, 960), fill=_GREEN)
    pen.polygon(((520, 420), (760, 420), (1180, 960), (100, 960)), fill=_ROAD)
    if scene == "flood":
        pen.ellipse((180, 640, 1120, 900), fill=_WATER)
        for x in range(260, 1040, 90):
            pen.ellipse((x, 700 + x % 130, x + 60, 730 + x % 130), fill=_RUBBISH)
    if scene == "culvert":
        pen.rectangle((360, 560, 920, 860), fill="#6b665e")
        pen.ellipse((470, 620, 810, 960), fill="#2f3431")
        for x in range(400, 900, 70):
            pen.rectangle((x, 800 - x % 60, x + 46, 832 - x % 60), fill=_RUBBISH)
    if scene == "lamp":
        pen.rectangle((640, 150, 656, 700), fill="#4d4a45")
        pen.polygon(((656, 150), (780, 190), (780, 206), (656, 170)), fill="#4d4a45")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
