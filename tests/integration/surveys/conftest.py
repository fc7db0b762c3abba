from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap.runtime import Runtime
from tests.support.counters import Counters, make_counters


@pytest.fixture
def counters(runtime: Runtime, tmp_path: Path) -> Counters:
    return make_counters(runtime, tmp_path)
