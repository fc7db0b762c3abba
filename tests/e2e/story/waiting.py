"""A line as bad as at the end of a valley: what Chromium's own tools call slow 3G."""

from __future__ import annotations

from tests.e2e.visitor import Visitor

_KILOBIT = 1000 / 8
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400 * _KILOBIT, "uploadThroughput": 400 * _KILOBIT}


def slow_down(visitor: Visitor) -> None:
    """From now on every request of this person's page waits and trickles."""
    line = visitor.context.new_cdp_session(visitor.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
