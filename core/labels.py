"""Names of enumeration members. A plain dict cannot hold them: members of two StrEnums with one value are one key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum


class Labels:
    """The names of a domain's enumerations, one mapping for each enumeration, looked up by class and value."""

    def __init__(self, *groups: Mapping[StrEnum, str]) -> None:
        self._texts = {(type(member), member): text for group in groups for member, text in group.items()}
        self._members = [member for group in groups for member in group]

    def __getitem__(self, member: StrEnum) -> str:
        """The Vietnamese source text. Raises KeyError."""
        return self._texts[(type(member), member)]

    def __contains__(self, member: StrEnum) -> bool:
        """Whether the member has a name."""
        return (type(member), member) in self._texts

    def items(self) -> Iterator[tuple[StrEnum, str]]:
        """Every member with its text."""
        return ((member, self[member]) for member in self._members)
