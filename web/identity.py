"""Who is signed in, read from the session cookie (see web.staff.auth for signing in).

The cookie carries a random token; the database knows its hash, so that a session can be ended from anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import g
from flask_login import current_user, login_user

from accounts import sessions
from accounts.sessions import Limits, Login
from accounts.states import Step
from agencies.queries import AgencyCard, find_card_by_code
from core.actor import ANONYMOUS, SYSTEM, Actor
from core.context import Context
from web import keys_in_hand
from web.context import read_context, runtime
from web.extensions import db, login_manager

# A clerk's address changes with the network; the token alone is the proof (no guess by address and browser).
login_manager.session_protection = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What Flask-Login keeps for a request: the session's login and the token it came with."""

    login: Login
    token: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @property
    def actor(self) -> Actor | None:
        """The official; None until every step of signing in is done."""
        return self.login.actor

    def get_id(self) -> str:
        """Flask-Login's alternative token: what the cookie holds."""
        return self.token


def limits() -> Limits:
    """When sessions end by themselves here."""
    settings = runtime().settings
    return Limits(idle=settings.session_idle, absolute=settings.session_absolute)


def find_signed_in(token: str) -> SignedIn | None:
    """The session of a token, noting at most once a minute that the person is still there."""
    found = sessions.find_login(runtime().context(db.session(), ANONYMOUS), token, limits=limits())
    if found is None:
        return None
    if found.needs_touch:
        with runtime().transaction(SYSTEM) as ctx:
            sessions.touch(ctx, found.session_id)
    return SignedIn(found, token)


login_manager.user_loader(find_signed_in)


def remember(token: str) -> SignedIn:
    """Put a session's token into the cookie. The caller has just written that session."""
    db.session.rollback()  # a snapshot taken before the write would not see it
    user = find_signed_in(token)
    if user is None:
        raise LookupError("the session was just written")
    login_user(user)
    return user


def current_login() -> Login | None:
    """The session of this request, complete or not."""
    user = current_user._get_current_object()
    return user.login if isinstance(user, SignedIn) else None


def signed_in_actor() -> Actor:
    """The official of this request's session; ANONYMOUS when not (completely) signed in."""
    found = current_login()
    if found is None or found.actor is None or found.step is not Step.COMPLETE:
        return ANONYMOUS
    return replace(found.actor, secret=keys_in_hand.secret())


def show_home_agency(actor: Actor) -> None:
    """Name the official's own commune or province in the frame of the page; a view may name another."""
    if not actor.grants:
        return
    # A path is province.commune.hamlet: what lies inside a commune has no page of its own.
    code = actor.grants[0].path.split(".")[:2][-1]
    g.agency_card = find_card_by_code(read_context(), code)


def know_home_agency(ctx: Context) -> None:
    """The frame's card was read for this request: a page that speaks of the same agency reads it no second time."""
    card: AgencyCard | None = g.get("agency_card")
    if card is not None:
        ctx.once(("card", card.id), lambda: card)
