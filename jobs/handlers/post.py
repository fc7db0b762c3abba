"""Sealed post of a commune that runs alone: a bag for every day, stirred now and then."""

from __future__ import annotations

import structlog

from bootstrap.runtime import LogInUse, Runtime
from feedback.sealed_post.sending import see_to_bag, stir

log = structlog.get_logger(__name__)


def stir_post(runtime: Runtime) -> None:
    """Have today's bag there, write a few empty slots anew, and leave no older page of any slot in the log."""
    if not runtime.settings.commune_alone:
        return
    boot = runtime.settings.boot_secret
    with runtime.transaction() as ctx:
        see_to_bag(ctx, boot=boot)
        stir(ctx, boot=boot)
    try:
        runtime.empty_log()
    except LogInUse:
        log.info("post_log_in_use")
