"""The demo's official papers: drafted, approved, numbered, signed and issued, each step at its own moment."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from PIL import Image, ImageDraw

from accounts.roles import Role
from bootstrap.papers import signed_tools
from bootstrap.runtime import Runtime
from casework.sealing import open_case_key
from core.actor import Actor
from core.clock import local_date
from demo.world import World
from feedback.delivery.commands import RecordDelivery
from feedback.delivery.queries import of_paper
from feedback.delivery.services import plan_issued, record_delivery
from feedback.delivery.states import PAPER_WAYS, DeliveryAct
from feedback.issuing import services
from feedback.issuing.catalogue import checklist
from feedback.issuing.commands import DraftPaper, GiveNumber, OpenBook
from feedback.issuing.files import store_signed
from feedback.issuing.services.moving import PaperTarget
from feedback.papers.states import PaperKind, SenderShown

# What the commune's paper register had reached when the office began to keep it here.
BEFORE: Mapping[str, int] = {"QĐ-UBND": 62, "TB-UBND": 4, "CV": 118}
_MINUTES = timedelta(minutes=10)


@dataclass
class PaperTeller:
    """One paper of a case, by whoever drafts and signs it."""

    world: World
    petition_id: UUID
    agency_id: UUID
    drafter: Actor
    signer: Actor
    shown: SenderShown = SenderShown.BLANK
    paper_id: UUID = field(default_factory=lambda: UUID(int=0))

    def issue(self, moment: datetime, kind: PaperKind, asked: Mapping[str, str] | None = None) -> UUID:
        """From draft to issue, within the hour before a moment."""
        self.approve(moment, kind, asked)
        with self._at(moment, 2).transaction(self._records()) as ctx:
            services.give_number(ctx, GiveNumber(self.paper_id, None, local_date(moment)))
        with self.world.runtime.reading() as ctx:
            key = open_case_key(ctx, self.petition_id)
        stored = store_signed(self.world.runtime.files, key, [scan()], signed_tools())
        with self._at(moment, 1).transaction(self._records()) as ctx:
            services.attach(ctx, PaperTarget(self.paper_id), stored)
        with self._at(moment, 0).transaction(self._records()) as ctx:
            services.issue(ctx, PaperTarget(self.paper_id))
        return self.paper_id

    def submit(self, moment: datetime, kind: PaperKind, asked: Mapping[str, str] | None = None) -> UUID:
        """Put before its signer."""
        checks = tuple(item.code for item in checklist(kind, local_date(moment)))
        draft = DraftPaper(kind, self.signer.account_id, sender=self.shown, checks=checks, asked=asked or {})
        with self._at(moment, 5).transaction(self.drafter) as ctx:
            self.paper_id = services.begin_paper(ctx, self.petition_id, draft)
        with self._at(moment, 4).transaction(self.drafter) as ctx:
            services.submit(ctx, PaperTarget(self.paper_id))
        return self.paper_id

    def approve(self, moment: datetime, kind: PaperKind, asked: Mapping[str, str] | None = None) -> UUID:
        """Approved by its signer: it waits for a number."""
        self.submit(moment, kind, asked)
        with self._at(moment, 3).transaction(self.signer) as ctx:
            services.approve_paper(ctx, PaperTarget(self.paper_id))
        return self.paper_id

    def send(self, moment: datetime) -> None:
        """It leaves by post for everybody it is for; the step of sending follows."""
        with self.world.at(moment).transaction() as ctx:
            plan_issued(ctx, self.paper_id)
            waiting = [one.id for one in of_paper(ctx, self.paper_id) if one.way in PAPER_WAYS]
        command = RecordDelivery(DeliveryAct.SEND, local_date(moment), tracking="RM 000 000 001 VN")
        for delivery_id in waiting:
            # Whoever holds the case: of a sealed one the registry may not know for whom it is.
            with self.world.at(moment).transaction(self.drafter) as ctx:
                record_delivery(ctx, delivery_id, command)

    def _at(self, moment: datetime, before: int) -> Runtime:
        return self.world.at(moment - before * _MINUTES)

    def _records(self) -> Actor:
        return records_clerk(self.world, self.agency_id)


def records_clerk(world: World, agency_id: UUID) -> Actor:
    """The commune's văn thư."""
    return world.official("vanthu", Role.RECORDS_CLERK, agency_id)


def open_books(world: World, moment: datetime) -> None:
    """The register begins behind the last numbers of the paper one."""
    assert world.commune_id is not None  # loaded before
    year = local_date(moment).year
    for series, last in BEFORE.items():
        with world.at(moment).transaction(records_clerk(world, world.commune_id)) as ctx:
            services.open_book(ctx, OpenBook(world.commune_id, year, series, last))


def scan() -> bytes:
    """A photo of a signed sheet, drawn: grey lines, a red seal, no word on it."""
    sheet = Image.new("RGB", (1240, 1754), "#fdfcf8")
    draw = ImageDraw.Draw(sheet)
    for line in range(16):
        draw.rectangle((160, 420 + line * 56, 1080 - (line % 4) * 90, 432 + line * 56), fill="#8d8d8d")
    draw.ellipse((760, 1330, 1000, 1570), outline="#c0392b", width=10)
    draw.line((720, 1500, 850, 1420, 930, 1520, 1040, 1440), fill="#1f3a93", width=8)
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
