"""What the log says of an error: its classes and where it passed. Its message may be what a citizen wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb

_ROOT = Path(__file__).resolve().parent.parent


def told(error: BaseException) -> str:
    """The error and what caused it, each with the lines of code it passed through, none with its message or values."""
    parts = []
    for one in _chain(error):
        lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in extract_tb(one.__traceback__)]
        parts.append("\n".join([f"{type(one).__module__}.{type(one).__qualname__}", *lines]))
    return "\n".join(parts)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _short(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-2:])
