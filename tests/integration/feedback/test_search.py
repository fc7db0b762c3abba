"""Search finds what an official may see, however it is typed, on both databases; what is sealed is in no index."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, text

from accounts.roles import Role
from core.actor import Actor
from core.audit import AuditEntry
from core.errors import Forbidden
from core.ports import WordQuery
from feedback import searching
from feedback.queries import search
from feedback.queries.narrowing import Narrowing
from feedback.queries.search import Hit, search_number, search_phone, search_words
from feedback.search_models import PetitionSearch
from feedback.services.moving import lock_petition, move
from feedback.states import Act, Concerns, Due, Field, Happened, PetitionKind, PetitionState, Source
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.query_watch import QueryWatch
from tests.support.staffed import OTHER


def titles(desk: Desk, typed: str, viewer: Actor | None = None) -> list[str]:
    """What the clerk (or another) finds."""
    with desk.runtime.transaction(viewer or desk.actor(Role.INTAKE_CLERK)) as ctx:
        return [hit.row.title for hit in search_words(ctx, viewer=ctx.actor, typed=typed).page.items]


def shown(desk: Desk, what: str, title: str, **more: object) -> str:
    """A triaged, readable petition; gives its number."""
    sent = desk.send(what=what, **more)
    desk.triage(sent.id, title=title)
    return sent.receipt.number


@pytest.mark.parametrize("typed", ["đường đê", "duong de", "DUONG   Đê", "ngập đường", '"nước ngập"', "Cầu-Gỗ"])
def test_words_are_found_with_and_without_diacritics(desk: Desk, typed: str) -> None:
    shown(desk, "Nước ngập đường đê cạnh cầu gỗ.", "Đường đê")
    shown(desk, "Đèn đường hỏng, tối lắm.", "Đèn đường hỏng")
    assert titles(desk, typed) == ["Đường đê"]


@pytest.mark.parametrize(
    "typed", ['"ngập nước"', "khong co", "", "!!!", "' OR 1=1 --", '"', "NEAR(a b)", "unit:u1", "*", "𞤢𞤣", "½"]
)
def test_what_is_not_there_is_not_found(desk: Desk, typed: str) -> None:
    shown(desk, "Nước ngập đường đê cạnh cầu gỗ.", "Đường đê")
    assert titles(desk, typed) == []


@pytest.mark.parametrize(
    "letters", ["a" * 3000, "𐐷" * 1200, "'" * 1200, "½①ﬁ𞤢" * 300], ids=["long", "wide", "quotes", "odd"]
)
def test_letters_without_a_space_keep_nobody_from_taking_it_in(desk: Desk, letters: str) -> None:
    shown(desk, f"Đường ngập. {letters}", "Đường ngập")
    assert titles(desk, "duong ngap") == ["Đường ngập"]
    assert titles(desk, "khong") == []


def test_newest_first_page_by_page(desk: Desk, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    for number in range(5):
        shown(desk, "Rác đổ bờ kênh đã lâu.", f"Rác lần {number}")
        clock.advance(minutes=5)
    found: list[str] = []
    after, counts = None, []
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        while True:
            page = search_words(ctx, viewer=ctx.actor, typed="rac", after=after)
            found += [hit.row.title for hit in page.page.items]
            counts.append((page.count, page.capped))
            after = page.page.next_cursor
            if after is None:
                break
    assert found == [f"Rác lần {number}" for number in (4, 3, 2, 1, 0)]
    assert counts == [(5, False), (None, False), (None, False)]


def test_counts_stop_at_the_cap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "COUNT_CAP", 2)
    for number in range(3):
        shown(desk, "Rác đổ bờ kênh đã lâu.", f"Rác lần {number}")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        found = search_words(ctx, viewer=ctx.actor, typed="rac")
    assert (found.count, found.capped) == (2, True)


def test_words_and_filters_combine(desk: Desk, clock: SteppingClock) -> None:
    sent = []
    for kind in (PetitionKind.REPORT, PetitionKind.PROPOSAL, PetitionKind.PROPOSAL):
        sent.append(desk.send(what="Rác đổ bờ kênh.").id)
        desk.triage(sent[-1], kind, title=f"Rác lần {len(sent)}")
        clock.advance(minutes=5)
    desk.assign(sent[1])
    desk.start(sent[1])

    def found(**chosen: Any) -> list[str]:
        with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
            page = search_words(ctx, viewer=ctx.actor, typed="rac", narrowed=Narrowing(**chosen))
            assert page.count == len(page.page.items)
            return [hit.row.title[-1] for hit in page.page.items]

    assert found() == found(field=Field.INFRASTRUCTURE) == found(source=Source.PORTAL) == ["3", "2", "1"]
    assert found(kind=PetitionKind.PROPOSAL) == ["3", "2"]
    assert found(kind=PetitionKind.PROPOSAL, state=PetitionState.TRIAGED) == ["3"]
    assert found(assignee=desk.officials.account(Role.HANDLER)) == found(state=PetitionState.IN_PROGRESS) == ["2"]
    assert found(field=Field.LAND) == found(unit=desk.units[OTHER]) == found(due=Due.LATE) == []
    clock.advance(days=60)
    assert found(due=Due.LATE) == ["3", "2", "1"]


def test_sifting_stops_and_goes_on_with_what_is_older(
    desk: Desk, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LOOKED_AT", 2)
    for number in range(5):
        kind = PetitionKind.REPORT if number else PetitionKind.PROPOSAL
        desk.triage(desk.send(what="Rác đổ bờ kênh.").id, kind, title=f"Rác lần {number}")
        clock.advance(minutes=5)
    narrowed, after, pages = Narrowing(kind=PetitionKind.PROPOSAL), None, []
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        while True:
            found = search_words(ctx, viewer=ctx.actor, typed="rac", narrowed=narrowed, after=after)
            pages.append(([hit.row.title for hit in found.page.items], found.count, found.older))
            after = found.page.next_cursor
            if after is None:
                break
    assert pages == [([], 0, True), ([], None, True), (["Rác lần 0"], None, False)]


def test_sealed_petitions_are_in_no_index(desk: Desk) -> None:
    desk.send(what="Mới gửi, chưa ai đọc.")
    accusing = desk.send(Concerns.COMMUNE_OFFICIAL, what="Cán bộ vòi tiền.").id
    desk.triage(accusing, PetitionKind.DENUNCIATION_INFO)
    desk.assign(accusing)
    kept = desk.send(what="Chuyện riêng nhà hàng xóm.").id
    desk.triage(kept, keep_sealed=True)
    with desk.runtime.reading() as ctx:
        assert searching.count_indexed(ctx) == 0
        every_unit = WordQuery([["tien"]], list(desk.units.values()))
        assert ctx.words.newest(ctx.session, every_unit, below=None, most=5) == []
    for viewer in (desk.actor(Role.INTAKE_CLERK), desk.actor(Role.HANDLER), desk.actor(Role.LEADER)):
        assert titles(desk, "tien", viewer) == titles(desk, "rieng", viewer) == []


def test_sealing_takes_it_out_in_the_same_transaction(desk: Desk) -> None:
    shown(desk, "Nước ngập đường đê.", "Đường đê")
    sent = desk.send(what="Nước ngập ruộng lúa.")
    desk.triage(sent.id, title="Ruộng lúa")
    assert sorted(titles(desk, "nuoc ngap")) == ["Ruộng lúa", "Đường đê"]
    empty = {"sealed": True, "title": "", "body": "", "place": "", "hamlet_id": None}
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        locked = lock_petition(ctx, sent.id)
        move(ctx, locked, Act.FILE, Happened.FILED, changes=empty)
        assert [hit.row.title for hit in search_words(ctx, viewer=ctx.actor, typed="nuoc").page.items] == ["Đường đê"]
    assert titles(desk, "nuoc") == ["Đường đê"]
    assert titles(desk, "ruong") == []
    with desk.runtime.reading() as ctx:
        assert searching.count_indexed(ctx) == 1


def test_an_index_out_of_step_refuses_to_leave_words_behind(desk: Desk) -> None:
    sent = desk.send(what="Nước ngập ruộng lúa.")
    desk.triage(sent.id, title="Ruộng lúa")
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(text("UPDATE petition SET body = 'khác' WHERE title = 'Ruộng lúa'"))
        with pytest.raises(searching.IndexOutOfStep):
            searching.forget(ctx, sent.id)


def test_only_in_one_s_own_desks(desk: Desk) -> None:
    shown(desk, "Nước ngập đường đê.", "Đường đê")
    neighbour = desk.another("lang-gieng", Role.HANDLER, OTHER)
    assert titles(desk, "nuoc", neighbour) == []
    assert titles(desk, "nuoc", desk.province_clerk()) == []
    assert titles(desk, "nuoc", desk.actor(Role.LEADER)) == ["Đường đê"]
    with pytest.raises(Forbidden):
        titles(desk, "nuoc", desk.actor(Role.COMMUNE_ADMIN))


def by_number(desk: Desk, typed: str, viewer: Actor) -> list[Hit]:
    with desk.runtime.transaction(viewer) as ctx:
        return list(search_number(ctx, viewer=ctx.actor, typed=typed))


def test_a_number_is_found_whole_or_in_part_by_who_may_see_it(desk: Desk) -> None:
    number = shown(desk, "Nước ngập đường đê.", "Đường đê")
    code, year, head, tail = number.split("-")
    clerk, neighbour = desk.actor(Role.INTAKE_CLERK), desk.another("lang-gieng", Role.HANDLER, OTHER)
    for typed in (number, number.lower(), f"{code} {year} {head} {tail}", head, head.lower(), f"{head}-{tail}"):
        assert [hit.row.title for hit in by_number(desk, typed, clerk)] == ["Đường đê"]
        assert by_number(desk, typed, neighbour) == []
    new = desk.send().receipt.number
    assert [hit.row.title for hit in by_number(desk, new, clerk)] == [""]
    assert by_number(desk, new, desk.actor(Role.HANDLER)) == []


def by_phone(desk: Desk, phone: str, viewer: Actor) -> list[str]:
    with desk.runtime.transaction(viewer) as ctx:
        return [hit.row.title for hit in search_phone(ctx, phone=phone)]


def test_a_phone_finds_triaged_unsealed_petitions_for_the_desk_alone(desk: Desk) -> None:
    left = {"name": "Bà Kín", "phone": "0912 345 678", "consent": True}
    shown(desk, "Nước ngập đường đê.", "Đường đê", **left)
    desk.send(what="Chưa phân loại nên chưa thấy.", **left)
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL, what="Cán bộ vòi tiền.", **left)
    desk.triage(sealed.id, PetitionKind.DENUNCIATION_INFO)
    for phone in ("0912345678", "+84 912 345 678", "0912.345.678"):
        assert by_phone(desk, phone, desk.actor(Role.INTAKE_CLERK)) == ["Đường đê"]
    assert by_phone(desk, "0912345679", desk.actor(Role.INTAKE_CLERK)) == []
    assert by_phone(desk, "0912345678", desk.actor(Role.HANDLER)) == []
    assert by_phone(desk, "0912345678", desk.another("tiep-nhan-xa-ben", Role.INTAKE_CLERK, OTHER)) == []
    with desk.runtime.reading() as ctx:
        looks = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "feedback:phone:search")
        assert ctx.session.execute(looks).scalar_one() == 5
        tags = ctx.session.execute(select(PetitionSearch.phone_tag)).scalars().all()
    assert len(tags) == 1
    assert b"912345678" not in (tags[0] or b"")


def test_a_rebuilt_index_finds_the_same(desk: Desk) -> None:
    shown(desk, "Nước ngập đường đê.", "Đường đê", phone="0912345678", consent=True)
    desk.triage(desk.send(Concerns.COMMUNE_OFFICIAL, what="Nước sông đục lắm.").id, PetitionKind.DENUNCIATION_INFO)
    shown(desk, "Nước ngập ruộng.", "Ruộng lúa")
    before = titles(desk, "nuoc")
    with desk.runtime.transaction() as ctx:
        searching.clear(ctx)
    assert titles(desk, "nuoc") == []
    for _ in range(2):  # again over a full index: nothing is doubled
        with desk.runtime.transaction() as ctx:
            assert searching.fill(ctx) is None
        assert titles(desk, "nuoc") == before
    assert sorted(before) == ["Ruộng lúa", "Đường đê"]
    assert by_phone(desk, "0912345678", desk.actor(Role.INTAKE_CLERK)) == ["Đường đê"]


def test_a_search_is_a_few_statements(desk: Desk, query_watch: QueryWatch) -> None:
    shown(desk, "Nước ngập đường đê.", "Đường đê")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        actor = ctx.actor
    with desk.runtime.reading(actor) as ctx:
        titles(desk, "nuoc")  # the calendar's mark is read once
        with query_watch.observe() as seen:
            search_words(ctx, viewer=actor, typed="nuoc ngap")
    assert seen.queries <= 4, seen.listing()  # PostgreSQL asks its index twice
