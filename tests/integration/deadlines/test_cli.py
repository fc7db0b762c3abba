"""`flask deadlines …`: what scripts and other systems read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from bootstrap.runtime import Runtime
from deadlines.commands import ProvinceRule
from deadlines.models import CalendarDay, CatalogueToken, Rule
from deadlines.services import set_province_rule
from tests.integration.deadlines.conftest import Place


def run(app: Flask, *words: str) -> Any:
    result = app.test_cli_runner().invoke(args=["deadlines", *words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_rules_hold_the_promised_keys_and_every_row(app: Flask, place: Place) -> None:
    rules = run(app, "rules")
    assert {"id", "row", "variant", "step", "length", "unit", "confidence", "legal_basis"} <= set(rules[0])
    assert {rule["row"] for rule in rules} == set(range(1, 73))  # those of July 2026 too, with their first day
    assert next(rule["valid_from"] for rule in rules if rule["row"] == 27) == "2026-07-01"
    thirty_three = next(rule for rule in rules if rule["row"] == 33)
    assert thirty_three["or_earlier"] == {"length": 10, "unit": "calendar_days"}


def test_an_explanation_counts_day_by_day(app: Flask, place: Place) -> None:
    told = run(app, "explain", "--rule", "55.simple", "--from", "2026-02-12T09:00")
    assert told["due_at"] == "2026-02-24T23:59:59+07:00"
    assert (told["length"], told["unit"]) == (3, "working_days")
    assert told["counted"] == ["2026-02-13", "2026-02-23", "2026-02-24"]
    assert told["skipped"][2] == {"date": "2026-02-16", "reason": "nghỉ lễ: Tết Nguyên đán"}
    moved = run(app, "explain", "--rule", "34", "--from", "2026-12-02T09:00")
    assert moved["moved"] == {"date": "2027-01-01", "reason": "nghỉ lễ: Tết Dương lịch", "to": "2027-01-04"}
    assert len(moved["counted"]) == 30


def test_a_commune_brings_its_provinces_own_length(app: Flask, runtime: Runtime, place: Place) -> None:
    with runtime.transaction(place.province_admin) as ctx:
        set_province_rule(ctx, ProvinceRule("55.ordinary", place.province_id, 7, "Quyết định 1/2026"))
    words = ("explain", "--rule", "55", "--from", "2026-03-10T09:00")
    assert run(app, *words)["length"] == 10
    assert run(app, *words, "--commune", "90001")["length"] == 7


def test_a_rule_of_tomorrow_can_be_asked_about(app: Flask, place: Place) -> None:
    assert run(app, "explain", "--rule", "27", "--from", "2026-02-12T09:00")["length"] == 3


def test_an_empty_database_is_filled_on_the_first_question(app: Flask, runtime: Runtime) -> None:
    with runtime.transaction() as ctx:
        for table in (CatalogueToken, CalendarDay, Rule):
            ctx.session.execute(delete(table))
    assert len(run(app, "rules")) > 70
    loaded = app.test_cli_runner().invoke(args=["deadlines", "load"])
    assert loaded.output == "rules 0, days 0, clocks 0\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--rule", "99", "--from", "2026-02-12"),
        ("--rule", "28", "--from", "soon"),
        ("--rule", "28", "--from", "2026-02-12", "--commune", "00000"),
    ],
)
def test_nonsense_is_refused_by_name(app: Flask, place: Place, words: tuple[str, ...]) -> None:
    result = app.test_cli_runner().invoke(args=["deadlines", "explain", *words])
    assert result.exit_code == 2
    assert words[-2] in result.output or words[0] in result.output
