"""The table of terms as a list people choose from: matters in plain words, in the order they are asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.text import N_
from deadlines.catalogue import RuleView

# What tells one variant from another where the step is the same; other variants have a step of their own.
VARIANT_WORDS = {
    "complex": N_("việc phức tạp"),
    "remote": N_("vùng sâu, vùng xa"),
    "remote_complex": N_("vùng sâu, vùng xa và việc phức tạp"),
    "specially_complex": N_("việc đặc biệt phức tạp"),
    "ordinary": N_("việc bình thường"),
    "urgent": N_("việc khẩn cấp"),
    "simple": N_("việc đơn giản"),
    "third_party": N_("có bên thứ ba giữ dữ liệu"),
    "show_third_party": N_("có bên thứ ba giữ dữ liệu"),
    "erase_third_party": N_("có bên thứ ba giữ dữ liệu"),
}
# Rows people ask about first: what they themselves send, then what happens to it; the rest as in the law sheet.
_FIRST = (55, *range(32, 42), *range(25, 32), *range(42, 55))


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to choose; `words` tells variants apart. Both are Vietnamese source texts."""

    rule: RuleView
    words: str


def matters_of(rules: Iterable[RuleView]) -> list[tuple[str, list[Matter]]]:
    """What has a date, by its kind; standing and recurring duties have none. Of a province's rules only its own."""
    chosen = sorted((rule for rule in rules if rule.length is not None), key=lambda rule: (_place(rule), rule.position))
    groups: dict[str, list[Matter]] = {}
    for rule in chosen:
        groups.setdefault(rule.kind, []).append(Matter(rule, VARIANT_WORDS.get(rule.variant or "", "")))
    return list(groups.items())


def _place(rule: RuleView) -> int:
    return _FIRST.index(rule.row) if rule.row in _FIRST else len(_FIRST)
