"""Whoever denounced is protected and heard, at a desk with and without a key of its own; nobody else learns of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from accounts.models import OfficialNotice
from accounts.roles import Role
from casework.errors import CaseShredded
from casework.locks.errors import CaseLocked
from casework.models import CaseKeyRow
from casework.numbers import find_case
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.audit import AuditEntry
from core.clock import local_date
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.errors import TextMissing
from feedback.papers.states import PaperKind
from feedback.protection import services
from feedback.protection.commands import AskProtection, FileTarget, Retaliation, Step
from feedback.protection.errors import (
    BodyNeeded,
    DangerMissing,
    DayWrong,
    DeedMissing,
    EndBeforeStart,
    GroundNeeded,
    MeasureMissing,
    NobodyDecides,
    NotConfided,
    NowhereElse,
    NumberNeeded,
    ProtectedMissing,
)
from feedback.protection.folding import fold_alarm
from feedback.protection.models import ConfidedEntry, ConfidedFile
from feedback.protection.queries import (
    Record,
    answer_due,
    get_alarm,
    list_alarms,
    list_mine,
    look_again_on,
    open_record,
)
from feedback.protection.record import FileRow, alarms_of, find_file, read_entries
from feedback.protection.states import (
    Alarm,
    AlarmAct,
    Avenger,
    Danger,
    Deed,
    EndGround,
    Measure,
    Protection,
    ProtectionAct,
    RefuseGround,
    Relation,
    Voice,
)
from feedback.states import Concerns
from tests.support.issuing import Office
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE, PROVINCE

A = ProtectionAct
ASKED = AskProtection((Relation.SELF, Relation.CHILD), (Danger.JOB,), "Sếp dọa cho nghỉ việc vì biết tôi gửi đơn.")
CHEAP_WORDS = "Đã gặp và xem giấy tờ kèm theo."
ROLES = (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER, Role.RECORDS_CLERK)


class House:
    """A signed denunciation in the handler's hands, and everybody around it."""

    def __init__(self, desk: Desk, *, locked: bool) -> None:
        self.desk, self.runtime, self.locked = desk, desk.runtime, locked
        people = {role: desk.officials.account(role) for role in ROLES}
        self.people = {role: with_key(self.runtime, one) for role, one in people.items()}
        province = desk.province_clerk().account_id
        assert province is not None
        self.province = with_key(self.runtime, province)
        if locked:
            close_desk(self.runtime, desk.units[COMMUNE], self.people[Role.INTAKE_CLERK])
            close_desk(self.runtime, desk.units[PROVINCE], self.province)

    @property
    def handler(self) -> Actor:
        return self.people[Role.HANDLER]

    @property
    def leader(self) -> Actor:
        return self.people[Role.LEADER]

    def denounce(self) -> Sent:
        """Sent by somebody, signed at the desk, given to the handler, the leader named to settle it."""
        sent, court = self.desk.send(Concerns.COMMUNE_OFFICIAL), Court(self.desk)
        clerk = self.people[Role.INTAKE_CLERK]
        court.formalise(sent.id, court.denunciation(), actor=clerk)
        self.desk.assign(sent.id, clerk=clerk)
        return sent

    def sender(self, sent: Sent) -> Actor:
        """Whoever has the code."""
        receipt = sent.receipt
        with self.runtime.transaction(ANONYMOUS) as ctx:
            found = find_case(ctx, number_typed=receipt.number, access_code_typed=receipt.access_code, network=b"n")
        assert found is not None
        return replace(ANONYMOUS, secret=found.secret)

    def record(self, petition_id: UUID, reader: Actor) -> Record:
        with self.runtime.transaction(reader) as ctx:
            return open_record(ctx, petition_id, self.desk.units[COMMUNE])

    def ask(self, sent: Sent, command: AskProtection = ASKED, by: Actor | None = None) -> None:
        with self.runtime.transaction(by or self.sender(sent)) as ctx:
            services.ask(ctx, FileTarget(sent.id, None), command)

    def step(self, sent: Sent, act: A, by: Actor, **values: object) -> Protection:
        given: dict[str, object] = {"words": CHEAP_WORDS, **values}
        with self.runtime.transaction(by) as ctx:
            return services.step(ctx, FileTarget(sent.id, None), Step(act, **given))  # type: ignore[arg-type]

    def tell(self) -> int:
        with self.runtime.transaction(SYSTEM) as ctx:
            return services.tell_readers(ctx)

    def noticed(self) -> set[UUID]:
        """Who has a line about sealed records on their first page."""
        n = OfficialNotice
        with self.runtime.reading() as ctx:
            return set(ctx.session.execute(select(n.account_id).where(n.kind == "confided_waits")).scalars())


@pytest.fixture(params=[False, True], ids=["keyring", "keys of people"])
def house(request: pytest.FixtureRequest, desk: Desk) -> House:
    return House(desk, locked=request.param)


def test_from_the_request_to_the_end(house: House) -> None:
    """đề nghị → xem xét → khẩn cấp → áp dụng → thay đổi → chấm dứt; the sender follows it by number and code."""
    sent = house.denounce()
    house.ask(sent, replace(ASKED, urgent=True))
    record = house.record(sent.id, house.handler)
    assert (record.folded.state, record.folded.urgent) == (Protection.ASKED, True)
    assert record.due is not None
    assert (record.due.row, record.due.to_be_confirmed) == (69, True)
    assert house.step(sent, A.PROTECT_NOW, house.handler, measures=(Measure.GUARDED,)) is Protection.URGENT
    house.step(sent, A.WRITTEN, house.handler, words="")
    house.step(sent, A.CHECKED, house.handler)
    with pytest.raises(BodyNeeded):
        house.step(sent, A.CALL_ON, house.handler)
    house.step(sent, A.CALL_ON, house.handler, body="Công an xã")
    with pytest.raises(Forbidden):  # whoever prepares does not decide
        house.step(sent, A.APPLY, house.handler, number="01/QĐ", measures=(Measure.HUSHED,))
    for error, values in (
        (NumberNeeded, {"measures": (Measure.HUSHED,)}), (MeasureMissing, {"number": "01/QĐ-UBND"}),
        (DayWrong, {"number": "1", "measures": (Measure.HUSHED,), "day": local_date(house.runtime.clock()) +
                    timedelta(days=1)}),
        (EndBeforeStart, {"number": "1", "measures": (Measure.HUSHED,), "until": local_date(house.runtime.clock())}),
        (TextMissing, {"number": "1", "measures": (Measure.HUSHED,), "words": "vì"}),
    ):  # fmt: skip
        with pytest.raises(error):
            house.step(sent, A.APPLY, house.leader, **values)
    house.step(sent, A.APPLY, house.leader, number="01/QĐ-UBND", measures=(Measure.HUSHED, Measure.GUARDED))
    with house.runtime.transaction(house.sender(sent)) as ctx:
        services.ask_change(ctx, FileTarget(sent.id, None), "Xin đổi sang chỗ làm khác cho yên.")
    house.step(sent, A.CHANGE, house.leader, number="02/QĐ-UBND", measures=(Measure.POST_MOVED,))
    house.step(sent, A.REPORT, house.handler)
    with pytest.raises(GroundNeeded):
        house.step(sent, A.END, house.leader, number="03/QĐ-UBND", ground=RefuseGround.NO_NEED)
    house.step(sent, A.END, house.leader, number="03/QĐ-UBND", ground=EndGround.CONCLUDED)
    record = house.record(sent.id, house.sender(sent))
    assert record.folded.state is Protection.ENDED
    assert {one.measure for one in record.folded.measures} == {Measure.GUARDED, Measure.HUSHED, Measure.POST_MOVED}
    assert all(one.ended_on for one in record.folded.measures)
    numbers = [entry.data.get("number") for entry in record.entries]
    assert [number for number in numbers if number] == ["01/QĐ-UBND", "02/QĐ-UBND", "03/QĐ-UBND"]


def test_a_refusal_says_why_and_rests_on_its_paper(house: House) -> None:
    sent = house.denounce()
    house.ask(sent)
    house.step(sent, A.TAKE_UP, house.leader, words="")
    records = house.people[Role.RECORDS_CLERK]
    office = Office(house.desk, house.handler, house.leader, records)
    paper_id = office.issue(sent.id, PaperKind.PROTECTION_REFUSED)
    with pytest.raises(GroundNeeded):
        house.step(sent, A.REFUSE, house.leader)
    why = "Chưa thấy ai đe dọa; việc cho nghỉ đã có từ trước khi gửi đơn."
    house.step(sent, A.REFUSE, house.leader, ground=RefuseGround.NO_BASIS, words=why)
    record = house.record(sent.id, house.sender(sent))
    last = record.entries[-1]
    assert (record.folded.state, last.words) == (Protection.REFUSED, why)
    assert last.data["number"]
    assert last.data["number"] == house.record(sent.id, house.handler).entries[-1].data["number"]
    assert record.folded.papers == {paper_id}
    house.ask(sent)  # what changed may be asked for again
    house.step(sent, A.TAKE_UP, house.leader, words="")
    with pytest.raises(NumberNeeded):  # a paper is used once
        house.step(sent, A.REFUSE, house.leader, ground=RefuseGround.NO_BASIS)


def test_words_both_ways_without_any_notice(house: House) -> None:
    sent = house.denounce()
    with house.runtime.transaction(house.sender(sent)) as ctx:
        services.write(ctx, FileTarget(sent.id, None), "Tôi có thêm giấy tờ, gặp ở đâu cho kín?")
    seen = house.record(sent.id, house.handler)
    assert [entry.by for entry in seen.entries] == [Voice.SENDER]
    with house.runtime.reading(house.handler) as ctx:
        due = answer_due(ctx, seen.folded, house.desk.units[COMMUNE])
        assert due is not None
        assert due.row == 71
    with house.runtime.transaction(house.handler) as ctx:
        services.write(ctx, FileTarget(sent.id, seen.folded.last), "Mời tới phòng tiếp dân tỉnh sáng thứ Ba.")
    with pytest.raises(StaleVersion), house.runtime.transaction(house.leader) as ctx:
        services.write(ctx, FileTarget(sent.id, seen.folded.last), "Tôi chưa thấy câu vừa viết.")
    read = house.record(sent.id, house.sender(sent))
    assert [entry.words[:4] for entry in read.entries] == ["Tôi ", "Mời "]
    with house.runtime.transaction(house.sender(sent)) as ctx:
        services.write(ctx, FileTarget(sent.id, None), "Vâng, tôi tới.")
    with house.runtime.transaction(house.leader) as ctx:
        services.mark_seen(ctx, FileTarget(sent.id, None))
    assert house.record(sent.id, house.handler).folded.unread_since is None
    with pytest.raises(Forbidden), house.runtime.transaction(house.sender(sent)) as ctx:
        services.mark_seen(ctx, FileTarget(sent.id, None))


def test_retaliation_by_the_commune_reaches_the_province_under_a_key_of_its_own(house: House) -> None:
    sent = house.denounce()
    told = Retaliation(Avenger.LEADER, (Deed.THREAT,), "Chủ tịch gọi tôi lên dọa đuổi con tôi.", "hôm qua")
    with pytest.raises(DeedMissing), house.runtime.transaction(house.sender(sent)) as ctx:
        services.report_retaliation(ctx, FileTarget(sent.id, None), replace(told, deeds=()))
    with house.runtime.transaction(house.sender(sent)) as ctx:
        services.report_retaliation(ctx, FileTarget(sent.id, None), told)
        (alarm,) = alarms_of(ctx, sent.id)
    assert find(house, sent.id) is None  # of a leader the team hears nothing
    for actor in (house.handler, house.leader, house.people[Role.INTAKE_CLERK]):
        with house.runtime.transaction(actor) as ctx:
            assert list_alarms(ctx, ctx.actor) == []
            with pytest.raises(NotFound):
                get_alarm(ctx, alarm.id, viewer=ctx.actor)
            if house.locked:
                with pytest.raises(CaseLocked):
                    read_entries(ctx, alarm.id)
        with pytest.raises(NotFound), house.runtime.transaction(actor) as ctx:
            services.note_alarm_opened(ctx, alarm.id)
    with house.runtime.transaction(house.province) as ctx:
        services.note_alarm_opened(ctx, alarm.id)
        assert [one.id for one in list_alarms(ctx, ctx.actor)] == [alarm.id]
        assert read_entries(ctx, alarm.id)[0].words == told.words
        services.answer_alarm(ctx, FileTarget(alarm.id, None), AlarmAct.ANSWER, "Tỉnh đã cử người xuống xã.")
    with house.runtime.transaction(house.sender(sent)) as ctx:
        assert read_entries(ctx, alarm.id)[1].words == "Tỉnh đã cử người xuống xã."
        services.answer_alarm(ctx, FileTarget(alarm.id, None), AlarmAct.REOPEN, "Hôm nay lại gọi lên lần nữa.")
    with house.runtime.transaction(house.province) as ctx:
        assert fold_alarm(read_entries(ctx, alarm.id)) is Alarm.OPEN
        services.answer_alarm(ctx, FileTarget(alarm.id, None), AlarmAct.CLOSE, "Đã xử lý người đe doạ.")
    with house.runtime.reading() as ctx:
        chains = set(
            ctx.session.execute(
                select(AuditEntry.chain).where(AuditEntry.action == "feedback:confided:write")
            ).scalars()
        )
    assert chains == {house.desk.units[PROVINCE]}  # the commune's chain of the log does not know of it


def test_retaliation_by_others_is_the_teams_and_by_officials_both(house: House) -> None:
    sent = house.denounce()
    for avenger, to_team, to_province in ((Avenger.OTHER, 1, 0), (Avenger.OFFICIAL, 2, 1), (Avenger.HANDLER, 2, 2)):
        with house.runtime.transaction(house.sender(sent)) as ctx:
            told = Retaliation(avenger, (Deed.SHAMED,), "Đi đâu cũng bị nói xấu vì lá đơn.")
            services.report_retaliation(ctx, FileTarget(sent.id, None), told)
            assert (len(read_entries(ctx, sent.id)), len(alarms_of(ctx, sent.id))) == (to_team, to_province)
    assert house.record(sent.id, house.handler).folded.unread_retaliation


def test_nobody_but_the_named_ones(house: House) -> None:
    sent = house.denounce()
    house.ask(sent)
    verifier, clerk = house.desk.actor(Role.VERIFIER), house.people[Role.INTAKE_CLERK]
    for actor in (verifier, clerk, house.people[Role.RECORDS_CLERK], house.province):
        with pytest.raises(NotFound), house.runtime.transaction(actor) as ctx:
            services.note_opened(ctx, FileTarget(sent.id, None))
        with house.runtime.transaction(actor) as ctx:
            assert list_mine(ctx, ctx.actor) == []
    for actor in (house.handler, house.leader):
        with house.runtime.transaction(actor) as ctx:
            assert [one.petition_id for one in list_mine(ctx, ctx.actor)] == [sent.id]
    if house.locked:
        with pytest.raises(CaseLocked):
            house.record(sent.id, SYSTEM)


def test_only_its_readers_are_reminded_once_a_day_and_of_nothing_in_particular(house: House) -> None:
    sent = house.denounce()
    assert house.tell() == 0
    house.ask(sent)
    team = {house.handler.account_id, house.leader.account_id}
    assert house.tell() == 2
    assert house.noticed() == team
    assert house.tell() == 0
    house.step(sent, A.TAKE_UP, house.handler, words="")
    file = find(house, sent.id)
    assert file is not None
    assert file.look_on is not None
    assert file.look_on > local_date(house.runtime.clock())  # the day before the term ends, not today
    with house.runtime.reading() as ctx:
        notices = ctx.session.execute(select(OfficialNotice.params).where(OfficialNotice.kind == "confided_waits"))
        assert all(params == {} for params in notices.scalars())


def test_what_a_stolen_database_tells(house: House) -> None:
    """A word and a hidden person look the same: one row each, all of one length, a day and no hour."""
    sent = house.denounce()
    house.ask(sent)
    with house.runtime.transaction(house.sender(sent)) as ctx:
        services.write(ctx, FileTarget(sent.id, None), "Một câu ngắn thôi.")
        services.write(ctx, FileTarget(sent.id, None), "Kể dài " * 120)
    with house.runtime.reading() as ctx:
        e = ConfidedEntry
        lengths = set(ctx.session.execute(select(func.length(e.sealed)).where(e.file_id == sent.id)).scalars())
        raw = b"".join(ctx.session.execute(select(e.sealed)).scalars())
    assert len(lengths) == 1
    assert not any(word.encode() in raw for word in ("Một câu ngắn", "Sếp dọa", '"ask"', "relations"))


def test_a_part_of_the_law_that_is_missing_is_said(house: House) -> None:
    sent = house.denounce()
    for error, command in (
        (TextMissing, replace(ASKED, words="Sợ")), (ProtectedMissing, replace(ASKED, relations=())),
        (DangerMissing, replace(ASKED, dangers=())),
    ):  # fmt: skip
        with pytest.raises(error):
            house.ask(sent, command)
    with pytest.raises(TransitionNotAllowed), house.runtime.transaction(house.sender(sent)) as ctx:
        services.take_back(ctx, FileTarget(sent.id, None))
    plain = house.desk.send()  # speaks of nobody
    with pytest.raises(NotConfided):
        house.ask(plain)
    early = house.desk.send(Concerns.COMMUNE_OFFICIAL)  # nobody settles it yet: the desk protects at once
    clerk = house.people[Role.INTAKE_CLERK]
    house.ask(early, ASKED, clerk)
    house.step(early, A.PROTECT_NOW, clerk, measures=(Measure.GUARDED,))
    with pytest.raises(NobodyDecides):
        house.step(early, A.APPLY, clerk, number="01/QĐ", measures=(Measure.GUARDED,))
    assert house.record(early.id, clerk).folded.own_motion


def test_the_provinces_own_case_has_nobody_above(desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_LEADER)
    told = Retaliation(Avenger.HANDLER, (Deed.THREAT,), "Người giải quyết gọi điện dọa tôi.")
    with pytest.raises(NowhereElse), desk.runtime.transaction(ANONYMOUS) as ctx:
        services.report_retaliation(ctx, FileTarget(sent.id, None), told)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.report_retaliation(ctx, FileTarget(sent.id, None), replace(told, avenger=Avenger.LEADER))
        assert alarms_of(ctx, sent.id) == []
        assert len(read_entries(ctx, sent.id)) == 1


def test_what_was_told_goes_with_the_key_of_the_case(house: House) -> None:
    sent = house.denounce()
    with house.runtime.transaction(house.sender(sent)) as ctx:
        told = Retaliation(Avenger.OFFICIAL, (Deed.THREAT,), "Bị gọi lên dọa nạt trước mặt mọi người.")
        services.report_retaliation(ctx, FileTarget(sent.id, None), told)
    with house.runtime.transaction(SYSTEM) as ctx:
        ctx.session.delete(ctx.session.get_one(CaseKeyRow, sent.id))
    with house.runtime.reading(house.handler) as ctx:
        left = ctx.session.execute(select(func.count()).select_from(ConfidedFile)).scalar_one()
        entries = ctx.session.execute(select(func.count()).select_from(ConfidedEntry)).scalar_one()
    assert (left, entries) == (0, 0)
    with pytest.raises(CaseShredded), house.runtime.transaction(house.handler) as ctx:
        services.write(ctx, FileTarget(sent.id, None), "Còn đọc được không?")


def test_the_sender_is_told_when_to_look_again_coarsely(desk: Desk) -> None:
    with desk.runtime.reading() as ctx:
        today = local_date(ctx.now)
        for days in ([], [today + timedelta(days=1)], [today + timedelta(days=40)], [today - timedelta(days=3)]):
            day = look_again_on(ctx, days)
            assert today + timedelta(days=2) <= day <= today + timedelta(days=18)
            assert day.weekday() in (0, 3)


def find(house: House, petition_id: UUID) -> FileRow | None:
    with house.runtime.reading() as ctx:
        return find_file(ctx, petition_id)
