"""How a found unit is shown to people."""

from __future__ import annotations

from flask_babel import gettext

from agencies.naming import lower_kind
from agencies.queries import FormerName, UnitHit
from agencies.states import SuccessionHow


def unit_sub(hit: UnitHit) -> str:
    """The line under a hit: what it was called before, when it was found by an old name."""
    former = hit.former
    if former is None:
        return ""
    name = _former_text(former, hit)
    if former.how is SuccessionHow.WHOLE:
        return str(gettext("trước là %(name)s", name=name))
    if former.how is SuccessionHow.MAIN:
        return str(gettext("gồm phần chính của %(name)s", name=name))
    return str(gettext("gồm một phần %(name)s", name=name))


def _former_text(former: FormerName, hit: UnitHit) -> str:
    parts = [former.name, former.district]
    if former.province != hit.province_name:
        parts.append(former.province)
    return ", ".join(lower_kind(part) for part in parts if part)
