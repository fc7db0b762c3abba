"""Validated input about issued papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.states import IdentityReason
from feedback.issuing.states import Matter, Post, VoidReason
from feedback.papers.states import PaperKind, SenderShown, SignedAs


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """What a drafter says. `checks`: codes of the ticked items of the check-list."""

    kind: PaperKind
    signer_id: UUID | None = None
    signed_as: SignedAs = SignedAs.HEAD
    sender: SenderShown = SenderShown.BLANK
    reason: IdentityReason | None = None
    recipients: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GiveNumber:
    """Number and date by the records clerk. `entry_id`: a number that was kept for it."""

    paper_id: UUID
    version: int | None
    day: date
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenBook:
    """The register begins: up to which number the paper register had come this year."""

    agency_id: UUID
    year: int
    series: str
    last_number: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """A number kept for a paper to come, or for one written outside of the system."""

    agency_id: UUID
    series: str
    day: date
    about: str
    signer: str = ""
    recipients: str = ""


@dataclass(frozen=True, slots=True)
class VoidNumber:
    """A number that is not used: it stays in the register, and why."""

    reason: VoidReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody approves and signs for a leader, from a day to a day, in these matters."""

    agency_id: UUID
    giver_id: UUID
    delegate_id: UUID
    signed_as: SignedAs
    matters: tuple[Matter, ...]
    from_on: date
    until_on: date
    document_number: str
    document_on: date


@dataclass(frozen=True, slots=True)
class HoldPost:
    """Somebody has a post of the agency."""

    agency_id: UUID
    account_id: UUID
    post: Post
    title: str
    from_on: date
    until_on: date | None = None
