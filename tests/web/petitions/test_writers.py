"""Who writes: alone, with others, for an organisation, with authority, or without a name."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from casework.behalf import Behalf
from casework.identity import Identity, has_identity, identity_to_compare
from casework.states import Writer
from feedback.models import Petition
from tests.support.checking_client import Answer, CheckingClient
from tests.support.html import text
from tests.support.petitioning import Desk
from tests.web.petitions.test_writing import BASE, WHAT

pytestmark = pytest.mark.query_budget(20)


def asked(client: CheckingClient, writer: Writer) -> Answer:
    """The page after saying who writes."""
    client.submit(f"{BASE}/lien-quan", {"concerns": "nobody"})
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT})
    return client.submit(f"{BASE}/nguoi-gui", {"writer": writer.value})


def sent(client: CheckingClient, desk: Desk, page: Answer, **typed: str) -> UUID:
    """The petition that came of it."""
    checked = client.submit_on(page, typed) if typed else page
    receipt = client.submit_on(checked, {}, action=f"{BASE}/kiem-tra")
    number = text(receipt.one("p", class_="panel__code"))
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()


def opened(desk: Desk, petition_id: UUID) -> Identity:
    with desk.runtime.reading() as ctx:
        left = identity_to_compare(ctx, petition_id)
    assert left is not None
    return left


def test_several_people_name_no_more_representatives_than_the_law_lets_them(client: CheckingClient, desk: Desk) -> None:
    page = asked(client, Writer.SEVERAL)
    three = {"people": "7", "representatives": "Bà Na\nÔng Ổi\nÔng Mít", "consent": "y"}
    refused = client.submit_on(page, three, status=422)
    assert "nhiều nhất 2 người đại diện" in text(refused.one("p", id="representatives-error"))
    assert "Ông Mít" in refused.text
    petition_id = sent(client, desk, refused, people="7", representatives="Bà Na\nÔng Ổi", consent="y")
    found = opened(desk, petition_id)
    assert found.behalf == Behalf(Writer.SEVERAL, people=7, representatives="Bà Na\nÔng Ổi")


@pytest.mark.parametrize("people", ["", "1", "bảy"])
def test_how_many_is_asked_in_figures(client: CheckingClient, desk: Desk, people: str) -> None:
    page = client.submit_on(asked(client, Writer.SEVERAL), {"people": people}, status=422)
    assert page.one("p", id="people-error")


def test_names_of_others_need_a_yes_too(client: CheckingClient, desk: Desk) -> None:
    page = client.submit_on(asked(client, Writer.AUTHORISED), {"authorised_by": "Bà Na"}, status=422)
    assert page.one("p", id="consent-error")
    found = opened(desk, sent(client, desk, page, authorised_by="Bà Na", consent="y"))
    assert found.behalf == Behalf(Writer.AUTHORISED, authorised_by="Bà Na")


def test_an_organisation_says_which(client: CheckingClient, desk: Desk) -> None:
    page = client.submit_on(asked(client, Writer.ORGANISATION), {}, status=422)
    found = opened(desk, sent(client, desk, page, organisation="Hợp tác xã Na"))
    assert found == Identity(behalf=Behalf(Writer.ORGANISATION, organisation="Hợp tác xã Na"))


def test_without_a_name_nothing_is_asked_and_nothing_kept(client: CheckingClient, desk: Desk) -> None:
    page = asked(client, Writer.ALONE)
    client.submit_on(page, {"name": "Bà Na", "phone": "0900 000 001", "consent": "y"})
    checked = client.submit(f"{BASE}/nguoi-gui", {"writer": "anonymous"})
    assert checked.path == f"{BASE}/kiem-tra"
    assert "Bà Na" not in checked.text
    assert "đơn chỉ được kiểm tra khi nội dung rõ và có bằng chứng" in checked.text
    assert client.get(f"{BASE}/lien-he", status=303).location == f"{BASE}/nguoi-gui"
    petition_id = sent(client, desk, checked)
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, petition_id)
