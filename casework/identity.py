"""The sealed identity of a case: kept apart from the content, opened for a reason, each opening audited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from accounts.states import Assurance
from casework.behalf import UNSAID, Behalf
from casework.erasures.holds import refuse_if_held
from casework.erasures.ledger import note
from casework.erasures.states import Erased
from casework.errors import IdentityNotGiven
from casework.identities.errors import TwoPersonsNeeded
from casework.identities.standing import demand_two
from casework.locks.errors import CaseLocked
from casework.models import CaseIdentity
from casework.naming import digits_of, name_finder
from casework.policies import IdentityFacts, can_open_identity
from casework.safes import closed as safe
from casework.safes.keys import Safe
from casework.sealing import CaseKey, open_case_key
from casework.states import IdentityReason
from core import audit
from core.actor import ActorKind
from core.context import Context
from core.db import fetch, insert_row
from core.errors import Forbidden
from core.notices import forget_recipient
from core.text import fold

PART = "identity"
# In place of sealed words: they lie in a safe that two people open (docs/adr/0427).
IN_SAFE = b""
_SEALED = select(CaseIdentity.sealed).where(CaseIdentity.case_id == bindparam("case_id"))


@dataclass(frozen=True, slots=True)
class Identity:
    """What the person chose to leave. All of it may be empty.

    `level`: how surely it is known that they are who they say. `subject`: of a sign-in at the province's portal, a
    keyed hash that names nobody and differs from case to case; the same person signing in again gives the same one.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    behalf: Behalf = UNSAID
    level: Assurance = Assurance.UNVERIFIED
    subject: str = ""

    def is_empty(self) -> bool:
        """Whether nothing was left."""
        return self.behalf.is_empty() and not (self.name or self.phone or self.email or self.address or self.subject)

    def names_somebody(self) -> bool:
        """Whether a person can be known or reached by it: what the consent was for, and what is erased."""
        left = (self.name, self.phone, self.email, self.address, self.subject)
        return any((*left, self.behalf.representatives, self.behalf.authorised_by))


def keep_identity(
    ctx: Context, key: CaseKey, identity: Identity, *, inside: Safe | None = None, letter: str = ""
) -> None:  # fmt: skip
    """Seal and write what was left; nothing is written when nothing was.

    `inside`: it goes into a safe that takes two people; `letter`: what the sender wrote, to cover them in it later.
    """
    if identity.is_empty():
        return
    sealed = IN_SAFE if inside else key.seal_json(asdict(identity), part=PART)
    insert_row(ctx.session, CaseIdentity, {"case_id": key.case_id, "sealed": sealed})
    if inside:
        _put_in(ctx, key, inside, identity, letter)


def close_identity(ctx: Context, key: CaseKey, inside: Safe, letter: str) -> bool:
    """Put what lies under the case's key into a safe, where no single official opens it; gives whether it did."""
    left = _read(ctx, key.case_id, key=key) if lies_open(ctx, key.case_id) else None
    if left is None:
        return False
    ctx.session.execute(update(CaseIdentity).where(CaseIdentity.case_id == key.case_id).values(sealed=IN_SAFE))
    _put_in(ctx, key, inside, left, letter)
    return True


def is_in_safe(ctx: Context, case_id: UUID) -> bool:
    """Whether it takes two people's keys to know who sent it."""
    return fetch(ctx.session, _SEALED, case_id=case_id).scalar_one_or_none() == IN_SAFE


def lies_open(ctx: Context, case_id: UUID) -> bool:
    """Whether something was left that whoever has the case's key can read alone."""
    return bool(fetch(ctx.session, _SEALED, case_id=case_id).scalar_one_or_none())


def sign_identity(ctx: Context, key: CaseKey, *, name: str = "", address: str = "", letter: str = "") -> None:
    """Whoever signed is known by the paper: name and address take the place of what was left, the rest stays.

    The law asks for them (Complaints Act art. 8, Denunciation Act art. 23), no consent does. Nothing typed, nothing
    changes. Another name than the one that was verified is not verified.
    """
    if not (name.strip() or address.strip()):
        return
    if is_in_safe(ctx, key.case_id):  # whoever records it adds what the paper says, and sees nothing of the rest
        _put_in(ctx, key, safe.safe_of(ctx, key.case_id), Identity(name=name.strip(), address=address.strip()), letter)
        return
    left = _read(ctx, key.case_id, key=key) or Identity()
    ctx.session.execute(delete(CaseIdentity).where(CaseIdentity.case_id == key.case_id))
    signed = replace(left, name=name.strip() or left.name, address=address.strip() or left.address)
    if fold(signed.name) != fold(left.name):
        signed = replace(signed, level=Assurance.UNVERIFIED)
    keep_identity(ctx, key, signed)


def carry_identity(ctx: Context, case_id: UUID, key: CaseKey) -> None:
    """Seal who sent a case into another that goes on with it; nobody sees who that is."""
    if is_in_safe(ctx, case_id):
        insert_row(ctx.session, CaseIdentity, {"case_id": key.case_id, "sealed": IN_SAFE})
        safe.carry(ctx, case_id, key)
        return
    left = _read(ctx, case_id)
    if left is not None:
        keep_identity(ctx, key, left)


def has_identity(ctx: Context, case_id: UUID) -> bool:
    """Whether something was left."""
    return ctx.session.execute(select(CaseIdentity.case_id).where(CaseIdentity.case_id == case_id)).first() is not None


def names_somebody(ctx: Context, case_id: UUID, *, key: CaseKey | None = None) -> bool:
    """Whether anybody can be known or reached by what was left: a yes or no, for those who see none of it."""
    try:
        if is_in_safe(ctx, case_id):
            return safe.told_of(ctx, case_id, key=key).names
        identity = _read(ctx, case_id, key=key)
    except CaseLocked:  # they cannot tell, and shall not: that something was left is all there is
        return True
    return identity is not None and identity.names_somebody()


def erase_identity(ctx: Context, case_id: UUID, *, case_type: str, rule: str = "", again: bool = False) -> bool:
    """Erase whoever can be known by it, and the address of every notice; gives whether there was anybody.

    What is kept without consent too stays: that it was written for so many, or for an organisation. So does the case:
    its key, words and photos. Backups hold the old row until they rotate; a restored one erases it again by the ledger
    (`again`: this is that). `rule`: of the retention schedule. The caller decides who may, and writes timeline and
    audit. Raises CaseHeld. 91/2025/QH15 art. 4.
    """
    if not has_identity(ctx, case_id):
        return False
    if not again:
        refuse_if_held(ctx, case_id)
    try:
        identity = _read(ctx, case_id)
        if identity is None or not identity.names_somebody():
            return False
        kept = Identity(behalf=identity.behalf.without_people())
    except (CaseLocked, TwoPersonsNeeded):  # whoever decides on erasing reads nothing: all that was left goes, unseen
        kept = Identity()
    safe.take_out(ctx, case_id)
    ctx.session.execute(delete(CaseIdentity).where(CaseIdentity.case_id == case_id))
    if not kept.is_empty():
        keep_identity(ctx, open_case_key(ctx, case_id), kept)
    forget_recipient(ctx, subject_type=case_type, subject_id=case_id)
    if not again:
        note(ctx, Erased.IDENTITY, subject_type=case_type, subject_id=case_id, rule=rule)
    return True


def correct_identity(ctx: Context, case_id: UUID, *, name: str = "", phone: str = "") -> bool:
    """Put right what was left with a case; gives whether anything was there to put right. What is corrected is not
    verified any more. Raises CaseLocked. 91/2025/QH15 art. 4.
    """
    if not (name.strip() or phone.strip()) or not has_identity(ctx, case_id):
        return False
    key = open_case_key(ctx, case_id)
    if is_in_safe(ctx, case_id):
        _put_in(ctx, key, safe.safe_of(ctx, case_id), Identity(name=name.strip(), phone=phone.strip()))
        return True
    left = _read(ctx, case_id, key=key) or Identity()
    right = replace(left, name=name.strip() or left.name, phone=phone.strip() or left.phone, level=Assurance.UNVERIFIED)
    ctx.session.execute(delete(CaseIdentity).where(CaseIdentity.case_id == case_id))
    keep_identity(ctx, key, right)
    return True


def with_identity(ctx: Context, case_ids: Collection[UUID]) -> frozenset[UUID]:
    """With which of these cases something was left."""
    rows = ctx.session.execute(select(CaseIdentity.case_id).where(CaseIdentity.case_id.in_(case_ids)))
    return frozenset(rows.scalars())


def open_identity(
    ctx: Context, case_id: UUID, *, case_type: str, facts: IdentityFacts, reason: IdentityReason
) -> Identity:
    """Who sent it, for an official with a reason, inside `transaction()`: the opening is audited.

    Of a sealed case only while an opening that somebody else agreed to stands. Raises Forbidden, TwoPersonsNeeded,
    IdentityNotGiven. Personal data protection act (91/2025) art. 19; Denunciation Act art. 8, 56.
    """
    can_open_identity(ctx.actor, facts).demand()
    if facts.sealed:
        demand_two(ctx, case_id)
    identity = _read(ctx, case_id)
    audit.record(
        ctx, agency_id=facts.agency_id, action=f"{case_type}:identity:open", subject_type=case_type,
        subject_id=case_id, reason=reason.value,
    )  # fmt: skip
    if identity is None:
        raise IdentityNotGiven
    return identity


def identity_for_notice(ctx: Context, case_id: UUID, *, case_type: str, agency_id: UUID) -> Identity | None:
    """Where to send a notice, for the system alone; that it was used is audited. None when nothing was left, or it lies
    in a safe, which the system has no key of.
    """
    if ctx.actor.kind is not ActorKind.SYSTEM:
        raise Forbidden
    if is_in_safe(ctx, case_id):
        return None
    identity = _read(ctx, case_id)
    if identity is not None:
        audit.record(
            ctx, agency_id=agency_id, action=f"{case_type}:identity:notice", subject_type=case_type, subject_id=case_id
        )
    return identity


def phone_tag(ctx: Context, case_id: UUID, *, purpose: str, agency_id: UUID) -> bytes | None:
    """The blind index of the phone left with a case: what `tag_phone` gives for the same number. None when none was.

    Nobody sees the number: it goes from its seal into the keyed hash.
    """
    identity = None if is_in_safe(ctx, case_id) else _read(ctx, case_id)
    return tag_phone(ctx, identity.phone, purpose=purpose, agency_id=agency_id) if identity else None


def tag_phone(ctx: Context, phone: str, *, purpose: str, agency_id: UUID) -> bytes | None:
    """A keyed hash of a phone number, another one at each agency; None when it holds too few digits to be one."""
    national = digits_of(phone)
    return ctx.keys.tag(purpose, agency_id.bytes + national.encode()) if len(national) >= 9 else None


def tag_subject(ctx: Context, case_id: UUID, *, issuer: str, subject: str) -> str:
    """The keyed hash of a portal's sign-in for one case: nothing links it to the same person's other cases."""
    return ctx.keys.tag("case-subject", case_id.bytes + issuer.encode() + b"\n" + subject.encode()).hex()


def identity_to_compare(ctx: Context, case_id: UUID) -> Identity | None:
    """Who sent it, for `casework.matching` alone: it says how well something fits, never what is here.

    Raises TwoPersonsNeeded when it lies in a safe that nobody opened for the actor.
    """
    return _read(ctx, case_id)


def _read(ctx: Context, case_id: UUID, *, key: CaseKey | None = None) -> Identity | None:
    sealed = fetch(ctx.session, _SEALED, case_id=case_id).scalar_one_or_none()
    if sealed is None:
        return None
    if sealed == IN_SAFE:
        return _read_safe(ctx, case_id)
    return _identity((key or open_case_key(ctx, case_id)).open_json(sealed, part=PART))


def _read_safe(ctx: Context, case_id: UUID) -> Identity:
    """What was put in first, with whatever was added later in its place. Raises TwoPersonsNeeded."""
    try:
        first, *added = [_identity(one) for one in safe.read_closed(ctx, case_id)]
    except CaseLocked:
        raise TwoPersonsNeeded from None
    for one in added:
        said = {name: value for name in ("name", "phone", "address") if (value := getattr(one, name))}
        first = replace(first, **said, level=Assurance.UNVERIFIED)
    return first


def _put_in(ctx: Context, key: CaseKey, inside: Safe, identity: Identity, letter: str = "") -> None:
    words = asdict(identity)
    find = name_finder(words)
    found = dict.fromkeys(one.group() for one in find.finditer(letter)) if find else {}
    safe.put_in(ctx, key, inside, words, safe.Told(identity.names_somebody(), tuple(found)))


def _identity(values: dict[str, Any]) -> Identity:
    # What was kept before there were levels has none.
    level = Assurance(values.get("level", Assurance.UNVERIFIED))
    return Identity(**{**values, "behalf": Behalf.read(values.get("behalf")), "level": level})
