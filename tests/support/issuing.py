"""Official papers for tests: drafted, approved, numbered, signed and issued through the services by whoever may."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pikepdf
from PIL import Image

from accounts.roles import Role
from casework.sealing import open_case_key
from core.actor import Actor
from core.clock import local_date
from feedback.issuing import services
from feedback.issuing.catalogue import checklist
from feedback.issuing.commands import DraftPaper, GiveNumber
from feedback.issuing.files import StoredPaper, Tools, store_signed
from feedback.issuing.queries import PaperNumber, PaperRow, get_paper
from feedback.issuing.services.moving import PaperTarget
from feedback.papers.states import PaperKind
from infra.pdf import clean_pdf
from infra.signed_pdf import bind_photos, look_for_signatures
from tests.support.petitioning import Desk

TOOLS = Tools(clean_pdf, bind_photos, look_for_signatures)


def signed_scan(pages: int = 1) -> bytes:
    """A scan as a PDF."""
    pdf = pikepdf.Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def photo() -> bytes:
    """A photo of a page."""
    buffer = io.BytesIO()
    Image.new("RGB", (600, 800), "#fdfcf8").save(buffer, "JPEG")
    return buffer.getvalue()


@dataclass
class Office:
    """A desk whose papers are issued. `drafter`, `signer`: other than the commune's handler and leader."""

    desk: Desk
    drafter: Actor | None = None
    signer: Actor | None = None
    records: Actor | None = None
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def handler(self) -> Actor:
        """Drafts."""
        return self.drafter or self.desk.actor(Role.HANDLER)

    @property
    def leader(self) -> Actor:
        """Approves and signs."""
        return self.signer or self.desk.actor(Role.LEADER)

    @property
    def clerk(self) -> Actor:
        """văn thư."""
        return self.records or self.desk.actor(Role.RECORDS_CLERK)

    @property
    def today(self) -> date:
        """The day it is."""
        return local_date(self.desk.runtime.clock())

    def paper(self, paper_id: UUID) -> PaperRow:
        """As it is."""
        with self.desk.runtime.reading() as ctx:
            return get_paper(ctx, paper_id)

    def target(self, paper_id: UUID) -> PaperTarget:
        """With the version it has now."""
        return PaperTarget(paper_id, self.paper(paper_id).version)

    def command(self, kind: PaperKind, **values: Any) -> DraftPaper:
        """A draft that is ready to be submitted."""
        checks = tuple(item.code for item in checklist(kind, self.today))
        given = {"signer_id": self.leader.account_id, "checks": checks, "asked": self.asked, **values}
        return DraftPaper(kind, **given)

    def begin(self, petition_id: UUID, kind: PaperKind, **values: Any) -> UUID:
        """The handler drafts."""
        command = self.command(kind, **values)
        with self.desk.runtime.transaction(self.handler) as ctx:
            return services.begin_paper(ctx, petition_id, command)

    def submit(self, paper_id: UUID) -> None:
        """The handler puts it before the signer."""
        target = self.target(paper_id)
        with self.desk.runtime.transaction(self.handler) as ctx:
            services.submit(ctx, target)

    def submitted(self, petition_id: UUID, kind: PaperKind, **values: Any) -> UUID:
        """A paper that waits for its signer."""
        paper_id = self.begin(petition_id, kind, **values)
        self.submit(paper_id)
        return paper_id

    def approve(self, paper_id: UUID, actor: Actor | None = None) -> None:
        """The signer approves."""
        target = self.target(paper_id)
        with self.desk.runtime.transaction(actor or self.leader) as ctx:
            services.approve_paper(ctx, target)

    def approved(self, petition_id: UUID, kind: PaperKind, **values: Any) -> UUID:
        """A paper that waits for its number."""
        paper_id = self.submitted(petition_id, kind, **values)
        self.approve(paper_id)
        return paper_id

    def number(self, paper_id: UUID, day: date | None = None, entry_id: UUID | None = None) -> PaperNumber:
        """văn thư gives number and date."""
        command = GiveNumber(paper_id, self.paper(paper_id).version, day or self.today, entry_id)
        with self.desk.runtime.transaction(self.clerk) as ctx:
            return services.give_number(ctx, command)

    def store(self, paper_id: UUID, *uploads: bytes) -> StoredPaper:
        """Seal a signed file."""
        with self.desk.runtime.reading(self.clerk) as ctx:
            key = open_case_key(ctx, get_paper(ctx, paper_id).petition_id)
        return store_signed(self.desk.runtime.files, key, list(uploads) or [signed_scan()], TOOLS)

    def attach(self, paper_id: UUID, *uploads: bytes) -> StoredPaper:
        """văn thư uploads the signed paper."""
        stored, target = self.store(paper_id, *uploads), self.target(paper_id)
        with self.desk.runtime.transaction(self.clerk) as ctx:
            services.attach(ctx, target, stored)
        return stored

    def send_out(self, paper_id: UUID) -> None:
        """văn thư issues it."""
        target = self.target(paper_id)
        with self.desk.runtime.transaction(self.clerk) as ctx:
            services.issue(ctx, target)

    def issue(self, petition_id: UUID, kind: PaperKind, *, day: date | None = None, **values: Any) -> UUID:
        """A paper from draft to issue."""
        paper_id = self.approved(petition_id, kind, **values)
        self.number(paper_id, day)
        self.attach(paper_id)
        self.send_out(paper_id)
        return paper_id


def issue_paper(desk: Desk, petition_id: UUID, kind: PaperKind, **values: Any) -> UUID:
    """A paper of a case from draft to issue by the desk's own handler, leader and records clerk."""
    return Office(desk).issue(petition_id, kind, **values)
