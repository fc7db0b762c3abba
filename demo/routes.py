"""Petitions of the demo that went another way: to the province, apart, and together. All of it is invented."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from accounts.roles import Role
from demo.petition_texts import Story, step
from demo.petitions import Teller, office_hours
from demo.world import World
from feedback import services
from feedback.commands import Target
from feedback.queries import find_case_view
from feedback.routes.commands import Link, Part, Transfer
from feedback.states import Concerns, Field, PetitionKind, Urgency

_PROVINCE_ROAD = Story(
    days=6,
    what=(
        "Đường tỉnh 292 đoạn qua cổng trường trung học có ổ gà to bằng cái mâm, tối đến không có đèn, "
        "đã có hai cháu ngã xe. Đề nghị sửa trước kỳ thi."
    ),
    title="Ổ gà trên đường tỉnh trước cổng trường", hamlet="Thôn Đồng Lim", place="Cổng trường trung học",
    name="Hoàng Thị Thắm", phone="0900 000 311", steps=(step("triage", 0.5),),
)  # fmt: skip
_PROVINCE_WORDS = (
    "Đường này do tỉnh quản lý. Xã chuyển đơn lên bàn tiếp công dân của tỉnh, tỉnh sẽ báo lại bà con trong "
    "10 ngày làm việc."
)
_SLIP = Story(
    days=1,
    what="Trạm bơm đầu mương chạy suốt đêm, nước tràn ra đường, nhờ xã báo bên thuỷ nông tắt bớt.",
    hamlet="Thôn Suối Cạn", place="Trạm bơm đầu mương",
)  # fmt: skip
_SLIP_WORDS = "Trạm bơm thuộc công ty thuỷ nông của tỉnh nên xã chuyển lên tỉnh."
_BOTH = Story(
    days=4,
    what=(
        "Xóm tôi có hai việc. Một là đường vào nghĩa trang lầy, xe tang không vào được. Hai là mong xã mở thêm một "
        "buổi làm hộ tịch vào sáng thứ Bảy, bà con đi làm công ty không nghỉ ngày thường được."
    ),
    hamlet="Thôn Gốc Gạo", place="Đường vào nghĩa trang", name="Ngô Văn Bảy", phone="0900 000 312",
    email="bay@vidu.example",
)  # fmt: skip
_PARTS = (
    Part(
        "Đường vào nghĩa trang lầy, xe tang không vào được.", "Đường vào nghĩa trang lầy", Concerns.NOBODY,
        PetitionKind.REPORT, Field.INFRASTRUCTURE, Urgency.ORDINARY,
    ),
    Part(
        "Mong xã mở thêm một buổi làm hộ tịch vào sáng thứ Bảy, bà con đi làm công ty không nghỉ ngày thường được.",
        "Mở thêm buổi làm hộ tịch sáng thứ Bảy", Concerns.NOBODY, PetitionKind.PROPOSAL, Field.CIVIL_STATUS,
        Urgency.ORDINARY,
    ),
)  # fmt: skip
_LAMP = Story(
    days=7,
    what="Dãy đèn đường từ ngã ba chợ tới cầu Gỗ tắt đã mười hôm, đi chợ sớm tối om, hôm kia có người ngã.",
    title="Đèn đường ngã ba chợ – cầu Gỗ không sáng", hamlet="Thôn Cầu Gỗ", place="Ngã ba chợ tới cầu Gỗ",
    field=Field.INFRASTRUCTURE, steps=(step("triage", 0.5), step("assign", 0.3), step("start", 0.5)),
)  # fmt: skip
_SAME_LAMP = (
    ("Đèn ở cầu Gỗ hỏng hết rồi, tối đi về sợ lắm.", "Cầu Gỗ", 4.0, False),
    ("Xin xã sửa đèn đường đoạn ngã ba chợ, tắt hơn một tuần.", "Ngã ba chợ", 3.0, False),
    ("Tôi đã gửi hôm trước về đèn đường cầu Gỗ, nay thêm một cột nghiêng.", "Đầu cầu Gỗ", 2.0, True),
)
# Not linked yet: the page suggests it.
_ONE_MORE = Story(
    days=0.3,
    what="Đèn đường ở ngã ba chợ xuống cầu Gỗ không sáng mười hôm nay, nhờ xã sửa cho bà con đi chợ sớm.",
    hamlet="Thôn Cầu Gỗ", place="Ngã ba chợ, cầu Gỗ",
)  # fmt: skip


def load(world: World) -> None:
    """Two passed on to the province, one split, three linked to a fourth, and one that looks the same."""
    _pass_on(world, _told(world, _PROVINCE_ROAD), _PROVINCE_WORDS, days=5, document="41/UBND-TCD")
    _pass_on(world, _told(world, _SLIP), _SLIP_WORDS, days=0.08)
    _split(world, _told(world, _BOTH))
    main = _told(world, _LAMP)
    for what, place, days, same in _SAME_LAMP:
        _link(world, _told(world, Story(days=days, what=what, hamlet="Thôn Cầu Gỗ", place=place)), main, days, same)
    _told(world, _ONE_MORE)


def _told(world: World, story: Story) -> UUID:
    teller = Teller(world, story)
    teller.tell()
    return teller.petition_id


def _target(world: World, petition_id: UUID) -> Target:
    with world.runtime.reading() as ctx:
        case = find_case_view(ctx, petition_id)
    assert case is not None
    return Target(petition_id, case.version)


def _pass_on(world: World, petition_id: UUID, words: str, *, days: float, document: str = "") -> None:
    assert world.province_id is not None  # loaded before
    assert world.commune_id is not None
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)
    command = Transfer(world.province_id, words, document_number=document)
    with world.at(world.ago(days=days)).transaction(clerk, public=True) as ctx:
        services.transfer(ctx, _target(world, petition_id), command)


def _split(world: World, petition_id: UUID) -> None:
    assert world.commune_id is not None
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)
    with world.at(world.ago(days=3)).transaction(clerk, public=True) as ctx:
        road, _ = services.split(
            ctx, _target(world, petition_id), _PARTS, text="Hai việc do hai người làm nên xã tách ra cho nhanh."
        )
    with world.at(world.ago(days=2)).transaction(clerk) as ctx:
        services.assign(ctx, _target(world, road), world.accounts["xuly"])


def _link(world: World, petition_id: UUID, main_id: UUID, days: float, same_sender: bool) -> None:
    assert world.commune_id is not None
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)
    moment = min(office_hours(world.ago(days=days) + timedelta(hours=20)), world.now)
    with world.at(moment).transaction(clerk, public=True) as ctx:
        command = Link(main_id, "Cùng dãy đèn từ ngã ba chợ tới cầu Gỗ.", same_sender=same_sender)
        services.link(ctx, _target(world, petition_id), command)
