"""From one step of signing in to the next: the cookie, the device that is known, the page that follows."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, current_app, redirect, request, session, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from accounts import sessions, sign_in
from accounts.errors import PasskeyNeedsAddress
from accounts.passkeys import RelyingParty
from accounts.passwords import Passwords, passwords
from accounts.sessions import Login
from accounts.sign_in import Origin
from accounts.states import Step
from core.ids import random_symbols
from web import identity, keys_in_hand
from web.context import runtime, transaction
from web.languages import root_of_site
from web.security import LEFT

DEVICE_COOKIE = "may-quen"
_DEVICE_AGE = 180 * 24 * 3600
_DEVICE_NAMES = 8  # clerks who share a computer
_PAGES = {
    Step.SECOND_FACTOR: "staff_auth.second_factor",
    Step.NEW_PASSWORD: "staff_auth.new_password",
    Step.ENROLL: "staff_auth.enroll",
}


def hasher() -> Passwords:
    """The password hasher at this installation's cost."""
    settings = runtime().settings
    return passwords(settings.argon2_memory_kib, settings.argon2_time)


def own_path(target: str | None) -> str | None:
    """A path of this site to go on to, or None: never another host."""
    if not target or not target.startswith("/") or len(target) > 500:
        return None
    parts = urlsplit(target)
    foreign = parts.scheme or parts.netloc or target.startswith("//")
    return None if foreign or any(c in target for c in "\\\r\n\t") else target


def origin(user_name: str) -> Origin:
    """Where this attempt comes from."""
    known = _known_device()
    names = known.get("names", [])
    device = str(known["device"]) if _name_tag(user_name) in names else None
    return Origin(address=request.remote_addr, device=device, agent=device_name(request.user_agent.string))


def device_name(agent: str) -> str:
    """A browser as its owner would call it: "Chrome, Windows"."""
    browsers = (("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"),
                ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
               ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip
    browser = next((name for mark, name in browsers if mark in agent), "")
    system = next((name for mark, name in systems if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or "–"


def enter(token: str) -> Login:
    """The session reached a new step and has a new token: a fresh cookie, and a line in the log when it is complete."""
    onward_to = session.get("next")
    session.clear()
    login = identity.remember(token).login
    if onward_to:
        session["next"] = onward_to
    if login.step is Step.COMPLETE:
        with transaction() as ctx:
            sign_in.completed(ctx, account_id=login.account_id, session_id=login.session_id)
    return login


def keep_signed_in(token: str) -> None:
    """The complete session got a new token (new password, new factor): a fresh cookie, nothing else changes."""
    session.clear()
    identity.remember(token)


def go_on(login: Login) -> Response:
    """To the next step, or to where the person wanted to go."""
    if login.step is not Step.COMPLETE:
        return _redirect(url_for(_PAGES[login.step]))
    target = own_path(session.pop("next", None))
    response = _redirect(request.script_root + target if target else url_for("staff.today"))
    return know_device(response, login.user_name)


def to_sign_in() -> Response:
    """Back to the first step."""
    return _redirect(url_for("staff_auth.sign_in"))


def left_for_good() -> Response:
    """Signed out: back to the first step, and nothing of the work stays in this browser.

    The cookie that names a known device stays: it holds no secret, and without it others' guesses could lock one out.
    """
    response = keys_in_hand.take_away(to_sign_in())
    response.headers["Clear-Site-Data"] = LEFT
    return response


def at_step(step: Step) -> Login | None:
    """The session when it stands at exactly this step."""
    login = identity.current_login()
    return login if login is not None and login.step is step else None


def elsewhere() -> Response:
    """Someone opened a step's page that is not theirs now: to the right one."""
    login = identity.current_login()
    return go_on(login) if login else to_sign_in()


def know_device(response: Response, user_name: str) -> Response:
    """Remember that this person signed in from this browser: its attempts are counted apart from strangers'."""
    known = _known_device()
    names = [name for name in known.get("names", []) if name != _name_tag(user_name)]
    value = {
        "device": known.get("device") or random_symbols(16),
        "names": [*names, _name_tag(user_name)][-_DEVICE_NAMES:],
    }
    response.set_cookie(
        DEVICE_COOKIE, _signer().dumps(value), max_age=_DEVICE_AGE, path=root_of_site() or "/", httponly=True,
        samesite="Lax", secure=runtime().settings.secure_cookies,
    )  # fmt: skip
    return response


def take_challenge(login: Login) -> bytes | None:
    """The challenge of the passkey ceremony under way: used up by the first answer, right or wrong."""
    with transaction() as ctx:
        return sessions.take_challenge(ctx, login.session_id)


def relying_party() -> RelyingParty:
    """This installation as a browser names it, for passkeys. Raises PasskeyNeedsAddress without PUBLIC_URL."""
    address = runtime().settings.public_url
    if address is None:  # a passkey is bound to a name, and the Host header is only what the caller says
        raise PasskeyNeedsAddress
    parts = urlsplit(address)
    return RelyingParty(host=parts.hostname or "localhost", origin=f"{parts.scheme}://{parts.netloc}")


def _redirect(target: str) -> Response:
    response = redirect(target, code=303)
    assert isinstance(response, Response)
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known-device")


def _name_tag(user_name: str) -> str:
    return runtime().keys.tag("known-device", user_name.strip().lower().encode()).hex()[:16]


def _known_device() -> dict[str, list[str]]:
    try:
        known = _signer().loads(request.cookies.get(DEVICE_COOKIE, ""))
    except BadSignature:
        return {}
    return known if isinstance(known, dict) else {}
