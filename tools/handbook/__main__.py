"""Starts the demo on a fresh folder, walks every task, and writes pictures, an HTML file and a PDF to var/so-tay/.

Fails when a picture named in the text was not made, when a page that is walked over is gone or answers with an error,
or when what a number points at is no longer there. Words given after the command limit the pictures that are kept to
those whose name contains one of them; the printed handbook is then made from what there is.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.e2e.chromium import SWITCHES, find_chromium
from tests.e2e.product import Product, running
from tools.handbook.paper import print_handbook
from tools.handbook.scene import DESK, Scene, take
from tools.handbook.scenes import SCENES
from tools.tour import walkers
from web.staff.handbook.pages import MADE, named_pictures


class Faults(Exception):
    """The walk met pages with errors; the message lists them."""


def launch(playwright: Playwright) -> Browser:
    """A Chromium whose own words, on file fields and dates, are Vietnamese too."""
    return playwright.chromium.launch(
        executable_path=find_chromium(), args=[*SWITCHES, "--lang=vi"], env={**os.environ, "LANGUAGE": "vi"}
    )


def walk(browser: Browser, product: Product, scenes: tuple[Scene, ...], folder: Path, wanted: list[str]) -> None:
    """Play all scenes in their order and keep the wanted pictures. Raises NotThere, Faults."""
    faults: list[str] = []
    with walkers(browser, product, DESK) as who:
        for scene in scenes:
            visitor = who(scene.official)
            scene.go(visitor)
            faults += visitor.faults
            visitor.faults.clear()
            if scene.name and (not wanted or any(word in scene.name for word in wanted)):
                take(visitor, scene, folder / f"{scene.name}.png")
                sys.stdout.write(f"{scene.name}\n")
    if faults:
        raise Faults("\n".join(dict.fromkeys(faults)))


def main() -> None:
    """Pictures first, then the handbook on paper."""
    wanted = sys.argv[1:]
    pictures = MADE / "anh"
    if not wanted:
        shutil.rmtree(MADE, ignore_errors=True)
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="so-tay-") as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with running(Path(folder)) as product:
            walk(browser, product, SCENES, pictures, wanted)
            data_dir = product.data_dir
        if missing := [name for name in named_pictures() if not (pictures / f"{name}.png").exists()]:
            raise SystemExit(f"pictures named in the text but not made: {', '.join(missing)}")
        for path in print_handbook(browser, data_dir, MADE):
            sys.stdout.write(f"{path}\n")
        browser.close()


if __name__ == "__main__":
    main()
