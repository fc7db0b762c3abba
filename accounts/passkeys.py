"""Passkeys (WebAuthn): a security key or the lock of a phone or computer as second factor."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from accounts.errors import PasskeyRefused
from accounts.models import Account, Passkey
from accounts.queries import lock_account
from accounts.sessions import put_challenge
from accounts.sign_in import record_own
from accounts.totp import ISSUER
from core.context import Context
from core.crypto import new_key
from core.ids import uuid7

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

# `webauthn` is imported where it is used: with the certificate formats of every maker of keys it is the heaviest
# library of all (a seventh of the start, 9 MB), and most officials type a code.


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """This installation, as a browser knows it: the host name and the full origin."""

    host: str
    origin: str


def registration_options(ctx: Context, *, account_id: uuid.UUID, session_id: uuid.UUID, party: RelyingParty) -> str:
    """What the browser needs to make a passkey, as JSON; its challenge lasts five minutes and works once."""
    import webauthn

    challenge = new_key()
    put_challenge(ctx, session_id, challenge)
    account = ctx.session.execute(select(Account.user_name, Account.name).where(Account.id == account_id)).one()
    options = webauthn.generate_registration_options(
        rp_id=party.host, rp_name=ISSUER, user_id=account_id.bytes, user_name=account.user_name,
        user_display_name=account.name, challenge=challenge, exclude_credentials=_descriptors(ctx, account_id),
    )  # fmt: skip
    return webauthn.options_to_json(options)


def add_passkey(
    ctx: Context, *, account_id: uuid.UUID, challenge: bytes | None, party: RelyingParty, answer: str, name: str
) -> None:
    """Keep the passkey a browser has made for this challenge (`sessions.take_challenge`). Raises PasskeyRefused."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    lock_account(ctx, account_id)
    if challenge is None:
        raise PasskeyRefused
    try:
        made = webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=party.host, expected_origin=party.origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise PasskeyRefused from None
    if ctx.session.execute(select(Passkey.id).where(Passkey.credential_id == made.credential_id)).first():
        raise PasskeyRefused
    ctx.session.execute(
        insert(Passkey).values(
            id=uuid7(), account_id=account_id, credential_id=made.credential_id, sign_count=made.sign_count,
            public_key=made.credential_public_key, name=name[:60], created_at=ctx.now,
        )
    )  # fmt: skip
    record_own(ctx, account_id, "accounts:passkey:added")


def authentication_options(ctx: Context, *, account_id: uuid.UUID, session_id: uuid.UUID, party: RelyingParty) -> str:
    """What the browser needs to show one of the account's passkeys, as JSON."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    challenge = new_key()
    put_challenge(ctx, session_id, challenge)
    options = webauthn.generate_authentication_options(
        rp_id=party.host, challenge=challenge, allow_credentials=_descriptors(ctx, account_id),
        user_verification=UserVerificationRequirement.PREFERRED,
    )  # fmt: skip
    return webauthn.options_to_json(options)


def check_passkey(
    ctx: Context, *, account_id: uuid.UUID, challenge: bytes | None, party: RelyingParty, answer: str
) -> None:
    """Accept the answer of one of the account's passkeys to this challenge. Raises PasskeyRefused."""
    import webauthn
    from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    lock_account(ctx, account_id)
    if challenge is None:
        raise PasskeyRefused
    try:
        credential = parse_authentication_credential_json(answer)
        known = _find(ctx, account_id, base64url_to_bytes(credential.id))
        shown = webauthn.verify_authentication_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=party.host,
            expected_origin=party.origin, credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
        )  # fmt: skip
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise PasskeyRefused from None
    ctx.session.execute(
        update(Passkey).where(Passkey.id == known.id).values(sign_count=shown.new_sign_count, used_at=ctx.now)
    )


def _find(ctx: Context, account_id: uuid.UUID, credential_id: bytes) -> Passkey:
    p = Passkey
    found = ctx.session.execute(select(p).where(p.account_id == account_id, p.credential_id == credential_id))
    known = found.scalar_one_or_none()
    if known is None:
        raise PasskeyRefused
    return known


def _descriptors(ctx: Context, account_id: uuid.UUID) -> list[PublicKeyCredentialDescriptor]:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    rows = ctx.session.execute(select(Passkey.credential_id).where(Passkey.account_id == account_id))
    return [PublicKeyCredentialDescriptor(id=row.credential_id) for row in rows]
