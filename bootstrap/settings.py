"""Configuration from the environment; every mistake is listed at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from accounts.states import Assurance


class SettingsError(Exception):
    """The environment holds mistakes; the message lists them all."""


@dataclass(frozen=True)
class SmtpSettings:
    """Where e-mail goes out."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True


@dataclass(frozen=True)
class SmsSettings:
    """The gateway that sends text messages, the secret of those it hands over, and the number people write to."""

    url: str
    token: str = field(repr=False)
    inbound_secret: str = field(default="", repr=False)
    number: str = ""


@dataclass(frozen=True)
class OidcSettings:
    """Signing in at the province's portal (OpenID Connect).

    `levels`: which of its words for assurance (`acr`) means which of ours; one that is not listed proves nothing.
    `second_factor`: after which of them officials show no factor of their own here.
    """

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    name: str = ""
    levels: tuple[tuple[str, Assurance], ...] = ()
    second_factor: tuple[str, ...] = ()
    citizens: bool = True

    def level_of(self, acr: str) -> Assurance:
        """What the portal's word means here."""
        return dict(self.levels).get(acr, Assurance.UNVERIFIED)


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between installations. Defaults are valid and safe."""

    data_dir: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    redis_url: str | None = None
    demo: bool = False
    smtp: SmtpSettings | None = None
    sms: SmsSettings | None = None
    oidc: OidcSettings | None = None
    trusted_proxies: tuple[str, ...] = ()
    session_idle: timedelta = timedelta(minutes=30)
    session_absolute: timedelta = timedelta(hours=12)
    argon2_memory_kib: int = 65536
    argon2_time: int = 3
    max_request_bytes: int = 24 * 1024 * 1024
    edge_cache_seconds: int = 10
    sends_per_hour: int = 30
    question_link_days: int = 30
    scan_folder: Path | None = None
    # One commune without its province on the machine: what concerns its leaders leaves sealed (docs/operations.md).
    commune_alone: bool = False
    # What speaks of somebody is taken at desks without a key of their own too: the server's keys alone guard it then.
    sealed_without_keys: bool = False
    # Of this run of the server, in memory only; the supervisor gives all its processes the same.
    boot_secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    testing: bool = False

    @property
    def secure_cookies(self) -> bool:
        """Cookies only over HTTPS when the public address is HTTPS."""
        return bool(self.public_url and self.public_url.startswith("https://"))

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read and check the environment. Raises SettingsError listing every mistake."""
        reader = _Reader(os.environ if environ is None else environ)
        data_dir = Path(reader.text("DATA_DIR", "data")).expanduser().absolute()
        demo = reader.flag("DEMO", False)
        values: dict[str, Any] = {
            "data_dir": data_dir,
            "database_url": reader.database_url(data_dir),
            "host": reader.text("HOST", "127.0.0.1"),
            "port": reader.integer("PORT", 8000, low=1, high=65535),
            "public_url": reader.public_url(),
            "redis_url": reader.text("REDIS_URL", "") or None,
            "demo": demo,
            "smtp": reader.smtp(),
            "sms": reader.sms(),
            "oidc": reader.oidc(),
            "trusted_proxies": reader.networks("TRUSTED_PROXIES"),
            "session_idle": timedelta(minutes=reader.integer("SESSION_IDLE_MINUTES", 30, low=1, high=1440)),
            "session_absolute": timedelta(hours=reader.integer("SESSION_ABSOLUTE_HOURS", 12, low=1, high=168)),
            "argon2_memory_kib": reader.integer("ARGON2_MEMORY_KIB", 65536, low=8, high=4194304),
            "argon2_time": reader.integer("ARGON2_TIME", 3, low=1, high=20),
            "max_request_bytes": reader.integer("MAX_REQUEST_MB", 24, low=1, high=200) * 1024 * 1024,
            "sends_per_hour": reader.integer("SENDS_PER_HOUR", 30, low=0, high=1_000_000),
            "question_link_days": reader.integer("QUESTION_LINK_DAYS", 30, low=1, high=90),
            "scan_folder": reader.scan_folder(data_dir / "may-quet" if demo else None),
            "commune_alone": reader.flag("COMMUNE_ALONE", False),
            "sealed_without_keys": reader.flag("SEALED_WITHOUT_KEYS", False),
            "boot_secret": reader.boot_secret(),
            "edge_cache_seconds": reader.integer("EDGE_CACHE_SECONDS", 10, low=0, high=3600),
        }
        reader.finish()
        return cls(**values)

    @classmethod
    def for_tests(cls, *, data_dir: Path, database_url: str, **changes: Any) -> Settings:
        """Settings for a test: cheap password hashing, no edge cache, desks that do without keys."""
        values: dict[str, Any] = {
            "data_dir": data_dir, "database_url": database_url, "public_url": "http://localhost:8000",
            "argon2_memory_kib": 8, "argon2_time": 1, "edge_cache_seconds": 0, "testing": True,
            "sealed_without_keys": True,  # tests of keys switch it off
        }  # fmt: skip
        return cls(**(values | changes))


class _Reader:
    """Reads variables and collects mistakes instead of stopping at the first."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._mistakes: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self._environ.get(name, "").strip() or default

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        raw = self.text(name, str(default))
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
            self._mistakes.append(f"{name}={raw!r}: a whole number from {low} to {high} is needed")
            return default
        return int(raw)

    def flag(self, name: str, default: bool) -> bool:
        raw = self.text(name, "1" if default else "0").lower()
        if raw not in ("0", "1", "true", "false", "yes", "no"):
            self._mistakes.append(f"{name}={raw!r}: 1 or 0 is needed")
        return raw in ("1", "true", "yes")

    def boot_secret(self) -> bytes:
        given = self.text("BOOT_SECRET", "")
        try:
            return bytes.fromhex(given) or secrets.token_bytes(32)
        except ValueError:
            return secrets.token_bytes(32)

    def scan_folder(self, default: Path | None) -> Path | None:
        raw = self.text("SCAN_FOLDER", "")
        if raw and not Path(raw).is_absolute():
            self._mistakes.append(f"SCAN_FOLDER={raw!r}: a folder from the root is needed, such as /srv/scans")
        return Path(raw) if raw else default

    def public_url(self) -> str | None:
        raw = self.text("PUBLIC_URL", "").rstrip("/")
        if not raw:
            return None
        parts = urlsplit(raw)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            self._mistakes.append(f"PUBLIC_URL={raw!r}: an address such as https://xa.tinh.gov.vn is needed")
        return raw

    def database_url(self, data_dir: Path) -> str:
        raw = self.text("DATABASE_URL", "") or f"sqlite:///{data_dir / 'app.sqlite3'}"
        if not raw.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            self._mistakes.append("DATABASE_URL: sqlite:///path or postgresql://… is needed")
        return raw.replace("postgresql://", "postgresql+psycopg://", 1)

    def networks(self, name: str) -> tuple[str, ...]:
        found = tuple(part.strip() for part in self.text(name, "").split(",") if part.strip())
        for part in found:
            try:
                ip_network(part)
            except ValueError:
                self._mistakes.append(f"{name}: {part!r} is not an address or network")
        return found

    def smtp(self) -> SmtpSettings | None:
        host = self.text("SMTP_HOST", "")
        if not host:
            return None
        sender = self.text("SMTP_FROM", "")
        if "@" not in sender:
            self._mistakes.append("SMTP_FROM: the sender's address is needed when SMTP_HOST is set")
        port = self.integer("SMTP_PORT", 587, low=1, high=65535)
        user, password = self.text("SMTP_USER", ""), self.text("SMTP_PASSWORD", "")
        return SmtpSettings(host, port, sender, user, password, self.flag("SMTP_STARTTLS", True))

    def sms(self) -> SmsSettings | None:
        url, token = self.text("SMS_GATEWAY_URL", ""), self.text("SMS_GATEWAY_TOKEN", "")
        secret, number = self.text("SMS_INBOUND_SECRET", ""), self.text("SMS_NUMBER", "")
        if not (url or token or secret or number):
            return None
        parts = urlsplit(url)
        here = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
            self._mistakes.append("SMS_GATEWAY_URL: https://… is needed (http:// only on this machine)")
        if not token:
            self._mistakes.append("SMS_GATEWAY_TOKEN: the gateway's token is needed")
        if secret and len(secret) < 20:
            self._mistakes.append("SMS_INBOUND_SECRET: at least 20 characters are needed")
        return SmsSettings(url, token, secret, number)

    def oidc(self) -> OidcSettings | None:
        issuer, client = self.text("OIDC_ISSUER", ""), self.text("OIDC_CLIENT_ID", "")
        if not (issuer or client):
            return None
        parts = urlsplit(issuer)
        here = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
            self._mistakes.append("OIDC_ISSUER: https://… is needed (http:// only on this machine)")
        if not client:
            self._mistakes.append("OIDC_CLIENT_ID: the name the portal gave this installation is needed")
        return OidcSettings(
            issuer, client, self.text("OIDC_CLIENT_SECRET", ""), self.text("OIDC_NAME", "") or "cổng của tỉnh",
            self._levels(), self._words("OIDC_SECOND_FACTOR"), self.flag("OIDC_CITIZENS", True),
        )  # fmt: skip

    def _levels(self) -> tuple[tuple[str, Assurance], ...]:
        known = {level.value: level for level in Assurance}
        found = []
        for pair in self._words("OIDC_LEVELS"):
            acr, _, level = pair.rpartition("=")
            if not acr or level not in known:
                self._mistakes.append(f"OIDC_LEVELS: {pair!r} is not ACR=LEVEL, LEVEL one of {', '.join(known)}")
            else:
                found.append((acr, known[level]))
        return tuple(found)

    def _words(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(name, "").split(",") if part.strip())

    def finish(self) -> None:
        if self._mistakes:
            raise SettingsError("\n".join(self._mistakes))
