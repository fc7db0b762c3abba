"""Keys change while people work: cases from before are closed, a desk's key is replaced, an official's too."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from casework.adding import add_to_case
from casework.attachments import store_image
from casework.enclosures import list_enclosed, read_enclosure, store_pdf
from casework.images import prepare_image
from casework.locks.changing import Change, change_own
from casework.locks.closing import is_locked
from casework.locks.desks import find_desk_key, hand_desk_key, list_key_lines
from casework.locks.drills import drill_at_console, drill_state, finish_drill, list_keepers_of, open_drill
from casework.locks.errors import CaseLocked, DrillMissing, HalfGone, HalvesMissing, KeyRenewed, NotAKeyHolder
from casework.locks.escrow import count_returned, list_halves, make_and_split, return_half
from casework.locks.models import CaseShare, DeskKey, EscrowReturn, SessionKey
from casework.locks.own import find_kept, open_with_password, seal_anew
from casework.locks.rotating import list_retired, move_boxes, open_older_keys, rotate_desk_key
from casework.locks.states import Holder
from casework.models import CaseHandle, CaseKeyRow
from casework.numbers import find_case
from casework.sealing import LOCKED, open_case_key
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.boxes import new_pair, public_half
from core.crypto import SealBroken
from core.pdf import CleanPdf
from feedback import services
from feedback.models import Petition
from feedback.queries.cases import open_content
from feedback.queries.tracking import get_tracked
from feedback.services.boxing import older_left
from feedback.states import Concerns
from jobs.handlers.boxing import close_older_cases
from tests.support.keys import CHEAP, with_key
from tests.support.people import PASSWORD
from tests.support.petitioning import WHAT, Desk, Sent
from tests.support.scenes import photo
from tests.support.staffed import COMMUNE


@pytest.fixture
def keepers(desk: Desk) -> list[Actor]:
    """Two outside the desk, each with a key of their own."""
    roles = (("giu-ho-1", Role.RECORDS_CLERK), ("giu-ho-2", Role.DATA_PROTECTION_OFFICER))
    return [with_key(desk.runtime, account_of(desk.another(name, role))) for name, role in roles]


@pytest.fixture
def clerk(desk: Desk) -> Actor:
    """Receives petitions, signed in by password."""
    return with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))


def account_of(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def close(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    with desk.runtime.transaction(clerk) as ctx:
        make_and_split(ctx, desk.units[COMMUNE], [account_of(one) for one in keepers])


def read(desk: Desk, petition_id: UUID, actor: Actor) -> str:
    with desk.runtime.transaction(actor) as ctx:
        return open_content(ctx, petition_id).content.what


def by_code(desk: Desk, sent: Sent) -> Actor:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n"
        )
    assert found is not None
    return replace(ANONYMOUS, secret=found.secret)


def test_what_came_in_before_is_closed_by_and_by(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    sent, second = desk.send(Concerns.COMMUNE_OFFICIAL), desk.send()
    with desk.runtime.reading() as ctx:
        old_key = open_case_key(ctx, sent.id)
        tag = ctx.session.execute(select(CaseHandle.access_tag).where(CaseHandle.case_id == sent.id)).scalar_one()
    close(desk, clerk, keepers)
    with desk.runtime.reading() as ctx:
        assert older_left(ctx, desk.units[COMMUNE]).left == 2
    close_older_cases(desk.runtime)
    close_older_cases(desk.runtime)  # a second run finds nothing
    with desk.runtime.reading() as ctx:
        assert older_left(ctx, desk.units[COMMUNE]).left == 0
        wrapped = ctx.session.execute(select(CaseKeyRow.wrapped)).scalars().all()
        sealed = ctx.session.execute(select(Petition.sealed_content).where(Petition.id == sent.id)).scalar_one()
        assert ctx.session.execute(select(DeskKey.older_closed_at)).scalar_one() is not None
    assert set(wrapped) == {LOCKED}
    assert sealed is not None
    with pytest.raises(SealBroken):
        old_key.open(sealed, part="content")
    with pytest.raises(CaseLocked):
        read(desk, sent.id, SYSTEM)
    assert read(desk, sent.id, clerk) == WHAT
    sender = by_code(desk, sent)  # the code is right; what it opens has to be put into a box by somebody who can
    with pytest.raises(CaseLocked), desk.runtime.reading(sender) as ctx:
        get_tracked(ctx, sent.id)
    with desk.runtime.reading() as ctx:
        slow = ctx.session.execute(select(CaseHandle.access_tag).where(CaseHandle.case_id == sent.id)).scalar_one()
    assert slow != tag
    with desk.runtime.transaction(clerk) as ctx:
        services.note_opening(ctx, sent.id)
    with desk.runtime.reading(by_code(desk, sent)) as ctx:
        assert get_tracked(ctx, sent.id).content.content.what == WHAT
    assert read(desk, second.id, clerk) == WHAT


def test_a_file_on_its_way_does_not_stay_under_the_key_before(
    desk: Desk, clerk: Actor, keepers: list[Actor]
) -> None:  # fmt: skip
    sent, files = desk.send(Concerns.COMMUNE_OFFICIAL), desk.runtime.files
    with desk.runtime.reading() as ctx:
        before = open_case_key(ctx, sent.id)
    late = store_pdf(files, before, b"%PDF what was chosen", CleanPdf(b"%PDF as shown", "0" * 64, 1))
    assert store_image(files, before, prepare_image(photo())).under == late.under
    close(desk, clerk, keepers)
    close_older_cases(desk.runtime)  # while the file is being made safe
    with pytest.raises(KeyRenewed), desk.runtime.transaction(clerk) as ctx:
        add_to_case(ctx, sent.id, photos=(), files=(late,))
    with desk.runtime.transaction(clerk) as ctx:  # sent once more, it is closed as everything else of the case is
        assert list_enclosed(ctx, sent.id)[1] == []
        again = store_pdf(files, open_case_key(ctx, sent.id), b"%PDF", CleanPdf(b"%PDF as shown", "0" * 64, 1))
        add_to_case(ctx, sent.id, photos=(), files=(again,))
        assert read_enclosure(ctx, sent.id, UUID(hex=again.id))[1] == b"%PDF as shown"


def test_a_case_whose_holder_has_no_key_waits_for_them(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id)
    desk.assign(sent.id)
    close(desk, clerk, keepers)
    close_older_cases(desk.runtime)
    with desk.runtime.reading() as ctx:
        left = older_left(ctx, desk.units[COMMUNE])
        assert (left.left, left.waiting) == (1, 1)
        assert ctx.session.execute(select(DeskKey.older_closed_at)).scalar_one() is None
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.start(ctx, desk.target(sent.id))  # they go on working meanwhile
    handler = with_key(desk.runtime, desk.officials.account(Role.HANDLER))
    close_older_cases(desk.runtime)
    with desk.runtime.reading() as ctx:
        assert is_locked(ctx, sent.id)
    assert read(desk, sent.id, handler) == WHAT


def test_a_desks_key_is_replaced_while_it_works(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    place = desk.units[COMMUNE]
    close(desk, clerk, keepers)
    second = with_key(desk.runtime, account_of(desk.another("tiep-nhan-2", Role.INTAKE_CLERK)))
    third = with_key(desk.runtime, account_of(desk.another("tiep-nhan-3", Role.INTAKE_CLERK)))
    with desk.runtime.transaction(clerk) as ctx:
        hand_desk_key(ctx, place, account_of(second))
    before = [desk.send(Concerns.COMMUNE_OFFICIAL) for _ in range(3)]
    with desk.runtime.reading(clerk) as ctx:
        old = find_desk_key(ctx, place)
    assert old is not None
    names = [account_of(one) for one in reversed(keepers)]
    with pytest.raises(NotAKeyHolder), desk.runtime.transaction(third) as ctx:
        rotate_desk_key(ctx, place, names)
    with desk.runtime.transaction(clerk) as ctx:
        rotate_desk_key(ctx, place, names)
    after = desk.send(Concerns.COMMUNE_OFFICIAL)
    for sent in (*before, after):
        assert read(desk, sent.id, clerk) == WHAT
        assert read(desk, sent.id, second) == WHAT
        assert read(desk, sent.id, by_code(desk, sent)) == WHAT
        with pytest.raises(CaseLocked):
            read(desk, sent.id, third)
    with desk.runtime.transaction(clerk) as ctx:
        assert move_boxes(ctx, place) == 0  # few enough to have moved at once
        (retired,) = list_retired(ctx, place)
        assert (retired.id, retired.left) == (old.id, 0)
        assert retired.emptied_at is not None
        assert {line.person.account_id for line in list_key_lines(ctx, place) if line.holds} == {
            clerk.account_id, second.account_id,
        }  # fmt: skip
        opened = open_older_keys(ctx, place)
    assert all(public_half(private) == public for public, private in opened.items())
    assert old.public in opened
    assert len(opened) == 2
    with desk.runtime.reading() as ctx:
        shares = select(CaseShare.holder_id).where(CaseShare.holder == Holder.DESK)
        assert old.id not in set(ctx.session.execute(shares).scalars())


def test_a_new_password_makes_a_new_key(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    close(desk, clerk, keepers)
    sent, elsewhere = desk.send(Concerns.COMMUNE_OFFICIAL), with_key(desk.runtime, account_of(clerk))
    handler = with_key(desk.runtime, desk.officials.account(Role.HANDLER))
    desk.triage(sent.id, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    for actor in (clerk, handler, *keepers):
        account_id = account_of(actor)
        with desk.runtime.reading() as ctx:
            kept = find_kept(ctx, account_id)
        assert kept is not None
        old = open_with_password(account_id, kept, PASSWORD, CHEAP)
        new = seal_anew(new_pair(), "một mật khẩu khác hẳn", CHEAP)
        assert actor.session_id is not None
        assert actor.secret is not None
        with desk.runtime.transaction(actor) as ctx:
            change_own(ctx, account_id, actor.session_id, actor.secret, Change(old.pair, new))
        with desk.runtime.reading() as ctx:
            now = find_kept(ctx, account_id)
        assert now is not None
        assert now.public != kept.public
        assert not open_with_password(account_id, now, "một mật khẩu khác hẳn", CHEAP).fresh
        assert open_with_password(account_id, now, PASSWORD, CHEAP).fresh  # the old one opens nothing any more
    assert read(desk, sent.id, handler) == WHAT
    assert read(desk, sent.id, clerk) == WHAT
    with pytest.raises(CaseLocked):
        read(desk, sent.id, elsewhere)  # signed in on another machine: sign in again
    with desk.runtime.reading() as ctx:
        sessions = ctx.session.execute(select(SessionKey.session_id)).scalars().all()
    assert elsewhere.session_id not in sessions
    rehearse(desk, clerk, keepers)


def rehearse(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    """Both keepers give their half, the clerk joins."""
    place = desk.units[COMMUNE]
    with desk.runtime.transaction(clerk) as ctx:
        open_drill(ctx, place)
    for keeper in keepers:
        with desk.runtime.transaction(keeper) as ctx:
            (line,) = list_halves(ctx)
            return_half(ctx, line.desk_key_id, account_of(clerk))
    with desk.runtime.transaction(clerk) as ctx:
        finish_drill(ctx, place)


def test_losing_the_key_is_rehearsed(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    place, runtime = desk.units[COMMUNE], desk.runtime
    close(desk, clerk, keepers)
    desk.send(Concerns.COMMUNE_OFFICIAL)
    with runtime.transaction(clerk) as ctx:
        key = find_desk_key(ctx, place)
        assert key is not None
        state = drill_state(ctx, key)
        assert (state.last_at, state.under_way, state.overdue) == (None, False, False)
        assert state.due_at is not None
        with pytest.raises(DrillMissing):
            finish_drill(ctx, place)
    with runtime.transaction(clerk) as ctx:
        open_drill(ctx, place)
    with pytest.raises(HalvesMissing), runtime.transaction(clerk) as ctx:
        finish_drill(ctx, place)
    rehearse(desk, clerk, keepers)
    with runtime.transaction(clerk) as ctx:
        state = drill_state(ctx, key)
        assert state.last_at is not None
        assert not state.under_way
        assert count_returned(ctx, key.id) == 0
        assert ctx.session.execute(select(EscrowReturn.part)).first() is None  # no half lies about afterwards


def test_a_keeper_whose_password_somebody_else_set_is_told_to_be_given_another_half(
    desk: Desk, clerk: Actor, keepers: list[Actor]
) -> None:
    close(desk, clerk, keepers)
    imposed = with_key(desk.runtime, account_of(keepers[0]), "mật khẩu do quản trị đặt")
    with pytest.raises(HalfGone), desk.runtime.transaction(imposed) as ctx:
        return_half(ctx, list_halves(ctx)[0].desk_key_id, account_of(clerk))


def test_halves_that_do_not_fit_are_found_out(desk: Desk, clerk: Actor, keepers: list[Actor]) -> None:
    close(desk, clerk, keepers)
    with desk.runtime.transaction() as ctx:
        key = find_desk_key(ctx, desk.units[COMMUNE])
        assert key is not None
        assert list(list_keepers_of(ctx, key)) == [one.account_id for one in keepers]
        privates = []
        for keeper in keepers:
            kept = find_kept(ctx, account_of(keeper))
            assert kept is not None
            privates.append(open_with_password(account_of(keeper), kept, PASSWORD, CHEAP).pair.private)
        assert drill_at_console(ctx, key, privates) == 0
        assert drill_state(ctx, key).last_at is not None
        ctx.session.execute(update(DeskKey).where(DeskKey.id == key.id).values(public_key=new_pair().public))
        other = find_desk_key(ctx, desk.units[COMMUNE])
        assert other is not None
        with pytest.raises(HalvesMissing):
            drill_at_console(ctx, other, privates)
