"""Answers before the public: covered by one, approved by another, and gone at once when they must be."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from agencies.states import AgencyKind
from casework.redaction import Reason, Span
from core.actor import Actor, ActorKind
from core.audit import AuditEntry
from core.errors import Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from feedback import searching
from feedback.models import Petition
from feedback.publishing import services
from feedback.publishing.commands import SaveWork
from feedback.publishing.errors import NoteMissing, NothingLeft, NotPublishable, PhraseMissing, SourceChanged
from feedback.publishing.hiding import hide_sealed, index_again
from feedback.publishing.models import Publication, PublishedAnswer
from feedback.publishing.queries import list_unpublished, list_versions, read_covering, read_version
from feedback.publishing.register import Chosen, Place, get_answered, list_answered, list_for_export
from feedback.publishing.states import Part, PublicationAct, PublicationState
from feedback.services.releasing import keep_apart
from feedback.states import Field
from tests.support.petitioning import Desk
from tests.support.publishing import cover, propose, publish, published, version_of
from tests.support.staffed import COMMUNE, PROVINCE

WHAT = "Ông Lường Văn Khoái ở số nhà 12 lấn mương, gọi 0912 345 678 không ai nghe."
ANSWER = "Xã đã làm việc với ông Lường Văn Khoái, ngày mai tháo bờ rào."
HIDDEN = ("Lường Văn Khoái", "luong van khoai", "0912 345 678", "số nhà 12")


def answered(desk: Desk, *, what: str = WHAT, answer: str = ANSWER, **more: object) -> UUID:
    petition_id = desk.send(what=what, **more).id
    desk.triage(petition_id, title="Lấn mương chung")
    desk.assign(petition_id)
    desk.start(petition_id)
    desk.propose(petition_id, text=answer, public="")
    desk.approve(petition_id)
    return petition_id


def place(desk: Desk, code: str = COMMUNE) -> Place:
    return Place(desk.units[code], AgencyKind.COMMUNE if code == COMMUNE else AgencyKind.PROVINCE)


def listed(desk: Desk, code: str = COMMUNE, **chosen: object) -> list[UUID]:
    with desk.runtime.reading() as ctx:
        return [one.id for one in list_answered(ctx, place(desk, code), Chosen(**chosen), PageRequest()).page.items]


def test_nothing_is_public_before_two_people_said_so(desk: Desk) -> None:
    petition_id = answered(desk)
    assert not listed(desk)
    publication_id = cover(desk, petition_id)
    with pytest.raises(TransitionNotAllowed):
        publish(desk, publication_id)
    propose(desk, publication_id)
    assert not listed(desk)
    public_id = publish(desk, publication_id)
    assert listed(desk) == listed(desk, PROVINCE) == [public_id]
    with desk.runtime.reading() as ctx:
        shown = get_answered(ctx, public_id)
    text = "".join(piece.text for part in shown.pieces.values() for piece in part)
    assert "lấn mương" in text
    assert not [word for word in HIDDEN if word in text]
    assert shown.boxes == {Reason.NAME: 2, Reason.ADDRESS: 1, Reason.PHONE: 1}
    with desk.runtime.reading() as ctx:
        found = select(AuditEntry.action).where(AuditEntry.subject_id == str(petition_id))
        actions = set(ctx.session.execute(found).scalars())
    assert {f"feedback:petition:{one}" for one in ("cover", "publication-propose", "publication-publish")} <= actions


def test_whoever_covered_never_approves_whatever_their_roles(desk: Desk) -> None:
    publication_id = cover(desk, answered(desk))
    here = desk.units[COMMUNE]
    both = Actor(ActorKind.OFFICIAL, desk.officials.create("hai-vai", (Role.LEADER, here), (Role.HANDLER, here)))
    petition_id = _of(desk, publication_id)
    cover(desk, petition_id, by=both)
    propose(desk, publication_id, by=both)
    with pytest.raises(Forbidden):
        publish(desk, publication_id, by=both)
    with pytest.raises(Forbidden):
        publish(desk, publication_id, by=desk.actor(Role.HANDLER))
    publish(desk, publication_id)


def _of(desk: Desk, publication_id: UUID) -> UUID:
    with desk.runtime.reading() as ctx:
        found = select(Publication.petition_id).where(Publication.id == publication_id)
        return ctx.session.execute(found).scalar_one()


def test_what_the_sender_left_is_covered_though_nobody_ticks_it(desk: Desk) -> None:
    petition_id = answered(
        desk,
        what="Nhà tôi là Quàng Thị Mứt bị ngập.",
        answer="Cảm ơn Quàng Thị Mứt đã báo.",
        name="Quàng Thị Mứt",
        consent=True,
    )
    public_id = published(desk, petition_id, spans={})
    with desk.runtime.reading() as ctx:
        shown = get_answered(ctx, public_id)
    assert shown.boxes == {Reason.PRIVATE: 2}
    assert "Mứt" not in str(shown.pieces)


def test_returned_with_a_comment_and_covered_again(desk: Desk) -> None:
    petition_id = answered(desk)
    publication_id = cover(desk, petition_id)
    propose(desk, publication_id)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        seen = version_of(desk, publication_id)
        services.send_back(ctx, publication_id, version=seen, comment="Còn chữ bờ rào, che nốt.")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        assert read_covering(ctx, petition_id, viewer=ctx.actor).comment == "Còn chữ bờ rào, che nốt."
    cover(desk, petition_id, more="bo rao", more_reason=Reason.ADDRESS)
    propose(desk, publication_id)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        version = read_version(ctx, publication_id, viewer=ctx.actor)
    assert "bờ rào" not in "".join(piece.text for piece in version.work.pieces(Part.ANSWER))
    assert set(version.acts) == {PublicationAct.RETURN, PublicationAct.PUBLISH}


def test_what_is_typed_to_be_covered_must_stand_there(desk: Desk) -> None:
    with pytest.raises(PhraseMissing):
        cover(desk, answered(desk), more="không có trong bài")


def test_an_answer_of_boxes_alone_is_not_proposed(desk: Desk) -> None:
    spans = {Part.ANSWER: [Span(0, len(ANSWER), Reason.PRIVATE)]}
    publication_id = cover(desk, answered(desk), spans=spans)
    with pytest.raises(NothingLeft):
        propose(desk, publication_id)


def test_a_correction_takes_the_place_and_says_so(desk: Desk) -> None:
    petition_id = answered(desk)
    public_id = published(desk, petition_id)
    publication_id = cover(desk, petition_id)
    with pytest.raises(NoteMissing):
        propose(desk, publication_id)
    cover(desk, petition_id, more="ngày mai", note="Che thêm một chỗ.")
    propose(desk, publication_id)
    assert publish(desk, publication_id) == public_id
    with desk.runtime.reading() as ctx:
        assert get_answered(ctx, public_id).corrected == "Che thêm một chỗ."
        states = ctx.session.execute(select(Publication.state).order_by(Publication.number)).scalars().all()
    assert states == [PublicationState.REPLACED, PublicationState.PUBLISHED]
    assert not listed(desk, words="ngày mai")
    assert listed(desk, words="muong") == [public_id]


def test_taken_down_it_is_gone_from_list_and_index(desk: Desk) -> None:
    petition_id = answered(desk)
    public_id = published(desk, petition_id)
    publication_id = _shown(desk, petition_id)
    before = desk.runtime.public_version.current()
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        seen = version_of(desk, publication_id)
        services.withdraw(ctx, publication_id, version=seen, reason="Còn sót một biển số xe.")
    assert desk.runtime.public_version.current() != before
    assert listed(desk) == listed(desk, words="mương") == listed(desk, PROVINCE, words="mương") == []
    with desk.runtime.reading() as ctx, pytest.raises(NotFound):
        get_answered(ctx, public_id)


def _shown(desk: Desk, petition_id: UUID) -> UUID:
    with desk.runtime.reading() as ctx:
        shown = Publication.state == PublicationState.PUBLISHED
        found = select(Publication.id).where(Publication.petition_id == petition_id, shown)
        return ctx.session.execute(found).scalar_one()


def test_an_index_made_anew_finds_the_published_again(desk: Desk) -> None:
    public_id = published(desk, answered(desk))
    with desk.runtime.transaction() as ctx:
        searching.clear(ctx)
        index_again(ctx)
    assert listed(desk, words="mương") == listed(desk, PROVINCE, words="mương") == [public_id]


def test_sealing_takes_the_publication_with_it(desk: Desk) -> None:
    petition_id = answered(desk)
    published(desk, petition_id)
    cover(desk, petition_id)
    before = desk.runtime.public_version.current()
    with desk.runtime.transaction() as ctx:
        hide_sealed(ctx, petition_id)
    assert desk.runtime.public_version.current() != before
    assert not listed(desk)
    assert not listed(desk, words="mương")
    with desk.runtime.reading() as ctx:
        assert set(ctx.session.execute(select(Publication.state)).scalars()) == {PublicationState.WITHDRAWN}


def test_a_sealed_petition_is_never_shown_whatever_stands_in_the_register(desk: Desk) -> None:
    petition_id = answered(desk)
    public_id = published(desk, petition_id)
    with desk.runtime.transaction() as ctx:
        sealed = {"sealed": True, "title": "", "body": "", "place": "", "hamlet_id": None}
        ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(**sealed))
    assert not listed(desk)
    assert not listed(desk, words="mương")
    with desk.runtime.reading() as ctx, pytest.raises(NotFound):
        get_answered(ctx, public_id)


def test_what_is_sealed_or_unanswered_is_not_covered(desk: Desk) -> None:
    waiting = desk.in_progress()
    sealed = desk.send(what=WHAT).id
    desk.triage(sealed, keep_sealed=True)
    for petition_id in (waiting, sealed):
        with pytest.raises((Forbidden, NotFound, NotPublishable)):
            cover(desk, petition_id, by=desk.actor(Role.INTAKE_CLERK))


def test_who_is_concerned_neither_covers_nor_approves(desk: Desk) -> None:
    petition_id = answered(desk)
    publication_id = cover(desk, petition_id)
    propose(desk, publication_id)
    with desk.runtime.transaction() as ctx:
        keep_apart(ctx, petition_id, {desk.officials.account(Role.LEADER), desk.officials.account(Role.VERIFIER)})
    with pytest.raises(Forbidden):
        publish(desk, publication_id)
    publish(desk, publication_id, by=desk.another("lanh-dao-khac", Role.LEADER))
    with pytest.raises(Forbidden):
        cover(desk, petition_id, by=desk.actor(Role.VERIFIER))


def test_two_people_do_not_write_over_each_other(desk: Desk) -> None:
    petition_id = answered(desk)
    cover(desk, petition_id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        seen = read_covering(ctx, petition_id, viewer=ctx.actor)
        with pytest.raises(StaleVersion):
            services.save_work(ctx, petition_id, SaveWork(None, seen.source.digest, {}))
        with pytest.raises(SourceChanged):
            services.save_work(ctx, petition_id, SaveWork(seen.version, "khac", {}))


def test_the_register_is_narrowed_and_paged(desk: Desk) -> None:
    ids = [published(desk, answered(desk)) for _ in range(3)]
    with desk.runtime.reading() as ctx:
        first = list_answered(ctx, place(desk), Chosen(), PageRequest(2))
        rest = list_answered(ctx, place(desk), Chosen(), PageRequest(2, first.page.next_cursor))
        order = [one.id for one in (*first.page.items, *rest.page.items)]
        assert set(order) == set(ids)
        assert len(order) == 3
        assert (first.count, first.capped, rest.count) == (3, False, None)
        found = list_answered(ctx, place(desk), Chosen(words="MƯƠNG chung"), PageRequest(2))
        more = list_answered(ctx, place(desk), Chosen(words="MƯƠNG chung"), PageRequest(2, found.page.next_cursor))
        assert {one.id for one in (*found.page.items, *more.page.items)} == set(ids)
        assert [one.id for one in list_for_export(ctx, place(desk), Chosen(), None).items] == order
        year = ctx.now.year
    assert listed(desk, field=Field.INFRASTRUCTURE, year=year) == order
    assert not listed(desk, field=Field.LAND)
    assert not listed(desk, year=year - 1)
    assert not listed(desk, words="khoai")
    assert listed(desk, on_time=True) == order
    assert not listed(desk, on_time=False)


def test_the_desk_sees_what_waits(desk: Desk) -> None:
    petition_id, handler = answered(desk), desk.actor(Role.HANDLER)

    def lists() -> tuple[int, int, int]:
        with desk.runtime.transaction(handler) as ctx:
            none = list_unpublished(ctx, viewer=ctx.actor, page=PageRequest())
            some = [
                list_versions(ctx, viewer=ctx.actor, page=PageRequest(), waiting=waiting) for waiting in (True, False)
            ]
        return len(none.items), *(len(page.items) for page in some)

    assert lists() == (1, 0, 0)
    publication_id = cover(desk, petition_id)
    assert lists() == (0, 1, 0)
    propose(desk, publication_id)
    publish(desk, publication_id)
    assert lists() == (0, 0, 1)


def test_nothing_covered_stands_anywhere_in_clear(desk: Desk) -> None:
    """Every clear column, and the words of the index."""
    published(desk, answered(desk))
    with desk.runtime.reading() as ctx:
        for model in (Publication, PublishedAnswer):
            for row in ctx.session.execute(select(model.__table__)).all():
                assert not [word for word in HIDDEN if word in str(row)]
    assert not listed(desk, words="khoái")
    assert not listed(desk, words="0912")
