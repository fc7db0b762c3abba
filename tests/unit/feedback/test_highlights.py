"""Hits are marked in the text as it was written."""

from __future__ import annotations

from feedback.highlights import Piece, excerpt, highlight
from feedback.queries.search import phrases_of


def marked(pieces: list[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


def test_words_are_marked_whatever_their_diacritics() -> None:
    assert marked(highlight("Đường đê ngập nước, đường tắc", phrases_of("duong NGẬP"))) == (
        "[Đường] đê [ngập] nước, [đường] tắc"
    )


def test_a_phrase_is_one_hit_and_only_in_its_order() -> None:
    assert marked(highlight("ngập nước. Nước ngập", phrases_of('"nuoc ngap"'))) == "ngập nước. [Nước ngập]"


def test_overlapping_hits_are_joined() -> None:
    assert marked(highlight("đường đê mới", phrases_of('"duong de" "de moi"'))) == "[đường đê mới]"


def test_parts_of_words_are_no_hits() -> None:
    assert marked(highlight("đường", phrases_of("duon"))) == "đường"


def test_an_excerpt_shows_the_first_hit_and_says_what_it_leaves_out() -> None:
    text = "chuyện dài " * 30 + "rác ứ cống " + "còn nữa " * 60
    shown = marked(excerpt(text, phrases_of("rac")))
    assert "[rác]" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 220


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert marked(excerpt("Cống tắc.\nNước ngập.", phrases_of("khac"))) == "Cống tắc. Nước ngập."
    assert excerpt("", phrases_of("khac")) == []
