from __future__ import annotations

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.name_index import Entry, FormerName, NameIndex, UnitHit
from agencies.naming import split_name
from agencies.states import AgencyKind, SuccessionHow

SPACE = UUID(int=7)


def hit(name: str, province: str, code: str = "00000", former: FormerName | None = None) -> UnitHit:
    return UnitHit(uuid5(SPACE, name), code, AgencyKind.COMMUNE, name, province, False, "01.00000", former)


def entry(found: UnitHit, name: str | None = None, around: str = "") -> Entry:
    name = name or found.name
    return Entry(found, name, split_name(name)[1], around or found.province_name)


THUONG_HONG = hit("Phường Thượng Hồng", "Tỉnh Hưng Yên", "12127")
BACH_SAM = FormerName("Phường Bạch Sam", "Thị xã Mỹ Hào", "Tỉnh Hưng Yên", SuccessionHow.WHOLE)
TAN_AN = hit("Xã Tân An", "Tỉnh An Giang")
TANH_LINH = hit("Xã Tánh Linh", "Tỉnh Lâm Đồng")
YEN_THE = hit("Xã Yên Thế", "Tỉnh Bắc Ninh")
PART = FormerName("Xã Tân An", "Huyện Yên Dũng", "Tỉnh Bắc Giang", SuccessionHow.PART)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    old = hit("Phường Thượng Hồng", "Tỉnh Hưng Yên", "12127", BACH_SAM)
    share = hit("Xã Yên Thế", "Tỉnh Bắc Ninh", former=PART)
    return NameIndex(
        None,
        [
            entry(THUONG_HONG), entry(old, BACH_SAM.name, "Thị xã Mỹ Hào Tỉnh Hưng Yên"), entry(TAN_AN),
            entry(TANH_LINH), entry(YEN_THE), entry(share, PART.name, "Huyện Yên Dũng Tỉnh Bắc Giang"),
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["bach sam", "Bạch Sam", "sam bach", "BẠCH  SAM", "bac sa", "bạch sam, mỹ hào", "my hao hung yen bach"]
)
def test_the_old_name_leads_to_the_unit_of_today(index: NameIndex, typed: str) -> None:
    best = index.search(typed, limit=5)[0]
    assert best.name == "Phường Thượng Hồng"
    assert best.former == BACH_SAM


def test_a_wrong_kind_in_front_does_not_hide_the_unit(index: NameIndex) -> None:
    assert index.search("xã bạch sam", limit=5)[0].code == "12127"
    assert index.search("thị trấn yên thế", limit=5)[0].name == "Xã Yên Thế"


def test_todays_name_comes_before_an_old_one(index: NameIndex) -> None:
    assert [found.name for found in index.search("tân an", limit=5)] == ["Xã Tân An", "Xã Yên Thế"]


def test_a_whole_word_comes_before_its_beginning(index: NameIndex) -> None:
    assert index.search("xã tan", limit=1)[0].name == "Xã Tân An"


def test_each_unit_is_given_once(index: NameIndex) -> None:
    names = [found.name for found in index.search("hung yen", limit=5)]
    assert len(names) == len(set(names))
    assert names.count("Phường Thượng Hồng") == 1


def test_the_code_finds_it_too(index: NameIndex) -> None:
    assert index.search("12127", limit=5)[0].name == "Phường Thượng Hồng"


@pytest.mark.parametrize("typed", ["", " ", "x", "%", "zzzz", "bach zzzz", "'; --"])
def test_nothing_is_found_for_nothing(index: NameIndex, typed: str) -> None:
    assert index.search(typed, limit=5) == ()


@given(st.text(max_size=60))
def test_any_text_may_be_typed(text: str) -> None:
    found = NameIndex(None, [entry(THUONG_HONG), entry(TAN_AN)]).search(text, limit=1)
    assert len(found) <= 1


def test_the_label_names_the_province_in_a_sentence() -> None:
    assert THUONG_HONG.label == "Phường Thượng Hồng, tỉnh Hưng Yên"
    province = UnitHit(SPACE, "33", AgencyKind.PROVINCE, "Tỉnh Hưng Yên", "Tỉnh Hưng Yên", True, "33")
    assert province.label == "Tỉnh Hưng Yên"
