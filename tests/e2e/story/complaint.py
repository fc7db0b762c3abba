"""A complaint on paper, from the desk to the decision, as each official does it in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from bootstrap.runtime import Runtime
from core.actor import Actor
from core.outbox import list_waiting
from core.text import slug
from feedback.papers.labels import LABELS
from feedback.papers.states import PaperKind
from jobs.handlers import HANDLERS
from jobs.handling import run_message
from tests.e2e.served import let_in
from tests.e2e.visitor import Visitor
from tests.support.clock import SteppingClock
from tests.support.issuing import signed_scan

_UNFOLD = "() => document.querySelectorAll('details').forEach(one => one.open = true)"
_SCAN = {"name": "ban-ky.pdf", "mimeType": "application/pdf"}
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Officials:
    """Who works a case at one agency."""

    handler: Actor
    leader: Actor
    records: Actor


@dataclass
class Work:
    """One browser in which officials take turns; the clock moves between them."""

    visitor: Visitor
    app: Flask
    runtime: Runtime
    clock: SteppingClock
    people: Officials
    case: str = ""
    received: set[str] = field(default_factory=set)

    @property
    def today(self) -> str:
        """As a date field wants it."""
        return self.clock.now.date().isoformat()

    def turn(self, who: Actor, address: str) -> None:
        """Somebody signs in and opens a page."""
        let_in(self.visitor, self.app, self.runtime, who)
        self.visitor.open(address)

    def send(self, form: str, fields: Fields | None = None, *, button: str = "") -> None:
        """Fill a form of the page by the names of its fields and send it; no error may come back."""
        page = self.visitor.page
        page.evaluate(_UNFOLD)
        found = page.locator(form).first
        for name, value in (fields or {}).items():
            self._fill(found.locator(f"[name={name}]"), value)
        send = found.get_by_role("button", name=button) if button else found.locator("button[type=submit]")
        self.visitor.click(send.first)
        wrong = page.locator(".govuk-error-message").all_inner_texts()
        assert wrong == [], (form, wrong)

    @staticmethod
    def _fill(field: Any, value: Any) -> None:
        kind = field.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "select":
            field.first.select_option(value)
        elif kind in ("radio", "checkbox"):
            field.and_(field.page.locator(f"[value='{value}']")).check()
        elif kind == "file":
            field.first.set_input_files(value)
        else:
            field.first.fill(value)

    def step(self, who: Actor, slug: str, fields: Fields | None = None) -> None:
        """One step of the proceeding."""
        self.turn(who, f"{self.case}/giai-quyet")
        self.send(f"#buoc-{slug} form", fields)

    def paper(self, kind: PaperKind, asked: Fields | None = None) -> None:
        """Draft, approve, number, sign and issue a paper of the case."""
        self.turn(self.people.handler, f"{self.case}/van-ban")
        row = self.visitor.page.get_by_role("listitem").filter(
            has=self.visitor.page.get_by_role("link", name=LABELS[kind], exact=True)
        )
        self.visitor.click(row.locator("a.govuk-button").first)
        self._draft(asked or {})
        paper = self.visitor.page.url.rsplit("/", 1)[1].partition("#")[0]
        self.turn(self.people.leader, f"/can-bo/van-ban/{paper}")
        self.send("form[action$='/duyet']", button="Duyệt")
        registry = f"/can-bo/van-thu/{paper}"
        self.turn(self.people.records, registry)
        self.send("form[action$='/cap-so']", {"day": self.today}, button="Cấp số")
        self.visitor.open(registry)
        self.send("form[action$='/ban-ky']", {"file": [{**_SCAN, "buffer": signed_scan()}]})
        self.visitor.open(registry)
        self.send("form[action$='/ban-hanh']")
        self.jobs()

    def _draft(self, asked: Fields) -> None:
        form = self.visitor.page.locator("main form").first
        for box in form.locator("[name=checks]").all():
            box.check()
        for blank in form.locator("[name^=o_]").all():
            name = blank.get_attribute("name") or ""
            if not blank.input_value():
                blank.fill(asked.get(name, "Theo hồ sơ vụ việc đã xác minh."))
        form.locator("[name=signer_id]").select_option(str(self.people.leader.account_id))
        self.visitor.click(form.get_by_role("button", name="Lưu và trình"))

    def printed(self, kind: PaperKind) -> None:
        """A paper without a number, made on the spot: it comes as a PDF."""
        self.turn(self.people.handler, f"{self.case}/van-ban/{slug(LABELS[kind])}")
        with self.visitor.page.expect_download() as found:
            self.visitor.page.get_by_role("button", name="Tải PDF").click()
        made = found.value.path().read_bytes()
        assert made.startswith(b"%PDF"), kind

    def deliver(self) -> None:
        """văn thư posts what is to be posted, and it is received."""
        self.turn(self.people.records, f"{self.case}/giao-van-ban")
        links = "all => [...new Set(all.map(one => one.getAttribute('href')))]"
        every = self.visitor.page.locator("main a[href*='/can-bo/giao-van-ban/']").evaluate_all(links)
        for address in [one for one in every if one not in self.received]:
            for act in ("send", "reach"):
                self.visitor.open(address)
                if self.visitor.page.locator(f"[name=act][value={act}]").count():
                    said = {"who": "Nguyễn Thị Mẫu"} if act == "reach" else {"tracking": "RR123456785VN"}
                    self.send("form:has([name=act])", {"act": act, "day": self.today, **said})
                    if act == "reach":
                        self.received.add(address)
        self.jobs()

    def jobs(self) -> None:
        """What the worker does meanwhile."""
        for _ in range(3):
            with self.runtime.reading() as ctx:
                waiting = list_waiting(ctx.session, now=ctx.now)
            for message in waiting:
                run_message(self.runtime, message, HANDLERS)

    def stage(self) -> str:
        """What the page says comes next."""
        self.turn(self.people.handler, f"{self.case}/giai-quyet")
        return self.visitor.page.locator("#giai-quyet").inner_text()
