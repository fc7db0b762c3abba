"""A small country, its officials, and a real clock: other processes look at it too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bootstrap.settings import Settings, SmtpSettings
from core.clock import utc_now
from tests.support.ports import free_port
from tests.support.staffed import officials, units

__all__ = ["officials", "units"]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """The time as the product's processes see it."""
    return utc_now


@pytest.fixture
def settings(data_dir: Path, database_url: str) -> Settings:
    """One installation with a web server and a mail server of its own."""
    smtp = SmtpSettings("127.0.0.1", free_port(), "xa@example.vn", starttls=False)
    port = free_port()
    return Settings.for_tests(data_dir=data_dir, database_url=database_url, port=port, smtp=smtp)
