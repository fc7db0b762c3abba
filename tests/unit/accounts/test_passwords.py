"""Hashing, and which passwords are refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import PasswordTooCommon, PasswordTooShort
from accounts.passwords import MINIMUM, Passwords, check_strength, is_guessable, new_one_time_password

CHEAP = Passwords(memory_kib=8, time_cost=1)


def test_a_password_fits_its_own_hash_only() -> None:
    stored = CHEAP.hash("mưa rơi trên mái tôn")
    assert stored.startswith("$argon2id$")
    assert CHEAP.verify(stored, "mưa rơi trên mái tôn")
    assert not CHEAP.verify(stored, "mưa rơi trên mái ngói")


def test_composed_and_decomposed_letters_are_one_password() -> None:
    assert CHEAP.verify(CHEAP.hash("trên mái tôn"), "trên mái tôn")


@pytest.mark.parametrize("stored", [None, "", "not a hash"])
def test_no_account_and_no_hash_never_fit(stored: str | None) -> None:
    assert not CHEAP.verify(stored, "mưa rơi trên mái tôn")


def test_a_hash_made_at_another_cost_is_outdated() -> None:
    stored = CHEAP.hash("mưa rơi trên mái tôn")
    assert not CHEAP.is_outdated(stored)
    assert Passwords(memory_kib=16, time_cost=1).is_outdated(stored)


def test_short_ones_are_refused_whatever_they_hold() -> None:
    with pytest.raises(PasswordTooShort):
        check_strength("Aa1!" * 2 + "xyz", user_name="hoa", name="Hoa")


@pytest.mark.parametrize(
    "password",
    [
        "matkhau12345", "Mật khẩu 2026", "password1234", "aaaaaaaaaaaa", "123456789012", "qwertyuiop12",
        "19/05/1990 12",
        "hoahoahoa2026", "nguyenthihoa1", "Nguyễn Thị Hoà", "tiepnhan12345", "ubndubndubnd", "abababababab",
        "0912345678901",
    ],
)  # fmt: skip
def test_the_first_guesses_are_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        check_strength(password, user_name="tiepnhan", name="Nguyễn Thị Hoà")


@pytest.mark.parametrize(
    "password", ["mưa rơi trên mái tôn", "con trâu là đầu cơ nghiệp", "xe đạp màu xanh lá", "tR9#kp!vQz2m"]
)
def test_a_sentence_or_a_random_one_is_accepted(password: str) -> None:
    check_strength(password, user_name="tiepnhan", name="Nguyễn Thị Hoà")


@given(st.text(min_size=MINIMUM, max_size=40))
def test_any_text_gets_an_answer(password: str) -> None:
    assert is_guessable(password) in (True, False)


def test_one_time_passwords_are_strong_and_different() -> None:
    made = {new_one_time_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_strength(password, user_name="x", name="X")
