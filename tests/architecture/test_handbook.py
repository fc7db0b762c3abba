"""The handbook's text and the scenes that make its pictures name the same things; no browser is started."""

from __future__ import annotations

from collections import Counter

from deadlines.data import RULES
from tools.handbook.scenes import SCENES
from web.staff.handbook.pages import FOLDER, PARTS, list_pages
from web.staff.handbook.text import Style


def test_every_file_is_a_page() -> None:
    assert len(list_pages()) == len(list(FOLDER.rglob("*.md")))
    assert {page.part for page in list_pages()} == set(PARTS)


def test_each_picture_has_one_scene_and_each_scene_its_picture() -> None:
    named = Counter(name for page in list_pages() for name in page.text.pictures())
    made = Counter(scene.name for scene in SCENES if scene.name)
    assert named == made


def test_each_number_on_a_picture_is_explained() -> None:
    explained = {name: count for page in list_pages() for name, count in page.text.pictures().items()}
    assert {scene.name: len(scene.marks) for scene in SCENES if scene.name} == explained


def test_links_lead_to_pages_and_terms_to_rules() -> None:
    addresses = {page.address for page in list_pages()}
    rules = {rule.id for rule in RULES}
    pieces = [piece for page in list_pages() for piece in page.text.pieces()]
    assert {piece.target for piece in pieces if piece.style is Style.LINK} <= addresses
    assert {piece.target for piece in pieces if piece.style in (Style.TERM, Style.BASIS)} <= rules
