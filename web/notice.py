"""The privacy notice: which version people saw is stored with whatever they send."""

from __future__ import annotations

# Changed whenever web/templates/public/home/privacy.html changes in substance.
NOTICE_VERSION = "2026-11-01"
