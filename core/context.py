"""All a service or query gets to know of the world."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from core.actor import Actor
from core.crypto import Keyring
from core.ports import FileStore, WordIndex

T = TypeVar("T")


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
    # Sealed cases are taken where a desk has no key of its own: this installation knowingly does without.
    unkeyed: bool = field(default=False, kw_only=True)
    # What a page has read already. Only where a page is read: whoever writes reads everything as it is now.
    kept: dict[Hashable, Any] | None = field(default=None, repr=False, compare=False)

    def once(self, what: Hashable, read: Callable[[], T]) -> T:
        """What `read` gives: for a page, read the first time only, since its parts ask for the same things."""
        if self.kept is None:
            return read()
        if what not in self.kept:
            self.kept[what] = read()
        found: T = self.kept[what]
        return found
