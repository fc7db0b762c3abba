"""`flask units …`: the country's provinces and communes."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from agencies.importing import ImportReport, import_units
from agencies.states import SuccessionHow
from bootstrap.runtime import Runtime
from web.formatting import number

group = AppGroup("units", help="Tỉnh, xã và các đơn vị trước sắp xếp.")


@group.command("import")
def import_command() -> None:
    """Bring in provinces, communes and former units; safe to repeat."""
    runtime: Runtime = current_app.extensions["runtime"]
    with runtime.transaction(public=True) as ctx:
        report = import_units(ctx)
    print_report(report)


def print_report(report: ImportReport) -> None:
    """Say what is there now, and what was added."""
    how = report.successions
    click.echo(f"Tỉnh, thành phố: {number(report.provinces)}")
    click.echo(f"Xã, phường, đặc khu: {number(report.communes)}")
    click.echo(f"Đơn vị trước sắp xếp: {number(report.former_units)}")
    click.echo(
        f"Dòng chuyển tiếp: {number(sum(how.values()))} (toàn bộ {number(how[SuccessionHow.WHOLE])}, "
        f"phần chính {number(how[SuccessionHow.MAIN])}, một phần {number(how[SuccessionHow.PART])})"
    )
    click.echo(f"Thay đổi lần này: {number(report.added)}")
