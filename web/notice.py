"""The privacy notice: which version people saw is stored with whatever they send."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext

from web.formatting import day

# Changed whenever web/templates/public/home/privacy.html changes in substance.
NOTICE_VERSION = "2026-11-23"


def notice_name(version: str | None) -> str:
    """How people are told which notice they saw."""
    if version is None:
        return str(gettext("không ghi, vì gửi trước khi cổng lưu điều này"))
    try:
        return str(gettext("bản ngày %(day)s", day=day(date.fromisoformat(version))))
    except ValueError:
        return str(gettext("bản %(version)s", version=version))
