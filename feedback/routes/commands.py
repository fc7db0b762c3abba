"""Validated input of the acts that lead a petition elsewhere, apart, or together with another."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from feedback.routes.states import TransferReason
from feedback.states import Concerns, Field, PetitionKind, Urgency


@dataclass(frozen=True, slots=True)
class Transfer:
    """To which desk, and the words the sender reads. `document_number`: of the letter it goes with, if there is one."""

    to_agency_id: UUID
    text: str
    reason: TransferReason = TransferReason.COMPETENCE
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the petitions that a petition is split into.

    `kind` is a suggestion while `field` or `urgency` is missing; with both it is triaged at once.
    """

    what: str
    title: str = ""
    concerns: Concerns = Concerns.NOBODY
    kind: PetitionKind | None = None
    field: Field | None = None
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Into which petition, and why it is the same matter. `same_sender` is the clerk's word, after looking at both."""

    main_id: UUID
    text: str
    same_sender: bool = False
