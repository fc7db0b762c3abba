"""The storm by command: `python -m tests.crash [--answers 20000] [--blows 30] [--seed N] [--postgres]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bootstrap.runtime import build_runtime
from bootstrap.settings import Settings
from tests.crash.counted_once import verify
from tests.crash.fleet import Fleet, sailing
from tests.crash.storm import Storm, draw_blows, draw_sendings
from tests.crash.weather import environ_of, set_up_counters
from tests.support.databases import Databases
from tests.support.places import COMMUNE
from tests.support.ports import free_port


def main() -> None:
    """Blow once over a fresh database, and say what held. Ends with an AssertionError when something did not."""
    options = _options()
    backend = "postgresql" if options.postgres else "sqlite"
    with tempfile.TemporaryDirectory(prefix="storm-") as name:
        folder = Path(name)
        databases = Databases(folder / "templates")
        try:
            _blow(folder, databases, backend, options)
        finally:
            databases.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description="Ratings while processes are killed.")
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--blows", type=int, default=30, help="so often something is killed or cut")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed is the same storm")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own, connections cut")
    return parser.parse_args()


def _blow(folder: Path, databases: Databases, backend: str, options: argparse.Namespace) -> None:
    data = folder / "data"
    data.mkdir()
    databases.keys_for(data)
    with databases.copy(backend, data, settled=True) as url:
        settings = Settings.for_tests(data_dir=data, database_url=url, port=free_port())
        runtime = build_runtime(settings)
        points = set_up_counters(runtime, databases.units(backend)[COMMUNE])
        sendings = draw_sendings(options.seed, options.answers, len(points))
        blows = draw_blows(options.seed, options.answers, options.blows, cuts=options.postgres)
        began = time.monotonic()
        with sailing(Fleet(settings, environ_of(settings), folder, only=("web",))) as fleet:
            storm = Storm(runtime, fleet, points, blows)
            storm.blow(sendings)
        _say(f"{backend}, seed {options.seed}: {dict(fleet.kills)}, {storm.cuts} connections cut, "
              f"{time.monotonic() - began:.0f} s")  # fmt: skip
        _say(verify(runtime, storm, sendings))
        runtime.engine.dispose()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
