"""The scenes of the handbook are played on the running product: no page they pass is gone, no number points nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.product import Product
from tools.handbook.__main__ import walk
from tools.handbook.scenes import SCENES


@pytest.mark.timeout(300)
def test_every_picture_can_be_taken(product: Product, browser: Browser, tmp_path: Path) -> None:
    walk(browser, product, SCENES, tmp_path, [])
    assert {path.stem for path in tmp_path.glob("*.png")} == {scene.name for scene in SCENES if scene.name}
