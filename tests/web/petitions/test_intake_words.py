"""What the citizen is told before writing and sending: what this is not, who else helps, what it takes."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from feedback.models import Petition
from feedback.queries import open_content
from feedback.states import Concerns
from tests.support.checking_client import Answer, CheckingClient
from tests.support.html import text
from tests.support.petitioning import Desk
from tests.web.petitions.test_writing import BASE, WHAT, send, write

pytestmark = pytest.mark.query_budget(20)
NOT_FORMAL = "chưa phải đơn khiếu nại, tố cáo theo luật"


def insets(page: Answer) -> list[str]:
    return [text(div) for div in page.all("div") if div.get("class") == "govuk-inset-text"]


def dials(page: Answer) -> set[str]:
    return {link for link in page.links() if link.startswith("tel:")}


@pytest.mark.parametrize("concerns", [Concerns.NOBODY, Concerns.INTAKE_DESK])
def test_that_it_is_no_formal_act_is_read_before_and_after_sending(
    client: CheckingClient, desk: Desk, concerns: Concerns
) -> None:
    for page in (client.get(BASE), write(client, concerns)):
        assert any(NOT_FORMAL in said for said in insets(page))
    receipt = client.submit(f"{BASE}/kiem-tra", {}, action=f"{BASE}/kiem-tra")
    number, code = text(receipt.one("p", class_="panel__code")), text(receipt.one("code"))
    tracked = client.submit("/tra-cuu", {"number": number, "code": code})
    for page in (receipt, tracked):
        assert any(NOT_FORMAL in said for said in insets(page))
        how = text(page.one("details", id="khieu-nai-to-cao"))
        assert "ký hoặc điểm chỉ" in how
        assert number in how  # so that the desk joins both
        assert ("Tỉnh Bắc Ninh" in how) is (concerns is Concerns.INTAKE_DESK)


def test_emergencies_come_before_the_first_word(client: CheckingClient, desk: Desk) -> None:
    assert {"tel:113", "tel:114", "tel:115", "tel:111"} <= dials(client.get(BASE))
    page = client.get(f"{BASE}/noi-khac")
    assert "public" in page.response.headers["Cache-Control"]
    assert {"tel:113", "tel:18001096"} <= dials(page)
    assert f"{BASE}/lien-quan" in page.links()  # whoever insists goes on
    client.get("/gui-don/99999/noi-khac", status=404)


def test_words_of_danger_or_of_a_dossier_bring_a_notice_and_stop_nobody(client: CheckingClient, desk: Desk) -> None:
    client.submit(f"{BASE}/lien-quan", {"concerns": "nobody"})
    page = client.submit(f"{BASE}/chuyen-gi", {"what": "Tôi nộp hồ sơ cấp sổ đỏ, giấy hẹn đã quá một tháng."})
    assert page.path == f"{BASE}/o-dau"
    assert "dichvucong.gov.vn" in page.text
    assert "tel:18001096" in dials(page)
    assert client.submit_on(page, {}).path == f"{BASE}/anh"
    page = client.submit(f"{BASE}/chuyen-gi", {"what": WHAT})
    assert "Có cách nhanh hơn" not in page.text


def test_the_wish_and_the_place_reach_the_reader(client: CheckingClient, desk: Desk) -> None:
    client.submit(f"{BASE}/lien-quan", {"concerns": "nobody"})
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT, "wanted": "Nạo vét cống."})
    client.submit(f"{BASE}/o-dau", {"place": "Ngã ba", "spot": "21.477318,106.123451"})
    assert "21.4773,106.1235" in client.get(f"{BASE}/o-dau").text  # rounded, and can be taken back
    checked = client.get(f"{BASE}/kiem-tra")
    for said in ("Nạo vét cống.", "Ngã ba", "21.4773,106.1235"):
        assert said in checked.text
    receipt = client.submit_on(checked, {}, action=f"{BASE}/kiem-tra")
    number, code = text(receipt.one("p", class_="panel__code")), text(receipt.one("code"))
    assert "Nạo vét cống." in client.submit("/tra-cuu", {"number": number, "code": code}).text
    with desk.runtime.reading() as ctx:
        petition_id = ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()
        content = open_content(ctx, petition_id).content
    assert (content.wanted, str(content.spot)) == ("Nạo vét cống.", "21.4773,106.1235")


def test_a_place_is_taken_back_and_a_wrong_one_is_not_kept(client: CheckingClient, desk: Desk) -> None:
    client.submit(f"{BASE}/lien-quan", {"concerns": "nobody"})
    client.submit(f"{BASE}/o-dau", {"spot": "21.4773,106.1235"})
    client.submit(f"{BASE}/o-dau", {"without_spot": "y"})
    assert "21.4773" not in client.get(f"{BASE}/o-dau").text
    for wrong in ("48.8566,2.3522", "nan,nan", "ở đây"):
        page = client.submit(f"{BASE}/o-dau", {"spot": wrong}, status=422)
        assert "không ở Việt Nam" in page.text
        client.submit_on(page, {})  # nobody is stuck


def test_sending_needs_no_place(client: CheckingClient, desk: Desk) -> None:
    send(client)


def test_without_a_phone_the_citizen_says_that_the_code_is_kept(client: CheckingClient, desk: Desk) -> None:
    asked, said = "mã này là cách duy nhất", "Bà con đã xác nhận giữ mã"
    send(client)
    receipt = client.get(f"{BASE}/da-gui")
    assert asked in receipt.text
    kept = client.submit_on(receipt, {}, action=f"{BASE}/da-giu-ma")
    assert said in kept.text
    assert asked not in kept.text
    send(client)  # another petition has another code
    assert asked in client.get(f"{BASE}/da-gui").text
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 2


def test_with_a_phone_number_and_code_are_enough(client: CheckingClient, desk: Desk) -> None:
    receipt = client.submit_on(write(client, phone="0900 000 001", consent="y"), {}, action=f"{BASE}/kiem-tra")
    assert receipt.path == f"{BASE}/da-gui"
    assert "da-giu-ma" not in receipt.text
