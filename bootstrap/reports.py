"""The adapter that writes reports as workbooks, for the entry points."""

from __future__ import annotations

from collections.abc import Mapping

from core.papers import PaperForm, PaperStamp


def report_sheet(form: PaperForm, values: Mapping[str, str], stamp: PaperStamp) -> bytes:
    """A report as .xlsx; the library is loaded with the first one."""
    from infra.report_sheets import make_report_sheet

    return make_report_sheet(form, values, stamp)
