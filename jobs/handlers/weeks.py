"""The link to the leader's week, by e-mail."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from feedback.weekly.services import mail_weeks


def mail_leaders(runtime: Runtime) -> None:
    """Write to those who wished for it and have not been written to this week, some at a time."""
    looked_at = 1
    while looked_at:
        with runtime.transaction() as ctx:
            looked_at = mail_weeks(ctx, public_url=runtime.settings.public_url)
