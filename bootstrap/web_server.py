"""The web server: `python -m bootstrap.web_server <Granian's options> wsgi:app`.

Granian with the application loaded before the workers are forked: it is read once instead of once per worker, a worker
that died is back at once, and what nobody changes (code, mappings, routes) lies in memory once.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import sys
from collections.abc import Sequence
from importlib import import_module

from granian.cli import cli

from bootstrap.private_memory import keep_private


def preload(application: str) -> None:
    """Import the module of `module:name`, and keep the collector away from it for good.

    Nothing made while loading is garbage; and a collector that walked over it in a worker would write to every page of
    memory the workers share.
    """
    gc.disable()
    import_module(application.partition(":")[0])
    gc.freeze()
    gc.enable()


def _worth_saying(record: logging.LogRecord) -> bool:
    """Granian finds many threads suspicious. Ours mostly wait for a commit they share: `web.seats` bounds the rest."""
    return not str(record.msg).startswith("Configuration allows spawning up to")


def main(arguments: Sequence[str]) -> None:
    """Serve until asked to stop; the last argument names the application."""
    keep_private()
    multiprocessing.set_start_method("fork")  # Python 3.14 would start each worker from nothing
    preload(arguments[-1])
    logging.getLogger("_granian").addFilter(_worth_saying)
    cli(arguments, prog_name="granian", auto_envvar_prefix="GRANIAN")


if __name__ == "__main__":
    main(sys.argv[1:])
