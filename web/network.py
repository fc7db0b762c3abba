"""The caller's network as a keyed hash: enough to slow down guessing, useless for finding anyone."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from flask import request

from web.context import runtime


def network_key() -> bytes:
    """IPv4 as it is; of IPv6 the /64 that a household or phone holds."""
    raw = request.remote_addr or ""
    try:
        address = ip_address(raw)
    except ValueError:
        return runtime().keys.tag("network", raw.encode())
    held = address if address.version == 4 else ip_network((address, 64), strict=False)
    return runtime().keys.tag("network", str(held).encode())
