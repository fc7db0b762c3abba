"""Reads of casework, in one place."""

from casework.attachments import list_attachments, read_attachment
from casework.identity import has_identity
from casework.numbers import find_number
from casework.timeline import list_entries

__all__ = ["find_number", "has_identity", "list_attachments", "list_entries", "read_attachment"]
