"""Validated input about official documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casework.states import IdentityReason
from feedback.papers.states import PaperKind, SenderShown, SignedAs


@dataclass(frozen=True, slots=True)
class WritePaper:
    """A document to be written. What is left empty stays dotted, for văn thư or by hand."""

    kind: PaperKind
    sender: SenderShown = SenderShown.BLANK
    reason: IdentityReason | None = None
    number: str = ""
    issued_on: date | None = None
    signed_as: SignedAs = SignedAs.HEAD
    title: str = ""
    signer: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
