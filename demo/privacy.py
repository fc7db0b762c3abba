"""What people ask about their own data, two breaches, and what is kept from being erased. All of it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from accounts.sessions import new_token, open_session
from casework.erasures.states import HoldReason
from casework.models import CaseIdentity
from core.actor import ANONYMOUS, Actor
from core.clock import local, local_date
from demo.world import NOTICE, World
from feedback.models import Petition
from feedback.states import PetitionState
from privacy.breaches.services import RecordBreach, Step, record_breach, take_step
from privacy.models import DataRequest
from privacy.requests import services
from privacy.requests.commands import AskAboutData, Settle, Verify, Wanted
from privacy.requests.queries import open_request
from privacy.retention.holding import PlaceHold, place_hold
from privacy.retention.schedule import SetTerm, set_term
from privacy.states import About, BreachAct, BreachKind, Proof, Refusal, RequestKind, Severity, Span

OFFICER = "dulieu"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: days ago, what, in which words, and how far the officer is with it.

    `by_code`: number and code of a closed petition were shown; else the person is called to the desk.
    """

    days: float
    kind: RequestKind
    words: str
    name: str = ""
    contact: str = ""
    by_code: bool = False
    acknowledged: bool = True
    verified: bool = True
    settled: Settle | None = None
    new_phone: str = ""


_SOME = UUID(int=0)  # told by the story when it is played
ASKED: tuple[Ask, ...] = (
    Ask(
        34, RequestKind.ACCESS, "Tôi muốn biết xã đang giữ những thông tin gì của tôi, ai đã xem.",
        "Lương Văn Hỏi", "0900 000 151",
        settled=Settle(
            _SOME, 0,
            "Xã giữ tên và số điện thoại của bác trong một phản ánh đã trả lời. Có hai cán bộ đã mở, đều để gọi báo "
            "kết quả. Bản in đã đưa bác tại bàn tiếp nhận.",
            "21/TL-DLCN",
        ),
    ),
    Ask(
        25, RequestKind.ERASE, "Tôi muốn xoá cả hồ sơ khiếu nại của tôi, không để lại gì.", by_code=True,
        settled=Settle(
            _SOME, 0,
            "Hồ sơ khiếu nại phải giữ theo luật về lưu trữ. Tên và số điện thoại của bác để riêng, khoá riêng, và tự "
            "xoá khi hết hạn.",
            "23/TL-DLCN", Refusal.LAW_KEEPS,
        ),
    ),
    Ask(
        16, RequestKind.CORRECT, "Số điện thoại ghi trong đơn là số cũ. Nhờ sửa sang số mới.", "Hà Văn Sửa",
        "0900 000 153", new_phone="0900 000 154",
    ),
    Ask(
        9, RequestKind.ACCESS, "Cho tôi xin bản sao những gì tôi đã gửi năm nay.", "Nguyễn Thị Sao", "0900 000 155",
        verified=False,
    ),
    Ask(
        3, RequestKind.OBJECT, "Tôi không muốn ảnh sân nhà tôi hiện trong câu trả lời đăng công khai.",
        by_code=True,
    ),
    Ask(
        0.2, RequestKind.COMPLAIN, "Tôi nghe người ngoài nói đúng chuyện tôi viết trong đơn. Đề nghị xem lại.",
        "Trần Văn Than", "0900 000 157", acknowledged=False, verified=False,
    ),
)  # fmt: skip

_SENT_WRONG = (
    "Thư báo kết quả có tên và số điện thoại của một người bị gửi nhầm sang địa chỉ của một hộ khác cùng thôn."
)
_LOST_TABLET = "Một máy tính bảng của bàn tiếp nhận để quên trên xe khách. Máy có khoá, có mã hoá."
# hours after it was found, what, in which words
_RUNNING = (
    (1.5, BreachAct.CONTAIN, "Đã gọi hộ nhận nhầm, lấy lại thư chưa bóc. Dừng gửi thư giấy tới khi soát xong."),
)
_ENDED = (
    (3.0, BreachAct.CONTAIN, "Đã huỷ phiên đăng nhập và khoá máy từ xa. Đổi mật khẩu của người giữ máy."),
    (20.0, BreachAct.ASSESS, "Trên máy không có bản sao đơn nào. Không thấy lần mở nào sau lúc mất."),
    (44.0, BreachAct.REPORT, "Đã gửi báo cáo kèm biên bản."),
    (70.0, BreachAct.SPARE, "Không có thông tin của ai bị đọc nên không phải báo từng người."),
    (96.0, BreachAct.LEARN, "Từ nay máy của bàn tiếp nhận không mang ra khỏi trụ sở. Đã nhắc cả bộ phận."),
)

_REPORT = "18/BC-UBND"
_LONG_GONE = ("tiepnhan", "xuly", "congkhai")
_HELD = ((HoldReason.COURT, "112/TB-TA"), (HoldReason.INSPECTION, "45/QĐ-TTr"))


def load(world: World) -> None:
    """Tell it."""
    assert world.province_id is not None
    officer = world.official(OFFICER, Role.DATA_PROTECTION_OFFICER, world.province_id)
    closed = _closed(world)
    for number, ask in enumerate(ASKED):
        _tell(world, officer, ask, closed[number % len(closed)])
    _breach(world, officer, _afternoon(world, days=1), BreachKind.SENT, _SENT_WRONG, _RUNNING)
    _breach(world, officer, _afternoon(world, days=31), BreachKind.STOLEN, _LOST_TABLET, _ENDED)
    _keep(world, officer)


def _closed(world: World) -> Sequence[UUID]:
    """Petitions that are over and still name somebody."""
    p = Petition
    with world.runtime.reading() as ctx:
        wanted = select(p.id).join(CaseIdentity, CaseIdentity.case_id == p.id).where(p.state == PetitionState.CLOSED)
        return ctx.session.execute(wanted.order_by(p.closed_at.desc())).scalars().all()


def _tell(world: World, officer: Actor, ask: Ask, case_id: UUID) -> None:
    moment = world.ago(days=ask.days)
    command = AskAboutData(
        ask.kind, About.CASE, world.commune_id, Wanted(ask.words, ask.name, ask.contact, new_phone=ask.new_phone),
        NOTICE, case_id if ask.by_code else None,
    )  # fmt: skip
    with world.at(moment).transaction(ANONYMOUS) as ctx:
        issued = services.ask_about_data(ctx, command)
        found = select(DataRequest.id).where(DataRequest.number == issued.number)
        request_id = ctx.session.execute(found).scalar_one()
    if not ask.acknowledged:
        return
    with world.at(_between(world, moment, 1)).transaction(officer) as ctx:
        services.acknowledge(ctx, request_id, version=1)
    if not ask.verified:
        return
    proof = Proof.CODE if ask.by_code else Proof.DESK
    with world.at(_between(world, moment, 2)).transaction(officer) as ctx:
        services.verify(ctx, Verify(request_id, 2, proof, third_party=False))
    if ask.settled is not None:
        done = ask.settled
        with world.at(_between(world, moment, 7)).transaction(officer) as ctx:
            version = open_request(ctx, request_id).row.version
            services.settle(ctx, Settle(request_id, version, done.answer, done.decision_number, done.refusal))


def _between(world: World, moment: datetime, days: float) -> datetime:
    """So many days later, or half-way to now when that lies ahead."""
    later = moment + timedelta(days=days)
    return later if later <= world.now else moment + (world.now - moment) / 2


def _afternoon(world: World, *, days: int) -> datetime:
    return local(world.ago(days=days)).replace(hour=15, minute=10, second=0, microsecond=0)


def _breach(
    world: World, officer: Actor, found_at: datetime, kind: BreachKind, text: str,
    steps: Sequence[tuple[float, BreachAct, str]],
) -> None:  # fmt: skip
    assert world.commune_id is not None
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)
    leader = world.official("lanhdao", Role.LEADER, world.commune_id)
    with world.at(_between(world, found_at, 0.02)).transaction(clerk) as ctx:
        breach_id = record_breach(ctx, RecordBreach(world.commune_id, kind, found_at, text))
    for number, (hours, act, words) in enumerate(steps, start=1):
        graded = act is BreachAct.ASSESS
        paper = _REPORT if act is BreachAct.REPORT else ""
        with world.at(_between(world, found_at, hours / 24)).transaction(leader if paper else officer) as ctx:
            take_step(
                ctx,
                Step(
                    breach_id, number, act, words, Severity.NONE if graded else None, 0 if graded else None, paper
                ),
            )  # fmt: skip


def _keep(world: World, officer: Actor) -> None:
    """What the coming night has to do, a term the province confirmed, and two holds on what it would reach."""
    p = Petition
    with world.runtime.reading() as ctx:
        wanted = select(p.number).join(CaseIdentity, CaseIdentity.case_id == p.id)
        named = wanted.where(p.state == PetitionState.CLOSED, p.sealed.is_(False)).order_by(p.closed_at)
        numbers = ctx.session.execute(named.limit(2)).scalars().all()
    for user_name in _LONG_GONE:
        with world.at(world.ago(days=200)).transaction() as ctx:
            open_session(ctx, account_id=world.accounts[user_name], token=new_token(), device="Máy ở bàn tiếp nhận cũ")
    begun = world.ago(days=20)
    with world.at(begun).transaction(officer) as ctx:
        set_term(ctx, SetTerm("petition.identity", 28, Span.DAYS, local_date(begun), "09/QĐ-DLCN"))
    for number, (reason, paper) in zip(numbers, _HELD, strict=False):
        with world.at(world.ago(days=5)).transaction(officer) as ctx:
            place_hold(ctx, PlaceHold(number, reason, paper))
