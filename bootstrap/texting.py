"""What this installation can promise of text messages."""

from __future__ import annotations

from bootstrap.settings import Settings


def texts_to(settings: Settings) -> str:
    """The number that people write text messages to; empty where nobody reads them."""
    sms = settings.sms
    return sms.number if sms is not None and sms.inbound_secret else ""
