"""What stands above and under a signature, by the form of signing and the signer's post (Decree 30/2020, annex I)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.queries import names_of
from core.context import Context
from feedback.issuing.delegations import DelegationView, post_of
from feedback.papers.states import SignedAs
from feedback.papers.wording import SIGNATURES


@dataclass(frozen=True, slots=True)
class Signature:
    """quyền hạn, chức vụ, họ tên."""

    above: str
    title: str
    name: str

    def values(self) -> dict[str, str]:
        """As the fields of a template."""
        return {"quyen_ky": self.above, "chuc_vu_ky": self.title, "nguoi_ky": self.name}


def signature(ctx: Context, agency_id: UUID, account_id: UUID, signed_as: SignedAs) -> Signature:
    """How somebody of an agency signs."""
    above, title = SIGNATURES[signed_as]
    post = post_of(ctx, agency_id, account_id)
    own = post.title.strip().upper() if post else ""
    return Signature(above, own or title, names_of(ctx, [account_id]).get(account_id, ""))


def delegated(ctx: Context, delegation: DelegationView) -> Signature:
    """How a delegate signs."""
    return signature(ctx, delegation.agency_id, delegation.delegate_id, delegation.signed_as)
