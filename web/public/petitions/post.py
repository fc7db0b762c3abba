"""What speaks of somebody: whether it is taken here, and where it goes. Of leaders, and where a commune runs alone."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from agencies.queries import AgencyCard, get_card
from casework.locks.errors import DeskWithoutKey
from core.context import Context
from core.errors import DomainError
from feedback.machine import PROVINCE_RECEIVES
from feedback.sealed_post.errors import ProvinceKeyMissing
from feedback.sealed_post.sending import demand_province_key
from feedback.services import Desk, choose_desk
from feedback.states import Concerns
from web.context import runtime

# In place of who will read it.
BRING_IT = _l("Chưa gửi ở đây được: nơi này chưa giữ kín được đơn như vậy. Chọn dòng này để xem mang đơn tới đâu.")


def boot() -> bytes | None:
    """The secret of this run, where a commune runs alone."""
    settings = runtime().settings
    return settings.boot_secret if settings.commune_alone else None


def desk_for(ctx: Context, card: AgencyCard, concerns: Concerns) -> Desk:
    """The desk that receives: of what leaves by sealed post the province's, which is not on this machine.

    Raises DeskNotOpen, DeskWithoutKey, ProvinceKeyMissing.
    """
    if boot() is None or concerns not in PROVINCE_RECEIVES:
        return choose_desk(ctx, card.code, concerns)
    demand_province_key(ctx, card.code)
    return Desk(get_card(ctx, card.province_id), card)


def hindrance(ctx: Context, card: AgencyCard, concerns: Concerns) -> DomainError | None:
    """Why it is not taken here: said as soon as the choice is made, before more is written."""
    try:
        desk_for(ctx, card, concerns)
    except (DeskWithoutKey, ProvinceKeyMissing) as error:
        return error
    except DomainError:  # said where everything is checked once more
        return None
    return None


def not_taken(ctx: Context, card: AgencyCard) -> frozenset[Concerns]:
    """What this place does not take now: said beside each choice, before it is made."""
    spoken_of = frozenset(Concerns) - {Concerns.NOBODY}
    groups = (spoken_of & PROVINCE_RECEIVES, spoken_of - PROVINCE_RECEIVES)
    shut = [group for group in groups if hindrance(ctx, card, next(iter(group))) is not None]
    return frozenset[Concerns]().union(*shut)


def places_to_go(ctx: Context, card: AgencyCard, concerns: Concerns) -> list[AgencyCard]:
    """Where to bring what is not taken here: never to a place it speaks of. Denunciation Act art. 8."""
    province = get_card(ctx, card.province_id)
    return [province] if concerns in PROVINCE_RECEIVES or province.id == card.id else [card, province]
