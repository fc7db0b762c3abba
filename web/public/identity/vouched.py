"""Whom the portal vouched for in this browser: sealed in the cookie for an hour, attached to nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from accounts.states import Assurance
from core.ports import PortalPerson
from web.context import runtime
from web.portal.attempts import keep, peek, take

PURPOSE = "danh-tinh"
_KEY = "nguoi-cua-cong"
_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Vouched:
    """The person, and how surely the portal knows them."""

    issuer: str
    subject: str
    name: str
    level: Assurance


def offered_name() -> str:
    """What the portal is called, where citizens may sign in there; empty where they may not."""
    oidc = runtime().settings.oidc
    return oidc.name if oidc is not None and oidc.citizens and runtime().portal is not None else ""


def remember(person: PortalPerson) -> None:
    """Keep them in this browser. A name is needed: a petition carries it."""
    oidc = runtime().settings.oidc
    level = oidc.level_of(person.acr) if oidc else Assurance.UNVERIFIED
    values = {"issuer": person.issuer, "subject": person.subject, "name": person.name, "level": level.value}
    keep(_KEY, values, lasts=_LASTS)


def vouched() -> Vouched | None:
    """Who signed in; None when nobody did."""
    values = peek(_KEY)
    return Vouched(**{**values, "level": Assurance(values["level"])}) if values else None


def forget() -> None:
    """Leave nothing of it on this device."""
    take(_KEY)
