"""Migrations form one line, numbered in sequence."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.support.source import ROOT


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config)


def test_there_is_one_head() -> None:
    assert len(_scripts().get_heads()) == 1


def test_revisions_are_numbered_in_sequence_and_named_after_their_number() -> None:
    revisions = list(reversed(list(_scripts().walk_revisions())))
    assert [revision.revision for revision in revisions] == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    assert all(Path(revision.path).name.startswith(f"{revision.revision}_") for revision in revisions)


def test_every_revision_can_be_undone() -> None:
    missing = [
        revision.revision for revision in _scripts().walk_revisions() if not hasattr(revision.module, "downgrade")
    ]
    assert missing == []
