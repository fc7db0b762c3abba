"""Publishing on both databases: what the public sees, what is kept, who is refused."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core import audit
from core.errors import Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.pdf import StoredPdf
from core.transitions import TransitionNotAllowed
from disclosures import queries, services
from disclosures.commands import (
    DisclosureContent,
    DraftDisclosure,
    EditDisclosure,
    EditLegalItem,
    WithdrawDisclosure,
)
from disclosures.errors import (
    IssuedInFuture,
    NothingToPublish,
    PostingTooShort,
    ReplacementPending,
    UnknownLegalItem,
    WithdrawalReasonMissing,
)
from disclosures.states import Channel, DisclosureState, PostingRule, Standing
from tests.support.clock import SteppingClock
from tests.support.small_world import COMMUNE, NEIGHBOUR, PROVINCE, Places, build_places

TODAY = date(2026, 3, 10)


@pytest.fixture
def places(runtime: Runtime) -> Places:
    return build_places(runtime)


def content(**changes: object) -> DisclosureContent:
    values = {"legal_item": "2", "title": "Dự toán 2027", "summary": "Thu, chi.", "source": "I. TÓM TẮT\nThu đủ chi."}
    return DisclosureContent(**{**values, **changes})  # type: ignore[arg-type]  # checked by the dataclass's users


def draft(runtime: Runtime, places: Places, **changes: object) -> UUID:
    with runtime.transaction(places.official(Role.PUBLISHER)) as ctx:
        return services.draft_disclosure(ctx, DraftDisclosure(COMMUNE, content(**changes)))


def publish(runtime: Runtime, places: Places, disclosure_id: UUID, version: int = 1) -> None:
    with runtime.transaction(places.official(Role.PUBLISHER), public=True) as ctx:
        services.publish_disclosure(ctx, disclosure_id, version=version)


def titles(runtime: Runtime, agency_id: UUID = COMMUNE, **chosen: str) -> list[str]:
    with runtime.reading() as ctx:
        page = queries.list_published(ctx, agency_id=agency_id, page=PageRequest(10), **chosen)
    return [row.title for row in page.items]


def test_a_draft_is_nobodys_business_until_it_is_published(runtime: Runtime, places: Places) -> None:
    item = draft(runtime, places)
    assert titles(runtime) == []
    with runtime.reading() as ctx, pytest.raises(NotFound):
        queries.get_public(ctx, item)
    publish(runtime, places, item)
    assert titles(runtime) == ["Dự toán 2027"]
    assert titles(runtime, NEIGHBOUR) == []
    with runtime.reading() as ctx:
        view = queries.get_public(ctx, item)
    assert (view.posting_from, view.posting_to, view.standing) == (TODAY, date(2026, 4, 9), Standing.RUNNING)
    assert (view.number, view.issued_on) == ("", None)


def test_the_list_can_be_narrowed_to_a_content_and_goes_on_by_cursor(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    for number in range(5):
        publish(runtime, places, draft(runtime, places, title=f"Mục {number}", legal_item="2" if number % 2 else "7"))
        clock.advance(minutes=1)
    assert titles(runtime, legal_item="2") == ["Mục 3", "Mục 1"]
    with runtime.reading() as ctx:
        first = queries.list_published(ctx, agency_id=COMMUNE, page=PageRequest(3))
        second = queries.list_published(ctx, agency_id=COMMUNE, page=PageRequest(3, first.next_cursor))
    assert [row.title for row in [*first.items, *second.items]] == [f"Mục {n}" for n in (4, 3, 2, 1, 0)]
    assert second.next_cursor is None


def test_history_comes_after_news_on_the_home_page(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    publish(runtime, places, draft(runtime, places, title="Mới"))
    clock.advance(days=1)
    publish(runtime, places, draft(runtime, places, title="Kế hoạch cũ", historical=True))
    with runtime.reading() as ctx:
        assert [row.title for row in queries.latest_published(ctx, COMMUNE, 2)] == ["Mới", "Kế hoạch cũ"]


def test_a_new_edition_takes_the_place_of_the_old_in_one_moment(runtime: Runtime, places: Places) -> None:
    old = draft(runtime, places)
    publish(runtime, places, old)
    publisher = places.official(Role.PUBLISHER)
    with runtime.transaction(publisher) as ctx:
        new = services.begin_replacement(ctx, old)
        with pytest.raises(ReplacementPending):
            services.begin_replacement(ctx, old)
    with runtime.transaction(publisher) as ctx:
        services.edit_disclosure(ctx, EditDisclosure(new, 1, content(title="Dự toán 2027, bản sửa")))
    assert titles(runtime) == ["Dự toán 2027"]
    publish(runtime, places, new, version=2)
    assert titles(runtime) == ["Dự toán 2027, bản sửa"]
    with runtime.reading() as ctx:
        before, after = queries.get_public(ctx, old), queries.get_public(ctx, new)
    assert (before.state, before.replaced_by_id) == (DisclosureState.REPLACED, new)
    assert (after.edition, after.title) == (2, "Dự toán 2027, bản sửa")
    with runtime.transaction(publisher) as ctx, pytest.raises(TransitionNotAllowed):
        services.begin_replacement(ctx, old)


def test_a_withdrawn_item_says_why_and_gives_no_file(runtime: Runtime, places: Places) -> None:
    publisher = places.official(Role.PUBLISHER)
    data = b"%PDF-pages"
    file = StoredPdf(runtime.files.put(data), "du-toan.pdf", len(data), 1, "0" * 64)
    with runtime.transaction(publisher) as ctx:
        item = services.draft_disclosure(ctx, DraftDisclosure(COMMUNE, content(source=""), file))
    publish(runtime, places, item)
    with runtime.reading() as ctx:
        assert queries.read_public_file(ctx, item)[1] == data
    with runtime.transaction(publisher) as ctx, pytest.raises(WithdrawalReasonMissing):
        services.withdraw_disclosure(ctx, WithdrawDisclosure(item, 2, "sai"))
    with runtime.transaction(publisher) as ctx:
        services.withdraw_disclosure(ctx, WithdrawDisclosure(item, 2, "Đăng nhầm bản chưa ký."))
    assert titles(runtime) == []
    with runtime.reading() as ctx:
        assert queries.get_public(ctx, item).withdrawn_reason == "Đăng nhầm bản chưa ký."
        with pytest.raises(NotFound):
            queries.read_public_file(ctx, item)


def test_an_edition_begun_before_the_withdrawal_may_still_be_published(runtime: Runtime, places: Places) -> None:
    old = draft(runtime, places)
    publish(runtime, places, old)
    with runtime.transaction(places.official(Role.PUBLISHER)) as ctx:
        new = services.begin_replacement(ctx, old)
        services.withdraw_disclosure(ctx, WithdrawDisclosure(old, 2, "Số liệu chưa đúng."))
    publish(runtime, places, new)
    with runtime.reading() as ctx:
        assert queries.get_public(ctx, old).state is DisclosureState.WITHDRAWN
        assert queries.get_public(ctx, new).state is DisclosureState.PUBLISHED


def test_a_lost_race_changes_nothing(runtime: Runtime, places: Places) -> None:
    item = draft(runtime, places)
    publisher = places.official(Role.PUBLISHER)
    with runtime.transaction(publisher) as ctx:
        services.edit_disclosure(ctx, EditDisclosure(item, 1, content(title="Người thứ nhất")))
    with runtime.transaction(publisher) as ctx, pytest.raises(StaleVersion):
        services.edit_disclosure(ctx, EditDisclosure(item, 1, content(title="Người thứ hai")))
    with runtime.reading(publisher) as ctx:
        assert queries.get_own(ctx, item, viewer=publisher).title == "Người thứ nhất"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"legal_item": "15"}, UnknownLegalItem),
        ({"issued_on": date(2026, 3, 11)}, IssuedInFuture),
        ({"posting_to": date(2026, 3, 20)}, PostingTooShort),
    ],
)
def test_a_draft_that_breaks_a_rule_is_refused(
    runtime: Runtime, places: Places, changes: dict[str, object], rule: type[Exception]
) -> None:
    with pytest.raises(rule):
        draft(runtime, places, **changes)


def test_nothing_is_published_empty(runtime: Runtime, places: Places) -> None:
    item = draft(runtime, places, source="")
    with pytest.raises(NothingToPublish):
        publish(runtime, places, item)


def test_other_agencies_and_other_roles_are_refused(runtime: Runtime, places: Places) -> None:
    item = draft(runtime, places)
    for actor in (places.official(Role.PUBLISHER, NEIGHBOUR), places.official(Role.LEADER)):
        with runtime.transaction(actor) as ctx, pytest.raises(Forbidden):
            services.publish_disclosure(ctx, item, version=1)
    stranger = places.official(Role.PUBLISHER, NEIGHBOUR)
    with runtime.reading(stranger) as ctx:
        with pytest.raises(NotFound):
            queries.get_own(ctx, item, viewer=stranger)
        assert queries.list_own(ctx, viewer=stranger, page=PageRequest()).items == []


def test_a_discarded_draft_leaves_only_its_trace_in_the_log(runtime: Runtime, places: Places) -> None:
    item = draft(runtime, places)
    publisher = places.official(Role.PUBLISHER)
    with runtime.transaction(publisher) as ctx:
        services.discard_draft(ctx, item, version=1)
        with pytest.raises(NotFound):
            queries.lock_disclosure(ctx, item)
        actions = [row.action for row in ctx.session.query(audit.AuditEntry).order_by(audit.AuditEntry.seq)]
    assert actions[-2:] == ["disclosures:item:draft", "disclosures:item:discard"]
    with runtime.reading() as ctx:
        assert list(audit.verify(ctx)) == []


def test_the_province_rewords_the_list_and_new_items_follow_it(runtime: Runtime, places: Places) -> None:
    edit = EditLegalItem("2", "Tiền của xã", "Thu gì, chi gì.", PostingRule.DAYS, 60, (Channel.POSTING, Channel.PORTAL))
    with runtime.transaction(places.official(Role.PUBLISHER)) as ctx, pytest.raises(Forbidden):
        services.edit_legal_item(ctx, edit, agency_id=PROVINCE)
    with runtime.transaction(places.official(Role.PROVINCE_ADMIN, PROVINCE)) as ctx:
        services.edit_legal_item(ctx, edit, agency_id=PROVINCE)
        services.edit_legal_item(ctx, edit, agency_id=PROVINCE)
    item = draft(runtime, places)
    publish(runtime, places, item)
    with runtime.reading() as ctx:
        view = queries.get_public(ctx, item)
    assert (view.legal_item.name, view.posting_to) == ("Tiền của xã", date(2026, 5, 9))


def test_a_dated_draft_is_due_five_working_days_after_its_document(runtime: Runtime, places: Places) -> None:
    item = draft(runtime, places, issued_on=date(2026, 3, 6))  # a Friday
    publisher = places.official(Role.PUBLISHER)
    with runtime.reading(publisher) as ctx:
        view = queries.get_own(ctx, item, viewer=publisher)
        assert queries.publication_due(ctx, view) == date(2026, 3, 13)
