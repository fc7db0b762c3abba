"""The story's dialogues: one coming, one concluded, promises kept, claimed, late and broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from accounts.roles import Role
from core.actor import ANONYMOUS, Actor, ActorKind, Grant
from core.clock import VIETNAM, local_date
from demo.world import NOTICE, World
from dialogues import commitments, questions, services
from dialogues.commands import AskQuestion, MakeCommitment, PlanDialogue
from dialogues.states import CommitmentAct, DialogueForm, DialogueKind

SECRETARY, BOARD = "doithoai", "bantt"


def load(world: World) -> None:
    """Tell it."""
    assert world.commune_id is not None
    secretary = world.official(SECRETARY, Role.DIALOGUE_SECRETARY, world.commune_id)
    board = world.official(BOARD, Role.BOARD_MEMBER, world.commune_id)
    _past(world, secretary, board)
    _coming(world, secretary)
    _planned(world, secretary)
    _of_the_province(world)


def _of_the_province(world: World) -> None:
    """The province's own: one held, with two promises, and one announced."""
    assert world.province_id is not None
    # No account of its own: the province's secretary is not part of the story.
    grant = Grant(Role.DIALOGUE_SECRETARY.value, world.province_id, world.paths[world.province_id])
    secretary = Actor(ActorKind.OFFICIAL, None, "", (grant,))
    plans = (
        (-40, "Đối thoại của Chủ tịch tỉnh với nông dân trồng vải, trồng rừng", "Đường ra vườn\nGiá và nơi tiêu thụ"),
        (33, "Đối thoại của Chủ tịch tỉnh với người lao động", "Nhà ở gần khu công nghiệp\nTrường mầm non"),
    )  # fmt: skip
    held, _announced = (
        _announce(world, secretary, replace(
            _plan(world, days=days, hour=8, kind=DialogueKind.YEARLY, title=title, topics=topics),
            agency_id=world.province_id, place="Hội trường Ủy ban nhân dân tỉnh",
            how_to_join="Người dân trong tỉnh ai cũng dự được. Xã, phường có xe đưa đón.",
            host="Chủ tịch Ủy ban nhân dân tỉnh", co_host="Thường trực Hội đồng nhân dân tỉnh",
        ), days=max(12, 14 - days))
        for days, title, topics in plans
    )  # fmt: skip
    with world.at(world.ago(days=39)).transaction(secretary) as ctx:
        services.hold_dialogue(ctx, held, version=2, attendance=260)
    with world.at(world.ago(days=35)).transaction(secretary) as ctx:
        services.save_conclusions(ctx, held, version=3, conclusions="Chủ tịch tỉnh nhận hai việc, ghi bên dưới.")
        services.conclude_dialogue(ctx, held, version=4)
    today = local_date(world.now)
    for text, owner, due_in in (
        ("Rải nhựa 6 km đường vào vùng vải Yên Thế – Bố Hạ", "Sở Xây dựng", 120),
        ("Công bố giá thu mua vải mỗi ngày trên cổng của tỉnh", "Sở Công Thương", -6),
    ):
        with world.at(world.ago(days=35)).transaction(secretary) as ctx:
            commitments.make_commitment(ctx, MakeCommitment(
                agency_id=world.province_id, dialogue_id=held, text=text, owner=owner,
                due_on=today + timedelta(days=due_in),
            ))  # fmt: skip


def _announce(world: World, secretary: Actor, plan: PlanDialogue, *, days: int) -> UUID:
    with world.at(world.ago(days=days)).transaction(secretary) as ctx:
        dialogue_id = services.plan_dialogue(ctx, plan)
        services.announce_dialogue(ctx, dialogue_id, version=1)
    return dialogue_id


def _plan(world: World, *, days: int, hour: int, title: str, topics: str, kind: DialogueKind) -> PlanDialogue:
    assert world.commune_id is not None
    day = local_date(world.now) + timedelta(days=days)
    start = datetime.combine(day, time(hour), tzinfo=VIETNAM)
    return PlanDialogue(
        agency_id=world.commune_id, kind=kind, form=DialogueForm.IN_PERSON, title=title, topics=topics,
        place="Hội trường Ủy ban nhân dân xã", starts_at=start, ends_at=start + timedelta(hours=3),
        how_to_join="Bà con trong xã ai cũng dự được, không cần giấy mời. Nhà xa thì báo Trưởng thôn để đi chung xe.",
        host="Chủ tịch Ủy ban nhân dân xã", co_host="Thường trực Hội đồng nhân dân xã",
    )  # fmt: skip


def _coming(world: World, secretary: Actor) -> None:
    plan = _plan(
        world, days=19, hour=8, kind=DialogueKind.YEARLY, title="Đối thoại cuối năm của Chủ tịch xã với Nhân dân",
        topics="Đường liên thôn và thoát nước\nThu gom rác ở các thôn xa\nChỗ chờ và giờ làm việc của bộ phận một cửa",
    )  # fmt: skip
    with world.at(world.ago(days=4)).transaction(secretary) as ctx:
        dialogue_id = services.plan_dialogue(ctx, plan)
        services.announce_dialogue(ctx, dialogue_id, version=1)
    asked = [
        (3, "Đường từ nhà văn hóa thôn xuống cánh đồng bao giờ làm tiếp? Mùa mưa máy gặt không vào được.", True),
        (2, "Điểm thu gom rác cuối thôn đầy quá, xe một tuần mới đến một lần. Xã có tăng chuyến được không?", True),
        (1, "Bộ phận một cửa có làm sáng thứ Bảy cho người đi làm công ty không?", False),
    ]
    for days, text, accepted in asked:
        _ask(world, secretary, dialogue_id, days=days, text=text, accepted=accepted)


def _planned(world: World, secretary: Actor) -> None:
    """Still on the secretary's desk: the hall is not booked yet."""
    plan = _plan(
        world, days=58, hour=14, kind=DialogueKind.NEEDED, title="Gặp gỡ người đi làm xa về ăn Tết",
        topics="Việc làm gần nhà\nĐăng ký tạm trú, bảo hiểm\nĐất ở cho hộ trẻ",
    )  # fmt: skip
    with world.at(world.ago(days=1.3)).transaction(secretary) as ctx:
        services.plan_dialogue(ctx, plan)


def _ask(world: World, secretary: Actor, dialogue_id: UUID, *, days: int, text: str, accepted: bool) -> None:
    with world.at(world.ago(days=days)).transaction(ANONYMOUS) as ctx:
        asked = questions.ask_question(ctx, AskQuestion(dialogue_id=dialogue_id, text=text, notice_version=NOTICE))
    if accepted:
        with world.at(world.ago(days=days - 0.5)).transaction(secretary) as ctx:
            questions.accept_question(ctx, asked.question_id, version=1, text=text)


def _past(world: World, secretary: Actor, board: Actor) -> None:
    plan = _plan(
        world, days=-75, hour=8, kind=DialogueKind.NEEDED, title="Đối thoại về nước sạch và điện chiếu sáng",
        topics="Nước sạch cho bốn thôn phía đông\nĐèn đường trước trường học\nMương thoát nước khu chợ",
    )  # fmt: skip
    with world.at(world.ago(days=90)).transaction(secretary) as ctx:
        dialogue_id = services.plan_dialogue(ctx, plan)
        services.announce_dialogue(ctx, dialogue_id, version=1)
    question = "Đèn trước cổng trường tiểu học hỏng từ đầu năm, bao giờ thay?"
    with world.at(world.ago(days=80)).transaction(ANONYMOUS) as ctx:
        asked = questions.ask_question(ctx, AskQuestion(dialogue_id=dialogue_id, text=question, notice_version=NOTICE))
    with world.at(world.ago(days=79)).transaction(secretary) as ctx:
        questions.accept_question(ctx, asked.question_id, version=1, text=question)
    with world.at(world.ago(days=74)).transaction(secretary) as ctx:
        services.hold_dialogue(ctx, dialogue_id, version=2, attendance=138)
        questions.answer_question(
            ctx, asked.question_id, version=2, answer="Xã thay toàn bộ mười hai bóng trước năm học mới."
        )
    conclusions = (
        "Chủ tịch xã nhận sáu việc, ghi rõ người làm và hạn làm bên dưới.\n"
        "Việc giá nước thuộc thẩm quyền của tỉnh, xã gửi kiến nghị trong tháng và báo lại bà con."
    )
    with world.at(world.ago(days=70)).transaction(secretary) as ctx:
        services.save_conclusions(ctx, dialogue_id, version=3, conclusions=conclusions)
        services.conclude_dialogue(ctx, dialogue_id, version=4)
    _make_promises(world, secretary, board, dialogue_id)


def _make_promises(world: World, secretary: Actor, board: Actor, dialogue_id: UUID) -> None:
    today = local_date(world.now)
    made: list[tuple[str, str, int, str]] = [
        ("Thay mười hai bóng đèn đường trước trường tiểu học", "Phòng Kinh tế", -50, "kept"),
        ("Nạo vét 300 m mương thoát nước khu chợ", "Phòng Kinh tế", -20, "claimed"),
        ("Lập danh sách hộ chưa có nước sạch của bốn thôn phía đông", "Phòng Văn hóa – Xã hội", -30, "kept"),
        ("Đổ bê tông 400 m đường vào nghĩa trang", "Phòng Kinh tế", -5, "disputed"),
        ("Lắp mái che chỗ chờ ở bộ phận một cửa", "Trung tâm Phục vụ hành chính công", 20, "open"),
        ("Trồng lại hàng cây trước trạm y tế", "Đoàn Thanh niên xã", -10, "open"),
    ]
    assert world.commune_id is not None
    for text, owner, due_in, outcome in made:
        command = MakeCommitment(
            agency_id=world.commune_id, dialogue_id=dialogue_id, text=text, owner=owner,
            due_on=today + timedelta(days=due_in),
        )  # fmt: skip
        with world.at(world.ago(days=70)).transaction(secretary) as ctx:
            commitment_id = commitments.make_commitment(ctx, command)
        _settle(world, secretary, board, commitment_id, outcome)


_CLAIMS = {
    "kept": "Đã làm xong, nghiệm thu có Trưởng thôn ký.",
    "claimed": "Đã nạo vét xong toàn tuyến, đất thải đã chở đi.",
    "disputed": "Đã đổ xong 400 m, mặt đường rộng 3 m.",
}


def _settle(world: World, secretary: Actor, board: Actor, commitment_id: UUID, outcome: str) -> None:
    if outcome == "open":
        return
    with world.at(world.ago(days=8 if outcome != "kept" else 52)).transaction(secretary) as ctx:
        commitments.act_on_commitment(ctx, commitment_id, act=CommitmentAct.CLAIM, note=_CLAIMS[outcome], version=1)
    checks = {
        "kept": (CommitmentAct.CONFIRM, "Ban đã đến xem tận nơi, đủ như lời hứa."),
        "disputed": (CommitmentAct.DISPUTE, "Mới đổ được 250 m, đoạn gần cổng nghĩa trang vẫn là đất."),
    }
    if outcome in checks:
        act, note = checks[outcome]
        with world.at(world.ago(days=4 if outcome != "kept" else 48)).transaction(board) as ctx:
            commitments.act_on_commitment(ctx, commitment_id, act=act, note=note, version=2)
