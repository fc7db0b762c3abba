"""Every mistake in the environment is listed at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.states import Assurance
from bootstrap.settings import Settings, SettingsError


def test_an_empty_environment_is_valid_and_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_env({})
    assert settings.host == "127.0.0.1"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/app.sqlite3"
    assert settings.public_url is None
    assert settings.trusted_proxies == ()
    assert not settings.demo
    assert not settings.sealed_without_keys


def test_all_mistakes_are_listed_together() -> None:
    environ = {
        "PORT": "70000", "PUBLIC_URL": "xa.vn", "DATABASE_URL": "mysql://x", "SMTP_HOST": "mail",
        "TRUSTED_PROXIES": "10.0.0.0/8, nonsense", "DEMO": "maybe",
    }  # fmt: skip
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(environ)
    text = str(caught.value)
    for name in ("PORT", "PUBLIC_URL", "DATABASE_URL", "SMTP_FROM", "TRUSTED_PROXIES", "DEMO"):
        assert name in text
    assert len(text.splitlines()) == 6


def test_postgresql_means_psycopg_and_passwords_do_not_show() -> None:
    environ = {
        "DATABASE_URL": "postgresql://u:p@/db", "SMTP_HOST": "mail", "SMTP_FROM": "a@b.vn", "SMTP_PASSWORD": "hush",
    }  # fmt: skip
    settings = Settings.from_env(environ)
    assert settings.database_url == "postgresql+psycopg://u:p@/db"
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(("url", "secure"), [("https://xa.gov.vn", True), ("http://localhost:8000/", False)])
def test_cookies_are_secure_behind_https(url: str, secure: bool) -> None:
    settings = Settings.from_env({"PUBLIC_URL": url})
    assert settings.secure_cookies is secure
    assert settings.public_url == url.rstrip("/")


def test_a_gateway_for_text_messages_is_whole_or_not_there() -> None:
    assert Settings.from_env({}).sms is None
    whole = {"SMS_GATEWAY_URL": "https://cong.vn/gui", "SMS_GATEWAY_TOKEN": "hush-token"}
    settings = Settings.from_env({**whole, "SMS_INBOUND_SECRET": "hush-inbound-secret-1", "SMS_NUMBER": "8077"})
    assert settings.sms is not None
    assert settings.sms.number == "8077"
    assert "hush" not in repr(settings)
    for environ, name in (
        ({"SMS_GATEWAY_URL": "https://cong.vn"}, "SMS_GATEWAY_TOKEN"),
        ({"SMS_GATEWAY_TOKEN": "t"}, "SMS_GATEWAY_URL"),
        ({**whole, "SMS_GATEWAY_URL": "http://cong.vn/gui"}, "SMS_GATEWAY_URL"),
        ({**whole, "SMS_INBOUND_SECRET": "ngan"}, "SMS_INBOUND_SECRET"),
    ):
        with pytest.raises(SettingsError, match=name):
            Settings.from_env(environ)
    assert Settings.from_env({**whole, "SMS_GATEWAY_URL": "http://127.0.0.1:9000/sms"}).sms is not None


def test_a_portal_to_sign_in_at_is_described_whole_or_not_at_all() -> None:
    assert Settings.from_env({}).oidc is None
    given = {
        "OIDC_ISSUER": "https://sso.tinh.example", "OIDC_CLIENT_ID": "xa", "OIDC_CLIENT_SECRET": "hush",
        "OIDC_LEVELS": "urn:loa=2=vneid_2, sms=phone_code", "OIDC_SECOND_FACTOR": "urn:loa=2",
    }  # fmt: skip
    oidc = Settings.from_env(given).oidc
    assert oidc is not None
    assert (oidc.level_of("urn:loa=2"), oidc.level_of("sms")) == (Assurance.VNEID_2, Assurance.PHONE_CODE)
    assert (oidc.level_of("loa9"), oidc.level_of("")) == (Assurance.UNVERIFIED, Assurance.UNVERIFIED)
    assert oidc.second_factor == ("urn:loa=2",)
    assert "hush" not in repr(oidc)
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"OIDC_ISSUER": "http://sso.tinh.example", "OIDC_LEVELS": "loa2=king"})
    for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_LEVELS"):
        assert name in str(caught.value)
