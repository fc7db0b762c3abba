"""The kinds of acts in plain words. A kind not listed here is shown as it is written in the log."""

from __future__ import annotations

from flask_babel import gettext

from accounts.records import Entry
from casework.states import IdentityReason
from core.actor import ActorKind
from core.text import N_
from feedback.issuing.states import PaperAct
from feedback.proceedings.states import Step
from web.formatting import label

_ACTORS = {ActorKind.CITIZEN: N_("Người dân"), ActorKind.SYSTEM: N_("Hệ thống"), ActorKind.OFFICIAL: N_("Cán bộ")}
_WHOLE = {
    "accounts:account:created": N_("Tạo tài khoản"),
    "accounts:account:disabled": N_("Khóa tài khoản"),
    "accounts:account:enabled": N_("Mở lại tài khoản"),
    "accounts:account:renamed": N_("Sửa họ tên"),
    "accounts:role:granted": N_("Cấp vai trò"),
    "accounts:role:revoked": N_("Thu vai trò"),
    "accounts:session:started": N_("Đăng nhập"),
    "accounts:session:ended_everywhere": N_("Thoát ở mọi nơi"),
    "accounts:password:changed": N_("Đổi mật khẩu của mình"),
    "accounts:password:reset": N_("Cấp mật khẩu dùng một lần"),
    "accounts:factor:reset": N_("Đặt lại bước xác thực"),
    "accounts:totp:added": N_("Thiết lập ứng dụng tạo mã"),
    "accounts:totp:removed": N_("Bỏ ứng dụng tạo mã"),
    "accounts:passkey:added": N_("Thêm khóa đăng nhập"),
    "accounts:passkey:removed": N_("Bỏ khóa đăng nhập"),
    "accounts:portal:linked": N_("Gắn tài khoản cổng tỉnh"),
    "accounts:portal:unlinked": N_("Bỏ gắn tài khoản cổng tỉnh"),
    "accounts:portal:entered": N_("Đăng nhập qua cổng tỉnh"),
    "accounts:recovery_codes:printed": N_("In mã dự phòng"),
    "accounts:recovery_code:used": N_("Dùng mã dự phòng"),
    "portal:frame:drafted": N_("Khung cổng tỉnh: soạn"),
    "portal:frame:published": N_("Khung cổng tỉnh: đưa lên trang"),
    "portal:frame:dropped": N_("Khung cổng tỉnh: bỏ bản soạn"),
    "portal:frame:taken_down": N_("Khung cổng tỉnh: gỡ"),
    "portal:address:added": N_("Địa chỉ của đơn vị: thêm"),
    "portal:address:main": N_("Địa chỉ của đơn vị: đặt làm chính"),
    "portal:address:removed": N_("Địa chỉ của đơn vị: bỏ"),
    "feedback:intake_batch:check": N_("Nhập nhiều đơn: kiểm tra tệp"),
    "feedback:intake_batch:begin": N_("Nhập nhiều đơn: bắt đầu nhập"),
    "feedback:intake_batch:finish": N_("Nhập nhiều đơn: nhập xong"),
    "feedback:intake_batch:drop": N_("Nhập nhiều đơn: bỏ tệp"),
    "feedback:intake_batch:show_codes": N_("Nhập nhiều đơn: mở mã bí mật"),
    "feedback:intake_batch:forget_codes": N_("Nhập nhiều đơn: xoá mã bí mật"),
    "feedback:scan:arrive": N_("Giấy quét: lấy về"),
    "feedback:scan:open": N_("Giấy quét: xem"),
    "feedback:scan:entered": N_("Giấy quét: ghi thành đơn mới"),
    "feedback:scan:joined": N_("Giấy quét: gắn vào đơn có sẵn"),
    "feedback:scan:discarded": N_("Giấy quét: bỏ"),
    "feedback:proceeding:formalise": N_("Khiếu nại, tố cáo: ghi nhận chữ ký"),
    "feedback:proceeding:name_decider": N_("Khiếu nại, tố cáo: cử người giải quyết"),
    "feedback:proceeding:name_member": N_("Khiếu nại, tố cáo: cử người xác minh"),
    "feedback:proceeding:drop_member": N_("Khiếu nại, tố cáo: thôi cử người xác minh"),
    "feedback:confided:open": N_("Hồ sơ kín: mở"),
    "feedback:confided:write": N_("Hồ sơ kín: ghi"),
    "casework:desk_key:make": N_("Khoá hồ sơ kín: đặt khoá cho bàn"),
    "casework:desk_key:hand": N_("Khoá hồ sơ kín: trao khoá"),
    "casework:desk_key:keep": N_("Khoá hồ sơ kín: nhận giữ nửa khoá"),
    "casework:desk_key:return": N_("Khoá hồ sơ kín: trao nửa khoá"),
    "casework:desk_key:join": N_("Khoá hồ sơ kín: ghép hai nửa khoá"),
}

_PROCEEDING, _STEPS = "feedback:proceeding", {step.value for step in Step}
_OFFICIAL_PAPER, _PAPER_ACTS = "feedback:official_paper", {act.value for act in PaperAct}
# Subject and verb apart: a kind of act reads "Đối thoại: thông báo".
_SUBJECTS = {
    "agencies:agency": N_("Đơn vị"),
    "agencies:service_point": N_("Điểm phục vụ"),
    "consultations:group": N_("Nhóm ý kiến"),
    "consultations:item": N_("Lấy ý kiến"),
    "consultations:opinion": N_("Ý kiến của dân"),
    "consultations:result": N_("Kết quả lấy ý kiến"),
    "deadlines:calendar": N_("Lịch nghỉ"),
    "deadlines:clock": N_("Thời hạn của đơn"),
    "deadlines:rule": N_("Số ngày theo luật"),
    "dialogue:commitment": N_("Việc đã hứa"),
    "dialogue:dialogue": N_("Đối thoại"),
    "dialogue:question": N_("Câu hỏi đối thoại"),
    "disclosures:item": N_("Mục công khai"),
    "disclosures:legal_item": N_("Danh mục phải công khai"),
    "accounts:tie": N_("Quan hệ của cán bộ"),
    "feedback:erasure": N_("Yêu cầu xoá thông tin"),
    "feedback:letters": N_("Thư hàng loạt"),
    "feedback:paper": N_("Văn bản của đơn"),
    _OFFICIAL_PAPER: N_("Văn bản đi"),
    "feedback:delivery": N_("Giao văn bản"),
    "feedback:posting": N_("Niêm yết"),
    "feedback:register": N_("Sổ văn bản đi"),
    "feedback:delegation": N_("Uỷ quyền ký"),
    "feedback:post": N_("Chức vụ người ký"),
    "feedback:answer_way": N_("Cách trả lời đơn"),
    "feedback:ground": N_("Danh mục căn cứ"),
    "feedback:petition": N_("Đơn thư"),
    _PROCEEDING: N_("Khiếu nại, tố cáo"),
    "feedback:template": N_("Mẫu văn bản"),
    "petition:identity": N_("Người gửi đơn"),
    "surveys:answers": N_("Phiếu khảo sát"),
    "surveys:comment": N_("Góp ý trong phiếu"),
    "surveys:draft": N_("Bản thảo phiếu khảo sát"),
    "surveys:form": N_("Bản phiếu khảo sát"),
    "surveys:kiosk": N_("Máy đặt tại quầy"),
    "surveys:naming": N_("Nêu tên người ở quầy"),
    "surveys:slips": N_("Mã dùng một lần"),
}
_VERBS = {
    "accept": N_("nhận"),
    "announce": N_("thông báo"),
    "answer": N_("trả lời"),
    "answer_published": N_("công khai câu trả lời"),
    "begin": N_("bắt đầu soạn"),
    "approve": N_("duyệt"),
    "arrive": N_("nhận từ nơi khác chuyển tới"),
    "ask": N_("hỏi"),
    "assign": N_("giao việc"),
    "cancel": N_("hủy"),
    "change": N_("sửa"),
    "claim": N_("báo đã xong"),
    "close": N_("đóng"),
    "code_ask": N_("đối chiếu người mất mã"),
    "code_confirm": N_("đồng ý cấp lại mã"),
    "code_issue": N_("cấp lại mã bí mật"),
    "code_mismatch": N_("đối chiếu người mất mã, chưa khớp"),
    "code_refuse": N_("không đồng ý cấp lại mã"),
    "closed": N_("chốt sổ"),
    "conclude": N_("công bố kết quả"),
    "confirm": N_("xác nhận"),
    "create": N_("tạo"),
    "decline": N_("không đưa vào"),
    "delete": N_("xóa"),
    "describe": N_("ghi tiếp thu, giải trình"),
    "discard": N_("bỏ bản nháp"),
    "dispute": N_("chưa đồng ý"),
    "draft": N_("soạn"),
    "drop": N_("không làm nữa"),
    "edit": N_("sửa"),
    "end": N_("kết thúc"),
    "erase_contact": N_("người gửi xoá cách liên lạc"),
    "erase_identity": N_("xoá danh tính người gửi"),
    "excluded": N_("loại"),
    "extend": N_("gia hạn"),
    "file": N_("lưu đơn"),
    "forward": N_("chuyển nơi khác"),
    "group": N_("xếp nhóm"),
    "guide": N_("hướng dẫn"),
    "hand_over": N_("đưa biên nhận"),
    "hand_out": N_("tải về"),
    "hide": N_("không hiện"),
    "hold": N_("diễn ra"),
    "joined": N_("có đơn khác gộp vào"),
    "link": N_("gộp vào đơn khác"),
    "make": N_("ghi"),
    "meet": N_("hoàn thành"),
    "merge": N_("sáp nhập"),
    "notice": N_("báo tin"),
    "open": N_("mở"),
    "accused": N_("khai đơn nói về ai"),
    "stand_aside": N_("xin thôi vì liên quan"),
    "declare": N_("kê khai"),
    "copy_make": N_("làm bản lược tên"),
    "copy_approve": N_("cho đọc bản lược tên"),
    "copy_return": N_("trả lại bản lược tên"),
    "copy_name": N_("nêu tên người đọc bản lược"),
    "copy_drop": N_("bỏ tên người đọc bản lược"),
    "copy_read": N_("đọc bản lược tên"),
    "copy_withdraw": N_("thu lại bản lược tên"),
    "opening_ask": N_("đề nghị mở danh tính người gửi"),
    "opening_approve": N_("đồng ý mở danh tính người gửi"),
    "opening_refuse": N_("không đồng ý mở danh tính người gửi"),
    "opening_withdraw": N_("rút đề nghị mở danh tính"),
    "opening_lapse": N_("đề nghị mở danh tính hết hạn"),
    "opening_shut": N_("khép lại danh tính người gửi"),
    "paper_begun": N_("bắt đầu soạn văn bản"),
    "part": N_("tách ra từ đơn khác"),
    "pause": N_("tạm dừng"),
    "pair": N_("ghép"),
    "plan": N_("lên kế hoạch"),
    "postpone": N_("hoãn"),
    "prepare": N_("chuẩn bị"),
    "propose": N_("trình duyệt"),
    "release": N_("trả về bàn tiếp nhận"),
    "publish": N_("đăng"),
    "read": N_("đọc"),
    "read_signed": N_("tải bản đã ký"),
    "give": N_("giao"),
    "revoke": N_("thu hồi"),
    "reserve": N_("giữ số"),
    "use": N_("ghi đã dùng số giữ"),
    "recall": N_("lấy lại từ nơi đã chuyển"),
    "receive": N_("nhận"),
    "record": N_("ghi tại bàn tiếp nhận"),
    "refuse": N_("không xử lý"),
    "rename": N_("đổi tên"),
    "replace": N_("thay bản mới"),
    "resume": N_("chạy tiếp"),
    "return": N_("trả lại"),
    "revise": N_("sửa"),
    "set": N_("đặt"),
    "share": N_("trả lời chung với đơn khác"),
    "show": N_("cho hiện"),
    "sign": N_("ghi về chữ ký"),
    "split": N_("tách"),
    "transfer": N_("chuyển tới bàn khác"),
    "unlink": N_("bỏ gộp"),
    "start": N_("bắt đầu"),
    "stop": N_("dừng"),
    "submit": N_("gửi"),
    "supplement": N_("bổ sung"),
    "suspect": N_("đánh dấu nghi vấn"),
    "triage": N_("phân loại"),
    "update": N_("sửa"),
    "valid": N_("coi là hợp lệ"),
    "extended": N_("gia hạn"),
    "reweighed": N_("đổi mức thời hạn"),
    "vary": N_("đổi loại vụ việc"),
    "void": N_("huỷ bản ghi nhầm"),
    "withdraw": N_("rút"),
    "write": N_("soạn"),
    "address": N_("lấy địa chỉ người gửi từ đơn"),
    "fail": N_("không tới được"),
    "miss": N_("người nhận vắng mặt"),
    "post": N_("bắt đầu niêm yết"),
    "print": N_("in phong bì, phiếu"),
    "reach": N_("đã nhận"),
    "remove": N_("gỡ sớm"),
    "send": N_("gửi đi"),
    "write_conclusions": N_("ghi kết luận"),
}


def act_text(entry: Entry) -> str:
    """What was done."""
    if entry.action in _WHOLE:
        return str(gettext(_WHOLE[entry.action]))
    subject, _, verb = entry.action.rpartition(":")
    if subject == _OFFICIAL_PAPER and verb in _PAPER_ACTS:
        return f"{gettext(_SUBJECTS[subject])}: {label(PaperAct(verb)).lower()}"
    if subject == _PROCEEDING and verb in _STEPS:
        return f"{gettext(_SUBJECTS[subject])}: {label(Step(verb)).lower()}"
    if subject in _SUBJECTS and verb in _VERBS:
        return f"{gettext(_SUBJECTS[subject])}: {gettext(_VERBS[verb])}{_why(entry)}"
    return entry.action


def _why(entry: Entry) -> str:
    """Why an identity was opened; nothing for a reason that is not of the list."""
    known = {member.value for member in IdentityReason}
    return f" ({label(IdentityReason(entry.reason)).lower()})" if entry.reason in known else ""


def actor_text(entry: Entry) -> str:
    """Who did it: an official by name, a citizen never."""
    if entry.actor_kind is ActorKind.OFFICIAL and entry.actor_name:
        return entry.actor_name
    return str(gettext(_ACTORS[entry.actor_kind]))
