"""What this installation can promise of text messages."""

from __future__ import annotations

from bootstrap.texting import texts_to
from web.context import runtime


def sends_texts() -> bool:
    """Whether news goes out by text message; the demo shows what would have gone."""
    settings = runtime().settings
    return settings.sms is not None or settings.demo


def number_for_texts() -> str:
    """The number people write to; empty where nobody reads it."""
    return texts_to(runtime().settings)
