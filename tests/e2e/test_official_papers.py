"""Every document of every case of the demo opens in LibreOffice with all its words, and so does our own PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.models import RoleGrant
from accounts.roles import Role
from bootstrap.papers import paper_maker
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from casework.states import IdentityReason
from core.actor import Actor
from core.clock import utc_now
from core.papers import PaperStamp
from demo.accounts import PASSWORD
from feedback.models import Petition
from feedback.papers.commands import WritePaper
from feedback.papers.labels import LABELS
from feedback.papers.policies import fitting, senders_shown
from feedback.papers.shipped import shipped
from feedback.papers.states import PaperKind, SenderShown, SignedAs
from feedback.papers.writing import paper_facts, write_paper
from feedback.queries import find_case_view
from tests.e2e.product import Product
from tests.support.keys import with_key
from tests.support.letters import words_of_docx
from tests.support.office import converted, squeezed, words_of_pdf

pytestmark = pytest.mark.timeout(300)
# Of each kind so many: cases differ in what they say, not in how it is laid out.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Written:
    """A document as both files, and what it should say."""

    name: str
    docx: bytes
    pdf: bytes


@pytest.fixture(scope="module")
def office(product: Product) -> Iterator[Runtime]:
    """The demo's data, beside the running product."""
    runtime = build_runtime(Settings.from_env({"DATA_DIR": str(product.data_dir), "DEMO": "1"}))
    yield runtime
    runtime.engine.dispose()


def _reader(runtime: Runtime, petition_id: UUID, agency_id: UUID, assignee_id: UUID | None) -> Actor:
    """Who has the case, else a clerk of its desk; signed in, since the demo's desks have keys."""
    if assignee_id is not None:
        return with_key(runtime, assignee_id, PASSWORD)
    with runtime.reading() as ctx:
        clerks = select(RoleGrant.account_id).where(
            RoleGrant.role == Role.INTAKE_CLERK, RoleGrant.agency_id == agency_id
        )
        clerk = ctx.session.execute(clerks.limit(1)).scalar_one()
    return with_key(runtime, clerk, PASSWORD)


def _of_the_demo(runtime: Runtime) -> Iterator[Written]:
    seen: dict[PaperKind, int] = {}
    with runtime.reading() as ctx:
        cases = ctx.session.execute(select(Petition.id, Petition.agency_id, Petition.assignee_id)).all()
    for petition_id, agency_id, assignee_id in cases:
        actor = _reader(runtime, petition_id, agency_id, assignee_id)
        with runtime.reading() as ctx:
            case = find_case_view(ctx, petition_id)
        assert case is not None
        for kind in fitting(paper_facts(case)):
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= ENOUGH:
                yield _written(runtime, actor, petition_id, kind)


def _written(runtime: Runtime, actor: Actor, petition_id: UUID, kind: PaperKind) -> Written:
    with runtime.transaction(actor) as ctx:
        case = find_case_view(ctx, petition_id)
        assert case is not None
        shown = senders_shown(ctx.actor, case.facts())
        # Of a sealed case the name takes two people: tests/integration/feedback/test_papers.py.
        sender = SenderShown.NAMED if SenderShown.NAMED in shown and not case.sealed else shown[0]
        command = WritePaper(
            kind, sender, IdentityReason.TELL, number="15", signed_as=SignedAs.COLLECTIVE_DEPUTY, signer="Đỗ Quỳ Ễnh"
        )
        paper = write_paper(ctx, petition_id, command)
    return _laid_out(
        f"{kind}-{petition_id}", paper.template or paper_maker().compose(paper.form), paper.values, paper.stamp
    )


def _of_samples() -> Iterator[Written]:
    """What no case of the demo needs yet, with the words of a preview."""
    for kind in PaperKind:
        values = {field.name: field.sample for fields in shipped(kind).groups().values() for field in fields}
        stamp = PaperStamp(LABELS[kind], utc_now())
        yield _laid_out(f"mau-{kind}", paper_maker().compose(shipped(kind).form), values, stamp)


def _laid_out(name: str, template: bytes, values: Mapping[str, str], stamp: PaperStamp) -> Written:
    docx = paper_maker().fill(template, values, stamp)
    return Written(name, docx, paper_maker().pdf(docx, stamp))


def test_every_document_opens_in_libreoffice_with_every_word(office: Runtime, tmp_path: Path) -> None:
    papers = [*_of_the_demo(office), *_of_samples()]
    assert len(papers) > len(PaperKind)
    files = []
    for paper in papers:
        files.append(tmp_path / f"{paper.name}.docx")
        files[-1].write_bytes(paper.docx)
    (tmp_path / "theirs").mkdir()
    theirs = converted(files, tmp_path / "theirs")
    missing = []
    for paper in papers:
        ours = tmp_path / f"{paper.name}.pdf"
        ours.write_bytes(paper.pdf)
        said = [squeezed(line) for line in words_of_docx(paper.docx)]
        for maker, file in (("LibreOffice", theirs[paper.name]), ("ours", ours)):
            text = words_of_pdf(file)
            missing += [f"{maker} {paper.name}: {line}" for line in said if line not in text]
    assert missing == []


def test_a_template_saved_by_another_programme_still_fits(tmp_path: Path) -> None:
    """Who edits a template saves it with Word or LibreOffice, which write the same words in other pieces."""
    kinds = (PaperKind.DECISION, PaperKind.RECEIPT, PaperKind.ANSWER)
    for kind in kinds:
        (tmp_path / f"{kind}.docx").write_bytes(paper_maker().compose(shipped(kind).form))
    (tmp_path / "again").mkdir()
    saved = converted([tmp_path / f"{kind}.docx" for kind in kinds], tmp_path / "again", to="docx")
    for kind in kinds:
        checked = paper_maker().check(saved[kind].read_bytes(), known=shipped(kind).known())
        values = {field.name: field.sample for fields in shipped(kind).groups().values() for field in fields}
        stamp = PaperStamp(LABELS[kind], utc_now())
        ours = paper_maker().fill(paper_maker().compose(shipped(kind).form), values, stamp)
        theirs = paper_maker().fill(checked.data, values, stamp)
        assert words_of_docx(theirs) == words_of_docx(ours)
        assert paper_maker().pdf(theirs, stamp).startswith(b"%PDF-")
