"""LibreOffice without a window: does the office's own programme open what we write, and show every word of it?"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

# Who opens our files has Times New Roman; a server has not, and what stands in for it there lacks Vietnamese letters.
_FONTS = Path(__file__).resolve().parents[2] / "infra" / "fonts" / "tinos"
_FONT_SETTINGS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>"""


class NoLibreOffice(Exception):
    """It was not found; the message says how to get it."""


def find_libreoffice() -> str:
    """The programme. Raises NoLibreOffice."""
    found = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
    if found is None:
        raise NoLibreOffice("run `make test`, or: sudo apt-get install -y libreoffice-writer-nogui")
    return found


def converted(files: Sequence[Path], folder: Path, *, to: str = "pdf") -> dict[str, Path]:
    """Word files as PDF (or saved again as Word files), by name. One start for all: it takes longer than converting."""
    profile, settings = (folder / "profile").as_uri(), folder / "fonts.conf"
    settings.write_text(_FONT_SETTINGS.format(fonts=_FONTS, cache=folder / "fonts"), encoding="utf-8")
    command = [find_libreoffice(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir"]
    environ = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    subprocess.run([*command, str(folder), *map(str, files)], check=True, capture_output=True, timeout=300, env=environ)
    return {file.stem: folder / f"{file.stem}.{to}" for file in files}


def words_of_pdf(file: Path) -> str:
    """Its text as poppler reads it, without any space: where lines break is not what is asked."""
    program = shutil.which("pdftotext")
    assert program, "run `make test`, or: sudo apt-get install -y poppler-utils"
    read = subprocess.run([program, "-raw", "-enc", "UTF-8", str(file), "-"], check=True, capture_output=True)
    return squeezed(read.stdout.decode())


def squeezed(text: str) -> str:
    """Without spaces and page breaks."""
    return "".join(text.split())
