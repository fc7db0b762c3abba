"""`flask search rebuild` and `flask seed volume`."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import delete

from accounts.roles import Role
from feedback import searching
from feedback.queries.search import search_words
from feedback.search_models import PetitionSearch
from tests.support.petitioning import Desk


def test_a_rebuilt_index_holds_what_was_lost(app: Flask, desk: Desk) -> None:
    desk.triage(desk.send().id, title="Cống tắc")
    desk.send()
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(delete(PetitionSearch))
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert result.exit_code == 0, result.output
    assert "1 petitions can be found." in result.output
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        assert [hit.row.title for hit in search_words(ctx, viewer=ctx.actor, typed="cong tac").page.items] == [
            "Cống tắc"
        ]


def test_volume_is_kept_away_from_real_petitions(app: Flask, desk: Desk) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(args=["seed", "volume", "--petitions", "30", "--answers", "0"])
    assert first.exit_code == 0, first.output
    desk.send()
    refused = runner.invoke(args=["seed", "volume", "--petitions", "10", "--answers", "0"])
    assert refused.exit_code == 1
    assert "1 real petitions" in refused.output
    with desk.runtime.reading() as ctx:
        assert searching.count_indexed(ctx) > 0
