"""All a service or query gets to know of the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from core.actor import Actor
from core.crypto import Keyring
from core.ports import FileStore, WordIndex


@dataclass(frozen=True, slots=True)
class Context:
    """Built by `bootstrap`: the open session, who acts, the moment, and the ports.

    Inside `transaction()` it may write and the entry point commits; elsewhere it only reads.
    """

    session: Session
    actor: Actor
    now: datetime
    keys: Keyring = field(repr=False)
    files: FileStore = field(repr=False)
    words: WordIndex = field(repr=False)
