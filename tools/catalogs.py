"""The translations under web/translations: `extract` and `update` for translators, `compile` as part of set-up.

Source strings are Vietnamese; English is the second catalogue. Only the .po files are kept in git.
"""

from __future__ import annotations

import sys
from pathlib import Path

from console import ROOT, VENV, fail, run

TRANSLATIONS = ROOT / "web" / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
PYBABEL = VENV / "bin" / "pybabel"
# N_ marks a text that a domain names but, knowing no Flask, does not translate itself.
KEYWORDS = ("_l", "N_", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2")


def _stale(catalog: Path) -> bool:
    compiled = catalog.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalog.stat().st_mtime


def compile_catalogs() -> bool:
    """Compile each catalogue that is newer than its compiled form."""
    stale = [path for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")) if _stale(path)]
    return all(_compile(path) for path in stale)


def _compile(catalog: Path) -> bool:
    compiled = catalog.with_suffix(".mo")
    done = run([PYBABEL, "compile", "-i", catalog, "-o", compiled], quiet=True)
    if not done:
        compiled.unlink(missing_ok=True)  # Babel writes it, mistakes and all: the next run must not take it for good
    return done


def extract() -> bool:
    """Collect every marked text of code and templates."""
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    words = [PYBABEL, "extract", "-F", ROOT / "tools" / "babel.cfg", "-o", TEMPLATE, "--sort-by-file"]
    for keyword in KEYWORDS:
        words += ["-k", keyword]
    words += ["--project", "dan-chu-co-so", "--version", "1", "--add-location=file", "--no-wrap", "."]
    return run(words, quiet=True)


def update() -> bool:
    """Extract, then bring the English catalogue up to date (made on first use)."""
    verb = "update" if (TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").exists() else "init"
    words = [PYBABEL, verb, "-i", TEMPLATE, "-d", TRANSLATIONS, "-l", "en", "--no-wrap"]
    if verb == "update":
        words += ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    return extract() and run(words, quiet=True)


COMMANDS = {"compile": compile_catalogs, "extract": extract, "update": update}

if __name__ == "__main__":
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        fail(f"usage: catalogs.py {'|'.join(COMMANDS)}")
    raise SystemExit(0 if command() else 1)
