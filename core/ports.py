"""What the domains ask of the outside world; `infra` answers, `bootstrap` joins the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import DomainError
from core.text import N_

Clock = Callable[[], datetime]


class FileStore(Protocol):
    """Bytes by key. Callers seal personal content before they put it."""

    def put(self, data: bytes) -> str:
        """Store durably (on disk before it returns) and give the key. Raises StorageFull."""

    def get(self, key: str) -> bytes:
        """The bytes. Raises KeyError."""

    def delete(self, key: str) -> None:
        """Remove; silent when already gone."""


@dataclass(frozen=True, slots=True)
class MailMessage:
    """One e-mail; `message_id` is stable over retries so that the receiver can drop a double."""

    message_id: str
    to: str
    subject: str
    text: str


class Mailer(Protocol):
    """Sends one e-mail now."""

    def send(self, message: MailMessage) -> None:
        """Raises DeliveryFailed when it surely did not go, DeliveryUnknown when it may have."""


class TextMessenger(Protocol):
    """Sends one short text (SMS, Zalo) now."""

    def send(self, *, to: str, text: str) -> None:
        """Raises DeliveryFailed when it surely did not go, DeliveryUnknown when it may have."""


@dataclass(frozen=True, slots=True)
class Poster:
    """A sheet that asks people to scan a code; every word on it is ready to print."""

    agency: str
    portal: str
    place: str
    headline: str
    steps: tuple[str, str, str]
    address: str
    address_hint: str
    promise: str
    url: str
    language: str = "vi"
    # How to rate by text message; empty where nobody reads those.
    texting: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip to cut out: the address its code leads to, and the same address to type."""

    url: str
    address: str


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """Slips of one printing; the words are the same on all of them."""

    agency: str
    place: str
    headline: str
    hint: str
    once: str
    slips: tuple[Slip, ...]
    language: str = "vi"


class PosterMaker(Protocol):
    """Draws posters."""

    def slips(self, sheet: SlipSheet) -> bytes:
        """Slips to cut out, ten to an A4 page, as PDF."""

    def code(self, url: str) -> str:
        """The QR code of an address as SVG, to show on a screen."""

    def make(self, poster: Poster, *, paper: str, shape: str = "poster") -> bytes:
        """One poster as PDF; `paper` is "a4", "a5" or "a6", `shape` "poster" or "tent" (to fold and stand up)."""

    def bundle(self, posters: Sequence[Poster], *, paper: str, shape: str) -> bytes:
        """Many posters as one PDF, a page each."""

    def drawing(self, poster: Poster, *, paper: str, shape: str) -> bytes:
        """One poster as SVG."""


@dataclass(frozen=True, slots=True)
class PortalAttempt:
    """What must come back unchanged from a sign-in at the portal; kept sealed in the visitor's own cookie."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class PortalPerson:
    """Who the portal says signed in: `subject` is its own name for them, `acr` how surely it knows."""

    issuer: str
    subject: str
    acr: str
    name: str = ""


class PortalIdentity(Protocol):
    """Signing in at the province's portal: VNeID lies behind it, a commune may not ask it directly (Decree 69/2024)."""

    def begin(self, *, back_to: str) -> tuple[str, PortalAttempt]:
        """Where to send the visitor, and what has to come back. Raises PortalUnavailable."""

    def finish(self, *, back_to: str, attempt: PortalAttempt, answer: Mapping[str, str], now: datetime) -> PortalPerson:
        """Who came back with this answer. Raises PortalRefused, PortalUnavailable."""

    def end(self, *, back_to: str) -> str | None:
        """Where the portal's own session is ended; None when it offers no such place, or does not answer."""


class PortalUnavailable(DomainError):
    """The portal does not answer, or not as it should."""

    text = N_("Cổng tỉnh chưa trả lời. Thử lại sau, hoặc làm tiếp như thường, không cần tài khoản nào.")


class PortalRefused(DomainError):
    """What came back proves nothing: cancelled, too old, not meant for us, or changed on the way."""

    text = N_("Cổng tỉnh chưa xác nhận được. Có thể đã bấm huỷ, hoặc để quá lâu. Thử lại từ đầu.")


class DeliveryFailed(Exception):
    """The message surely did not leave: it may be tried again."""


class DeliveryUnknown(Exception):
    """The message may or may not have left: a person decides, nothing repeats it silently."""


class StorageFull(DomainError):
    """Too little room is left: what else is written (petitions above all) needs it."""

    text = N_(
        "Máy chủ sắp hết chỗ nên chưa nhận thêm tệp được. Gửi không kèm ảnh, hoặc gọi số điện thoại ở cuối trang."
    )
    field = "photos"


@dataclass(frozen=True, slots=True)
class IndexedText:
    """A text's words in their order, without diacritics; `rank` names it, newer is higher; `unit` says whose it is."""

    rank: int
    unit: UUID
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class WordQuery:
    """What is looked for: phrases (each of one word or more) that must all occur, in texts of any of the units."""

    phrases: Sequence[Sequence[str]]
    units: Sequence[UUID]


class WordIndex(Protocol):
    """Which texts hold which words. Written in the caller's own transaction; keeps words, never the texts."""

    def put(self, session: Session, texts: Sequence[IndexedText]) -> None:
        """Add texts that are not there yet."""

    def drop(self, session: Session, text: IndexedText) -> None:
        """Take a text out again; it must be given exactly as it was put."""

    def clear(self, session: Session) -> None:
        """Forget everything."""

    def newest(self, session: Session, query: WordQuery, *, below: int | None, most: int) -> Sequence[int]:
        """The ranks of the newest texts that match, newest first, after the one of rank `below`."""

    def merge_away(self, session: Session, *, begin: bool) -> bool:
        """Overwrite some of what was taken out earlier; whether there is more. `begin`: the first time."""
