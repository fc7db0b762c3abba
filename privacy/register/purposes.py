"""hồ sơ xử lý dữ liệu cá nhân: for what personal data are processed, why the law lets us, how long, who reads.

Data, not code: each purpose holds from a day on. 91/2025/QH15 art. 9, 14, 19; NĐ 356/2025 art. 4, 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from core.text import N_
from deadlines.states import Confidence
from privacy.states import Ground

DATA_LAW = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"
STATE_TASK = f"{DATA_LAW}, Điều 19 khoản 1 điểm c"
CONSENT = f"{DATA_LAW}, Điều 9; Nghị định 356/2025/NĐ-CP, Điều 6"
SINCE = date(2026, 1, 1)
R = Role


@dataclass(frozen=True, slots=True)
class Purpose:
    """mục đích xử lý. `kept`: rules of the retention schedule; `readers`: roles, empty when nobody reads it as such.

    `sensitive`: NĐ 356/2025 art. 4 counts it as sensitive.
    """

    code: str
    name: str
    why: str
    ground: Ground
    basis: tuple[str, ...]
    confidence: Confidence
    kept: tuple[str, ...]
    readers: tuple[Role, ...]
    sensitive: bool = False
    since: date = SINCE


_DESK = (R.INTAKE_CLERK, R.HANDLER, R.VERIFIER, R.LEADER)
_FILE = ("petition.formal", "petition.passed_on", "petition.ordinary")
_PETITIONS = (STATE_TASK, "Luật Tiếp công dân 42/2013/QH13; Luật Khiếu nại 02/2011/QH13; Luật Tố cáo 25/2018/QH14")
_DEMOCRACY = (STATE_TASK, "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15")
_SECURE = (f"{DATA_LAW}; Nghị định 356/2025/NĐ-CP",)


def _purpose(
    code: str, name: str, why: str, ground: Ground, basis: tuple[str, ...], kept: tuple[str, ...],
    readers: tuple[Role, ...], *, sensitive: bool = False, confidence: Confidence = Confidence.MED,
) -> Purpose:  # fmt: skip
    return Purpose(code, name, why, ground, basis, confidence, kept, readers, sensitive)


PURPOSES: tuple[Purpose, ...] = (
    _purpose(
        "content", N_("Nội dung đơn, phản ánh, kiến nghị và hồ sơ giải quyết"),
        N_("Để hiểu chuyện bà con nói và giải quyết. Trước khi phân loại thì khoá kín."),
        Ground.LAW, _PETITIONS, _FILE, _DESK, sensitive=True,
    ),
    _purpose(
        "contact", N_("Tên, số điện thoại, e-mail người gửi để lại"),
        N_("Để báo tin và hỏi lại. Không để lại vẫn theo dõi được đơn. Tự xoá được bất cứ lúc nào."),
        Ground.CONSENT, (CONSENT,), ("petition.identity", "opinion.identity", "question.identity"),
        (R.INTAKE_CLERK, R.HANDLER, R.VERIFIER),
    ),
    _purpose(
        "behalf", N_("Gửi thay ai, bao nhiêu người, ai đại diện, ai uỷ quyền"),
        N_("Luật hỏi khi nhiều người cùng gửi, khi gửi thay cơ quan, khi được uỷ quyền."),
        Ground.LAW, _PETITIONS, _FILE, (R.INTAKE_CLERK, R.HANDLER, R.VERIFIER),
    ),
    _purpose(
        "place", N_("Chỗ xảy ra chuyện"), N_("Để người xử lý tìm đúng nơi. Vị trí máy báo được làm tròn, bỏ được."),
        Ground.LAW, _PETITIONS, _FILE, _DESK, sensitive=True,
    ),
    _purpose(
        "files", N_("Ảnh, tệp, lời ghi âm kèm theo"),
        N_("Để thấy tận mắt. Bản cho người đọc đã bỏ nơi chụp, giờ chụp, tên máy. Không nhận ảnh giấy tờ tuỳ thân."),
        Ground.LAW, _PETITIONS, _FILE, _DESK, sensitive=True,
    ),
    _purpose(
        "papers", N_("Văn bản trả lời, quyết định, giấy giao nhận"),
        N_("Để ban hành, giao tận tay và lưu theo sổ văn thư."),
        Ground.LAW, _PETITIONS, _FILE, (*_DESK, R.RECORDS_CLERK),
    ),
    _purpose(
        "published", N_("Câu trả lời đã đăng, quyết định niêm yết"),
        N_("Để mọi người cùng biết. Tên, số điện thoại, địa chỉ người gửi đã che, hai người cùng duyệt."),
        Ground.LAW, _DEMOCRACY, (), (),
    ),
    _purpose(
        "tracking", N_("Số đơn và mã bí mật"),
        N_("Để bà con tự theo dõi. Mã chỉ lưu dưới dạng đã băm, không ai đọc lại được."),
        Ground.SECURITY, _SECURE, _FILE, (),
    ),
    _purpose(
        "notices", N_("Thư, tin nhắn gửi cho bà con và bà con gửi tới"),
        N_("Để báo tin. Gửi xong một thời gian thì xoá nơi gửi và lời."),
        Ground.CONSENT, (CONSENT,), ("notice.addresses", "texts.inbound"), (),
    ),
    _purpose(
        "opinion", N_("Ý kiến góp ý dự thảo"),
        N_("Để tiếp thu, giải trình. Ai góp ý không lưu cùng với lời góp ý. Người gửi xoá được lời của mình."),
        Ground.LAW, _DEMOCRACY, ("opinion.identity",), (R.PUBLISHER, R.RECORDS_CLERK, R.LEADER),
    ),
    _purpose(
        "question", N_("Câu hỏi gửi tới buổi đối thoại"),
        N_("Để trả lời tại buổi đối thoại. Thư ký viết lại không có tên người hỏi."),
        Ground.LAW, _DEMOCRACY, ("question.identity",), (R.DIALOGUE_SECRETARY,),
    ),
    _purpose(
        "survey", N_("Phiếu khảo sát, góp ý trong phiếu"),
        N_("Để biết bà con hài lòng đến đâu. Phiếu không ghi tên, không ghi máy, không ghi giờ chính xác."),
        Ground.LAW, (STATE_TASK, "Nghị định 118/2025/NĐ-CP"), (), (R.SURVEY_MANAGER,),
    ),
    _purpose(
        "intake", N_("Đơn ghi tại bàn, nhập từ sổ, quét từ giấy"),
        N_("Để đơn giấy, điện thoại cũng được giải quyết như đơn gửi qua mạng."),
        Ground.LAW, _PETITIONS, ("bulk.codes", "bulk.undecided", "draft.desk", "slips"), (R.INTAKE_CLERK,),
        sensitive=True,
    ),
    _purpose(
        "draft", N_("Đơn đang viết dở"), N_("Để mất mạng không mất chữ. Chỉ máy đang viết mở được."),
        Ground.SECURITY, _SECURE, ("draft.public",), (), sensitive=True,
    ),
    _purpose(
        "protection", N_("Bảo vệ người tố cáo: lời nhắn hai chiều, đề nghị bảo vệ, báo bị trả thù"),
        N_("Để người tố cáo và người thân được an toàn. Niêm phong, chỉ người được giao đích danh mở được."),
        Ground.LAW, (STATE_TASK, "Luật Tố cáo 25/2018/QH14, chương VI"), ("petition.formal",), (R.VERIFIER, R.LEADER),
        sensitive=True,
    ),
    _purpose(
        "request", N_("Yêu cầu về dữ liệu cá nhân"),
        N_("Để trả lời bà con đúng hạn. Không giữ ảnh giấy tờ: xem tại bàn rồi trả lại."),
        Ground.LAW, (f"{DATA_LAW}, Điều 4; Nghị định 356/2025/NĐ-CP, Điều 5",), ("request.file",),
        (R.DATA_PROTECTION_OFFICER,), confidence=Confidence.MED_HIGH,
    ),
    _purpose(
        "breach", N_("Sự cố dữ liệu cá nhân"), N_("Để chặn lại, báo cơ quan chuyên trách và người bị ảnh hưởng."),
        Ground.LAW, (f"{DATA_LAW}, Điều 23; Nghị định 356/2025/NĐ-CP, Điều 28",), (),
        (R.DATA_PROTECTION_OFFICER, R.LEADER), confidence=Confidence.HIGH,
    ),
    _purpose(
        "official", N_("Tài khoản, chức vụ của cán bộ"), N_("Để biết ai được làm việc gì, ai ký văn bản."),
        Ground.EMPLOYMENT, (STATE_TASK, "Luật Cán bộ, công chức"), ("session.ended", "inbox.seen", "reminders"),
        (R.COMMUNE_ADMIN, R.PROVINCE_ADMIN),
    ),
    _purpose(
        "acts", N_("Ai đã làm bước nào: nhật ký, dòng thời gian"),
        N_("Để có thể hỏi lại và không ai sửa được chuyện đã qua. Nhật ký không ghi nội dung đơn, không ghi tên dân."),
        Ground.LAW, (STATE_TASK,), ("presence",), (R.LOG_AUDITOR, R.DATA_PROTECTION_OFFICER),
    ),
    _purpose(
        "keys", N_("Khoá mật mã, dấu băm"), N_("Để khoá dữ liệu lại. Huỷ khoá là xoá dữ liệu."),
        Ground.SECURITY, _SECURE, ("throttle.codes", "networks"), (),
    ),
    _purpose(
        "officials_words", N_("Lời cán bộ, cơ quan viết ra công khai hoặc trong nội bộ"),
        N_("Để làm việc của xã: dự thảo, kết luận, cam kết, ghi chú. Có thể nêu tên người chịu trách nhiệm."),
        Ground.LAW, _DEMOCRACY, (), (),
    ),
)  # fmt: skip

BY_CODE = {purpose.code: purpose for purpose in PURPOSES}
