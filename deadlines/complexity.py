"""What a variant of a term asks for before a case may be counted by it. Pure."""

from __future__ import annotations

from collections.abc import Collection

from deadlines.errors import CriteriaMissing, NotRemote
from deadlines.states import Criterion

# The settling of complaints and denunciations: complex only by the criteria of the decrees, written into the file.
_BY_CRITERIA = frozenset({34, 37, 45})
_LEAST = {"complex": 1, "remote_complex": 1, "specially_complex": 2}
_REMOTE = frozenset({"remote", "remote_complex"})


def criteria_needed(row: int, variant: str | None) -> int:
    """How many of the criteria a–g must be on record: one for a complex case, two for a specially complex one.

    Decree 124/2020 art. 3a (new); Decree 31/2019 art. 3.2, 3.3.
    """
    return _LEAST.get(variant or "", 0) if row in _BY_CRITERIA else 0


def check_variant(row: int, variant: str | None, *, criteria: Collection[Criterion], remote: bool) -> None:
    """Whether the case may be counted by the variant. Raises CriteriaMissing, NotRemote."""
    least = criteria_needed(row, variant)
    if len(set(criteria)) < least:
        raise CriteriaMissing(least=least)
    if variant in _REMOTE and not remote:
        raise NotRemote


def for_remote_areas(variant: str | None) -> bool:
    """Whether the variant is that of a remote area."""
    return variant in _REMOTE


def needs_decision(row: int) -> bool:
    """Whether the term stands still only by a written decision (tạm đình chỉ), not by asking the sender.

    Decree 124/2020 art. 28b (new); Denunciation Act art. 34.
    """
    return row in _BY_CRITERIA
