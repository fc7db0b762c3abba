"""What a sealed case leaves on machines it is read on: names of files, their properties, titles of pages, addresses."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from uuid import UUID

import pikepdf
import pytest
from werkzeug.test import TestResponse

from accounts.roles import Role
from bootstrap.papers import paper_maker
from core.papers import PaperStamp
from feedback.issuing.queries import list_papers
from feedback.papers.commands import WritePaper
from feedback.papers.policies import fitting
from feedback.papers.states import PaperKind
from feedback.papers.writing import paper_facts, write_paper
from feedback.proceedings.states import Step
from feedback.queries import get_case
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.html import Page
from tests.support.letters import FORM, STAMP
from tests.support.petitioning import Desk
from tests.support.proceeding import Court

pytestmark = [pytest.mark.query_budget(60), pytest.mark.sqlite_only]
MARK = "zqxw"
# What in a title or a name says that somebody was denounced, or that something is hidden.
TELLING = re.compile(rf"{MARK}|tố cáo|to-cao|\bkín\b|mật\b", re.IGNORECASE)
SENT = {
    "what": f"Cán bộ {MARK}ten nhận tiền {MARK}viec của dân.", "place": f"Nhà {MARK}noi", "name": f"Nguyễn {MARK}nguoi",
    "phone": "0912345678", "email": f"{MARK}thu@vidu.vn", "consent": True,
}  # fmt: skip


@pytest.fixture
def court(desk: Desk) -> Court:
    return Court(desk)


@pytest.fixture
def denounced(court: Court) -> UUID:
    """A denunciation with a signed conclusion."""
    petition_id = court.formal(court.denunciation(title=f"Việc {MARK}tieu"), Concerns.COMMUNE_OFFICIAL, **SENT)
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.NOTIFY, court.handler)
    court.take(petition_id, Step.REPORT, court.handler, words=f"Đã xác minh {MARK}baocao.")
    court.take(petition_id, Step.CONCLUDE, court.leader, words=f"Kết luận {MARK}ketluan.")
    return petition_id


def properties_of_docx(data: bytes) -> str:
    """Everything in it that is not the words on the page."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.startswith(("docProps", "customXml"))]
        assert "docProps/core.xml" in parts
        comments = [entry.comment for entry in package.infolist()]
        return " ".join([*parts, *(package.read(name).decode() for name in parts), repr(comments)])


def properties_of_pdf(data: bytes) -> str:
    """Its dictionary of properties, its XML of properties, what is attached."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        written = {str(name): str(value) for name, value in pdf.docinfo.items()}
        xml = bytes(pdf.Root.Metadata.read_bytes()).decode() if "/Metadata" in pdf.Root else ""
        return f"{written} {xml} {list(pdf.attachments)}"


def test_no_paper_of_it_says_in_its_properties_what_it_is(court: Court, denounced: UUID) -> None:
    maker, names, said = paper_maker(), set[str](), list[str]()
    number = court.desk.case(denounced).number
    with court.desk.runtime.transaction(court.handler) as ctx:
        kinds = list(fitting(paper_facts(get_case(ctx, denounced, viewer=ctx.actor))))
    assert {PaperKind.CONCLUSION, PaperKind.TRANSFER} & set(kinds)
    for kind in kinds:
        with court.desk.runtime.transaction(court.handler) as ctx:
            written = write_paper(ctx, denounced, WritePaper(kind))
        word = maker.fill(written.template or maker.compose(written.form), written.values, written.stamp)
        names.add(written.file_name)
        said += [properties_of_docx(word), properties_of_pdf(maker.pdf(word, written.stamp))]
    assert names == {"van-ban"}
    assert [one for one in said if TELLING.search(one) or number in one or "Người" in one] == []


def test_the_search_would_see_it() -> None:
    """In a paper that says so."""
    maker, stamp = paper_maker(), PaperStamp(f"Kết luận tố cáo {MARK}", STAMP.at)
    word = maker.fill(maker.compose(FORM), {}, stamp)
    assert TELLING.search(properties_of_docx(word))
    assert TELLING.search(properties_of_pdf(maker.pdf(word, stamp)))


def shown(client: CheckingClient, starts: list[str], within: re.Pattern[str]) -> Mapping[str, TestResponse]:
    """These pages and what they link to, as far as it belongs to the case."""
    waiting, seen = list(starts), dict[str, TestResponse]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = seen[address] = client.browser.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            links = Page(answer.get_data(as_text=True)).links()
            waiting += [link.partition("#")[0] for link in links if within.search(link)]
    return seen


def title_of(answer: TestResponse) -> str:
    return Page(answer.get_data(as_text=True)).title if answer.mimetype == "text/html" else ""


def test_no_title_of_a_page_and_no_name_of_a_file(court: Court, denounced: UUID, client: CheckingClient) -> None:
    with court.desk.runtime.reading() as ctx:
        papers = [paper.id for paper in list_papers(ctx, denounced)]
    assert papers
    within = re.compile(rf"{denounced}|{'|'.join(map(str, papers))}")
    starts = [f"/can-bo/don-thu/{denounced}"]
    starts += [f"/can-bo/{place}/{one}" for one in papers for place in ("van-ban", "van-thu")]
    titles, names = set[str](), set[str]()
    for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK):
        reader = court.desk.officials.sign_in(client.another(), role)
        for address, answer in shown(reader, starts, within).items():
            titles.add(title_of(answer))
            names.add(answer.headers.get("Content-Disposition", ""))
            assert MARK not in address
    assert len(titles) > 8
    assert any("van-ban" in name for name in names)
    assert [one for one in titles | names if TELLING.search(one)] == []
