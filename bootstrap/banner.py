"""What the supervisor prints: Vietnamese first, English below it where it helps."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import sys

import segno

from bootstrap.settings import Settings

# An address reserved for documentation: choosing a route to it names our own address, and no packet is sent.
_ROUTE_PROBE = ("192.0.2.1", 9)


def say(text: str) -> None:
    """One message on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """One message on standard error, at once."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def lan_address() -> str | None:
    """This machine's address in the local network; None without a network."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ROUTE_PROBE)
        address = str(probe.getsockname()[0])
        return None if address.startswith(("127.", "0.")) else address
    return None


def terminal_qr(address: str) -> str:
    """The address as a QR code for the terminal; nothing where the terminal cannot show its blocks."""
    buffer = io.StringIO()
    segno.make(address, error="m", micro=False).terminal(out=buffer, border=2, compact=True)
    text = buffer.getvalue()
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ""
    return text


def local_address(settings: Settings) -> str:
    """The address to open on this machine."""
    loopback = settings.host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::")  # noqa: S104 - compared, not bound
    return f"http://{'localhost' if loopback else settings.host}:{settings.port}"


def demo_banner(settings: Settings, accounts: str, *, shared: bool) -> str:
    """Address, accounts, where to look first, and how to open it to a phone."""
    address = local_address(settings)
    lines = ["", f"  Cổng Dân chủ cơ sở (bản trình diễn / demo):  {address}", ""]
    if shared:
        public = settings.public_url or address
        lines += [f"  Trên điện thoại cùng mạng / on a phone in the same network:  {public}", terminal_qr(public)]
    lines += [accounts.rstrip(), ""] if accounts.strip() else []
    lines += [
        "  Xem trước / look first:",
        f"    {address}/            người dân: chọn xã, phường của mình / a citizen picks a commune",
        f"    {address}/can-bo      cán bộ: đăng nhập bằng một tài khoản trên / an official signs in",
        "",
    ]
    if not shared:
        again = " ".join(f"{name}={os.environ[name]}" for name in ("PORT", "DATA_DIR") if name in os.environ)
        lines.append(
            f"  Mở cho điện thoại cùng mạng / open it to a phone:  Ctrl-C, rồi/then  make share {again}".rstrip()
        )
    lines.append("  Dừng / stop:  Ctrl-C")
    return "\n".join(lines)


def live_banner(settings: Settings) -> str:
    """Where the real installation answers, and what is still missing for the outside world."""
    lines = ["", f"  Cổng Dân chủ cơ sở:  {settings.public_url or local_address(settings)}"]
    if settings.public_url is None:
        lines.append("  Chưa đặt PUBLIC_URL: chưa in được mã QR. / without PUBLIC_URL no QR poster can be printed.")
    lines.append("  Dừng / stop:  Ctrl-C")
    return "\n".join(lines)
