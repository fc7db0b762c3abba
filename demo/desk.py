"""What the desk keeps for its daily work: texts to begin an answer with. All of it is invented."""

from __future__ import annotations

from accounts.roles import Role
from demo.world import World
from feedback import services
from feedback.states import Field

_TEXTS = (
    (
        "Đã kiểm tra, hẹn ngày sửa",
        (
            "Xã đã cho người tới xem. Việc bà con nêu là đúng. Xã giao … sửa xong trước ngày …. "
            "Quá ngày đó chưa xong, bà con mở đơn này ra, đề nghị xem lại."
        ),
        Field.INFRASTRUCTURE,
    ),
    (
        "Không thuộc việc của xã",
        (
            "Việc này do … giải quyết. Xã đã chuyển đơn tới đó ngày … và theo dõi tới khi bà con có trả lời. "
            "Cần hỏi thêm, bà con gọi số …."
        ),
        None,
    ),
)


def load(world: World) -> None:
    """The commune's clerk wrote them two months ago."""
    commune = world.commune_id
    assert commune is not None  # loaded before
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, commune)
    with world.at(world.ago(days=60)).transaction(clerk) as ctx:
        for title, body, field in _TEXTS:
            services.save_canned(ctx, agency_id=commune, title=title, body=body, field=field)
