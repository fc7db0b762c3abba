"""Going to the province's portal and coming back: what has to come back is sealed in the visitor's own cookie."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import request, session

from core.crypto import SealBroken
from core.ports import PortalAttempt, PortalIdentity, PortalPerson, PortalRefused, PortalUnavailable
from web.context import runtime
from web.portal.framing import current_site, public_base

LASTS = timedelta(minutes=10)
_LONGEST_PATH = 500


@dataclass(frozen=True, slots=True)
class Back:
    """Who came back, and the page they had left."""

    person: PortalPerson
    onward: str


def portal() -> PortalIdentity:
    """The portal of this installation. Raises PortalUnavailable when there is none."""
    found = runtime().portal
    if found is None:
        raise PortalUnavailable
    return found


def leave(purpose: str, *, back_to: str, onward: str) -> str:
    """Note that this visitor goes to the portal for `purpose`; gives where to send them. Raises PortalUnavailable."""
    address, attempt = portal().begin(back_to=back_to)
    keep(_KEY + purpose, {**asdict(attempt), "onward": onward}, lasts=LASTS)
    return address


def come_back(purpose: str, *, back_to: str) -> Back:
    """Who came back. What was noted is used up, whatever comes of it. Raises PortalRefused, PortalUnavailable."""
    noted = take(_KEY + purpose)
    if noted is None:
        raise PortalRefused
    onward = str(noted.pop("onward"))
    answer = {name: value for name, value in request.args.items() if name in ("state", "code", "iss", "error")}
    person = portal().finish(back_to=back_to, attempt=PortalAttempt(**noted), answer=answer, now=runtime().clock())
    return Back(person, onward)


def onward_of(purpose: str) -> str:
    """The page that was left, for going on without the portal; empty when nobody left."""
    noted = peek(_KEY + purpose)
    return str(noted["onward"]) if noted else ""


def here() -> str:
    """Where this site is reached, for addresses the portal sends visitors back to. Never from the Host header.

    Raises PortalUnavailable when the installation does not know its address.
    """
    site = current_site()
    base = public_base(site.card.id if site else None)
    if base is None:
        raise PortalUnavailable
    return base


def own_path(target: str | None) -> str:
    """A path of this site, without its root; empty for anything else: nobody is led to another host."""
    if not target or not target.startswith("/") or len(target) > _LONGEST_PATH:
        return ""
    parts = urlsplit(target)
    foreign = parts.scheme or parts.netloc or target.startswith("//")
    return "" if foreign or any(c in "\\\r\n\t" or not c.isprintable() for c in target) else target


def keep(name: str, values: dict[str, Any], *, lasts: timedelta) -> None:
    """Seal something into the visitor's cookie for a while."""
    until = (runtime().clock() + lasts).timestamp()
    plain = json.dumps({**values, "until": until}).encode()
    session[name] = base64.b85encode(runtime().keys.seal(name, plain, bound_to=name.encode())).decode()


def peek(name: str) -> dict[str, Any] | None:
    """What was sealed there; None when there is nothing, or its time is over."""
    sealed = session.get(name)
    if not isinstance(sealed, str):
        return None
    try:
        values: dict[str, Any] = json.loads(runtime().keys.open(name, base64.b85decode(sealed), bound_to=name.encode()))
    except (SealBroken, ValueError):
        return None
    return values if values.pop("until", 0) >= runtime().clock().timestamp() else None


def take(name: str) -> dict[str, Any] | None:
    """The same, once."""
    values = peek(name)
    session.pop(name, None)
    return values


_KEY = "cong-tinh-"
