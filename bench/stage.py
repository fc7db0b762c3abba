"""Everything that stands ready before the first round: the floor and two installations, each with its server."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Server, free_port, python, web_command
from bench.visitors import HOME, Visitors
from bench.world import Installation, build_base, environ, fill, settings_for
from bootstrap.settings import Settings
from tests.support.postgres import Cluster

SMALL, LARGE = 10_000, 1_000_000
# Survey answers: few in the small installation; in the large one so many unless more are asked for.
FEW_ANSWERS, MANY_ANSWERS = 50_000, 1_000_000
_READY = "ready"
# With the product's thirty-two bare Flask would be slower: it has no commit to share.
_FLOOR_THREADS = 4


@dataclass
class Stage:
    """The floor's server; the product's servers with few and with many petitions, and their visitors."""

    floor: Server
    small: Server
    large: Server
    few: Visitors
    many: Visitors
    few_there: Installation
    many_there: Installation
    sizes: tuple[str, str]
    answers: tuple[str, str]


@contextlib.contextmanager
def set_up(
    folder: Path, *, large: int, answers: int, postgres: bool, say: Callable[[str], None]
) -> Iterator[Stage]:  # fmt: skip
    """Fill the databases (or find them filled in the folder), make the servers; none is started yet."""
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        databases = stack.enter_context(_cluster()) if postgres else None
        few, many = (
            _installation(folder, count, given, databases) for count, given in ((SMALL, FEW_ANSWERS), (large, answers))
        )
        say(
            f"{SMALL:,} and {large:,} petitions, {FEW_ANSWERS:,} and {answers:,} answers are there "
            f"({time.monotonic() - began:.0f} s)."
        )
        also = [databases.server_pid] if databases else []
        yield Stage(
            floor=_floor(folder, databases, also),
            small=_server("small", few, folder, also), large=_server("large", many, folder, also),
            few=Visitors(few), many=Visitors(many), few_there=few, many_there=many,
            sizes=(_short(SMALL), _short(large)), answers=(_short(FEW_ANSWERS), _short(answers)),
        )  # fmt: skip


def set_up_small(folder: Path) -> Installation:
    """Only the smaller installation, on SQLite, without servers."""
    return _installation(folder, SMALL, 0, None)


def _short(count: int) -> str:
    return f"{count // 1_000_000}M" if count >= 1_000_000 else f"{count // 1_000}k"


@contextlib.contextmanager
def _cluster() -> Iterator[Cluster]:
    cluster = Cluster(durable=True)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def _installation(folder: Path, count: int, answers: int, databases: Cluster | None) -> Installation:
    name = f"{_short(count)}_{_short(answers)}"
    base, target = folder / "base", folder / name
    if not (base / _READY).exists():
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir(parents=True)
        build_base(settings_for(base, free_port(), databases and databases.create("bench_base")))
        (base / _READY).touch()
    ready = (target / _READY).exists()
    if not ready:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(base, target, ignore=shutil.ignore_patterns(_READY))
    url = databases.create(f"bench_{name.lower()}", template="bench_base") if databases else None
    settings = settings_for(target, free_port(), url)
    installation = fill(settings, 0 if ready else count, 0 if ready else answers)
    (target / _READY).touch()
    return installation


def _server(name: str, installation: Installation, folder: Path, also: list[int]) -> Server:
    settings = installation.settings
    command = web_command(settings, "wsgi:app")
    return Server(name, command, environ(settings), settings.port, folder / f"{name}.log", HOME, also)


def _floor(folder: Path, databases: Cluster | None, also: list[int]) -> Server:
    for path in folder.glob("floor.sqlite3*"):
        path.unlink()
    url = databases.create("bench_floor") if databases else f"sqlite:///{folder / 'floor.sqlite3'}"
    python("-c", "import sys; from bench.floor import create_floor; create_floor(sys.argv[1])", url, environ={})
    settings = Settings(data_dir=folder, database_url=url, port=free_port())
    command = web_command(settings, "bench.floor:app", threads=_FLOOR_THREADS)
    return Server("floor", command, {"FLOOR_DATABASE_URL": url}, settings.port, folder / "floor.log", "/hello", also)
