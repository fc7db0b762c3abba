"""Official documents filled from a case: whose words, whose name, and what is written down about it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from accounts.roles import Role
from agencies.queries import get_card
from casework.behalf import Behalf
from casework.identities.errors import TwoPersonsNeeded
from casework.identity import Identity, keep_identity
from casework.masking import MASK
from casework.models import CaseIdentity
from casework.sealing import open_case_key
from casework.states import IdentityReason, Writer
from core.actor import Actor
from core.audit import AuditEntry
from core.errors import Forbidden, NotFound
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback import services
from feedback.commands import Extend, Leave
from feedback.papers.commands import WritePaper
from feedback.papers.errors import NotWithName, PaperDoesNotFit, ReasonMissing
from feedback.papers.states import PaperKind, SenderShown, SignedAs
from feedback.papers.writing import WrittenPaper, write_paper
from feedback.services.terms import extend_term
from feedback.states import Act, Concerns, PetitionKind
from tests.support.agreeing import open_by_two
from tests.support.petitioning import Desk

NAME, PHONE, ADDRESS = "Hoàng Thị Sim", "0912 345 678", "xóm Giữa, thôn Trung"
TOLD = f"Tôi là {NAME.upper()}, ở {ADDRESS}, số máy 0912.345.678 hay +84912345678. Cống đầu xóm tắc."


def _send(desk: Desk, concerns: Concerns = Concerns.NOBODY, **more: object) -> UUID:
    """Sent with name and phone; the address as the desk writes it down, which the form on the web does not ask."""
    petition_id = desk.send(concerns, **{"name": NAME, "phone": PHONE, "consent": True, "what": TOLD, **more}).id
    with desk.runtime.transaction() as ctx:
        behalf = more.get("behalf", Behalf())
        assert isinstance(behalf, Behalf)
        ctx.session.execute(delete(CaseIdentity).where(CaseIdentity.case_id == petition_id))
        left = Identity(NAME, PHONE, address=ADDRESS, behalf=behalf)
        keep_identity(ctx, open_case_key(ctx, petition_id), left)
    return petition_id


def _write(desk: Desk, petition_id: UUID, by: Actor, command: WritePaper) -> WrittenPaper:
    with desk.runtime.transaction(by) as ctx:
        return write_paper(ctx, petition_id, command)


def _audited(desk: Desk, petition_id: UUID) -> list[str]:
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(
            select(AuditEntry.action).where(AuditEntry.subject_id == str(petition_id)).order_by(AuditEntry.seq)
        )
        return [row.action for row in rows]


def _named(kind: PaperKind = PaperKind.RECEIPT, reason: IdentityReason | None = IdentityReason.TELL) -> WritePaper:
    return WritePaper(kind, SenderShown.NAMED, reason)


def test_a_receipt_is_filled_from_the_case(desk: Desk) -> None:
    petition_id = _send(desk, place="đầu xóm")
    paper = _write(desk, petition_id, desk.actor(Role.INTAKE_CLERK), WritePaper(PaperKind.RECEIPT))
    case = desk.case(petition_id)
    assert paper.values["so_don"] == case.number
    assert paper.values["co_quan"] == "ỦY BAN NHÂN DÂN"
    assert paper.values["noi_co_quan"].startswith(("XÃ", "PHƯỜNG"))
    assert paper.values["noi_dung"] == TOLD
    assert paper.values["han_tra_loi"].startswith("ngày ")
    assert "nguoi_gui" not in paper.values
    assert paper.stamp.at == case.received_at
    assert paper.file_name == "van-ban"  # not triaged yet: sealed


def test_what_the_writer_types_goes_before_what_the_case_says(desk: Desk) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), "Cống ở trước nhà ai?")
    by = desk.actor(Role.HANDLER)
    asked = _write(desk, petition_id, by, WritePaper(PaperKind.REQUEST_MORE))
    typed = WritePaper(PaperKind.REQUEST_MORE, asked={"cau_hoi": "Gửi thêm ảnh.", "han_bo_sung": " "})
    assert asked.values["cau_hoi"] == "Cống ở trước nhà ai?"
    written = _write(desk, petition_id, by, typed)
    assert written.values["cau_hoi"] == "Gửi thêm ảnh."
    assert "han_bo_sung" not in written.values


def test_number_day_and_signature_as_chosen(desk: Desk) -> None:
    petition_id = desk.answered()
    command = WritePaper(
        PaperKind.ANSWER, number="15", issued_on=date(2026, 3, 5), signed_as=SignedAs.BY_ORDER, title="Chánh Văn phòng",
        signer="Lê Văn Ký",
    )  # fmt: skip
    values = _write(desk, petition_id, desk.actor(Role.HANDLER), command).values
    assert values["so_van_ban"] == "15"
    assert values["ngay_van_ban"] == "ngày 05 tháng 3 năm 2026"
    assert (values["quyen_ky"], values["chuc_vu_ky"]) == ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")
    assert values["noi_dung_tra_loi"] == "Đã nạo vét cống hôm qua."
    assert values["ket_qua"] == "đã giải quyết"


def test_where_it_went_and_why_stand_apart(desk: Desk) -> None:
    petition_id = _send(desk)
    desk.triage(petition_id)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.leave(ctx, desk.target(petition_id), Leave(Act.FORWARD, "Việc của điện lực.", "Điện lực Yên Thế"))
    values = _write(desk, petition_id, desk.actor(Role.INTAKE_CLERK), WritePaper(PaperKind.TRANSFER)).values
    assert (values["noi_chuyen_den"], values["ly_do_chuyen"]) == ("Điện lực Yên Thế", "Việc của điện lực.")


def test_a_name_needs_a_reason_and_is_audited(desk: Desk) -> None:
    petition_id, clerk = _send(desk), desk.actor(Role.INTAKE_CLERK)
    with pytest.raises(ReasonMissing):
        _write(desk, petition_id, clerk, _named(reason=None))
    with pytest.raises(TwoPersonsNeeded):  # sealed: nobody has agreed
        _write(desk, petition_id, clerk, _named())
    open_by_two(desk, petition_id, clerk)
    values = _write(desk, petition_id, clerk, _named()).values
    assert (values["nguoi_gui"], values["nguoi_gui_dia_chi"]) == (NAME, ADDRESS)
    assert _audited(desk, petition_id)[-3:] == [
        "feedback:petition:open", "petition:identity:open", "feedback:paper:write",
    ]  # fmt: skip


def test_several_people_and_an_organisation_are_named_as_such(desk: Desk) -> None:
    clerk = desk.actor(Role.INTAKE_CLERK)
    many = _send(desk, behalf=Behalf(Writer.SEVERAL, 7))
    open_by_two(desk, many, clerk)
    assert _write(desk, many, clerk, _named()).values["nguoi_gui"] == f"{NAME} và 6 người khác"
    body = _send(desk, behalf=Behalf(Writer.ORGANISATION, organisation="Hợp tác xã Rừng Thông"))
    open_by_two(desk, body, clerk)
    assert _write(desk, body, clerk, _named()).values["nguoi_gui"] == "Hợp tác xã Rừng Thông"


def test_nothing_left_leaves_it_blank_and_the_asking_audited(desk: Desk) -> None:
    petition_id = desk.send().id
    open_by_two(desk, petition_id, desk.actor(Role.INTAKE_CLERK))
    values = _write(desk, petition_id, desk.actor(Role.INTAKE_CLERK), _named()).values
    assert not values.get("nguoi_gui")
    assert "petition:identity:open" in _audited(desk, petition_id)


def test_whoever_may_not_learn_the_name_gets_none(desk: Desk) -> None:
    petition_id = desk.in_progress()
    for role in (Role.LEADER, Role.VERIFIER):
        with pytest.raises(NotWithName):
            _write(desk, petition_id, desk.actor(role), _named())
        assert "nguoi_gui" not in _write(desk, petition_id, desk.actor(role), WritePaper(PaperKind.RECEIPT)).values


def test_a_sealed_case_is_written_by_its_readers_alone_and_every_time_audited(desk: Desk) -> None:
    petition_id = _send(desk, Concerns.COMMUNE_OFFICIAL)
    clerk = desk.actor(Role.INTAKE_CLERK)
    with pytest.raises((NotFound, Forbidden)):
        _write(desk, petition_id, desk.actor(Role.HANDLER), WritePaper(PaperKind.RECEIPT))
    for _ in range(2):
        _write(desk, petition_id, clerk, WritePaper(PaperKind.RECEIPT))
    told = _audited(desk, petition_id)
    assert told.count("feedback:petition:open") == told.count("feedback:paper:write") == 2


def test_for_verification_name_phone_and_address_go_from_every_word(desk: Desk) -> None:
    petition_id = _send(desk, Concerns.COMMUNE_OFFICIAL)
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(petition_id, to=desk.officials.account(Role.VERIFIER))
    verifier = desk.actor(Role.VERIFIER)
    for shown in (SenderShown.BLANK, SenderShown.NAMED):
        with pytest.raises(NotWithName):
            _write(desk, petition_id, verifier, WritePaper(PaperKind.TRANSFER, shown, IdentityReason.TELL))
    values = _write(desk, petition_id, verifier, WritePaper(PaperKind.RECEIPT, SenderShown.STRIPPED)).values
    words = " ".join(values.values())
    for told in (NAME, NAME.upper(), ADDRESS, "345", "84912"):
        assert told not in words
    assert values["noi_dung"] == f"Tôi là {MASK}, ở {MASK}, số máy {MASK} hay {MASK}. Cống đầu xóm tắc."
    assert values["nguoi_gui"] == "(không nêu)"
    assert "petition:identity:open" not in _audited(desk, petition_id)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Thân Thị Hợi", "Tôi, Than Thi Hoi, xin trình bày bông hoa."),
        ("Thân Thị Hợi", "Tôi, THÂN  THỊ HỢI, xin trình bày bông hoa."),
        ("Hoa", "Tôi, Hoa, xin trình bày bông hoa."),
    ],
)
def test_a_name_without_its_marks_or_a_short_one_is_taken_out_too(desk: Desk, name: str, said: str) -> None:
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL, what=said, name=name, phone="0912 345 678", consent=True).id
    command = WritePaper(PaperKind.RECEIPT, SenderShown.STRIPPED)
    values = _write(desk, petition_id, desk.actor(Role.INTAKE_CLERK), command).values
    assert values["noi_dung"] == f"Tôi, {MASK}, xin trình bày bông hoa."


def test_of_a_sealed_case_no_paper_gives_the_log_s_word_as_the_reason_of_an_extension(desk: Desk) -> None:
    petition_id = _send(desk, Concerns.COMMUNE_OFFICIAL)
    desk.triage(petition_id, PetitionKind.REPORT)
    desk.assign(petition_id)
    handler = desk.actor(Role.HANDLER)
    with desk.runtime.transaction(handler) as ctx:
        clock_id = next(c.id for c in list_clocks(ctx, "petition", petition_id) if c.state is ClockState.RUNNING)
        command = Extend(5, "Chờ giám định chữ ký", "12/TB-UBND")
        extend_term(ctx, desk.target(petition_id), clock_id, command)
    values = _write(desk, petition_id, handler, WritePaper(PaperKind.EXTENSION_NOTICE)).values
    assert values["gia_han_den"]
    assert not values["ly_do_gia_han"]


def test_an_address_that_is_only_the_commune_masks_nothing(desk: Desk) -> None:
    petition_id = _send(desk, Concerns.COMMUNE_OFFICIAL)
    clerk, command = desk.actor(Role.INTAKE_CLERK), WritePaper(PaperKind.RECEIPT, SenderShown.STRIPPED)
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(delete(CaseIdentity).where(CaseIdentity.case_id == petition_id))
        about = get_card(ctx, desk.about(petition_id))
        keep_identity(ctx, open_case_key(ctx, petition_id), Identity(NAME, address=about.name.lower()))
    values = _write(desk, petition_id, clerk, command).values
    assert values["noi_co_quan"] == about.name.upper()
    assert about.name in values["noi_xay_ra"]
    assert NAME.upper() not in values["noi_dung"]


def test_a_paper_that_does_not_fit_is_not_written(desk: Desk) -> None:
    with pytest.raises(PaperDoesNotFit):
        _write(desk, desk.answered(), desk.actor(Role.HANDLER), WritePaper(PaperKind.DECISION))
