"""The proxy as docs/operations.md sets it up, played with a real nginx: what it writes down of who asked for what."""

from __future__ import annotations

import contextlib
import getpass
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.ports import free_port
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[3]
MARK = "zqxw"
# More than any buffer of nginx holds.
LARGE = 3 * 1024 * 1024
SPOOL = "/dev/shm/nginx-body"


def documented() -> str:
    """The first block of nginx lines in the handbook."""
    found = re.search(r"```nginx\n(server \{.*?)```", (ROOT / "docs" / "operations.md").read_text(), re.DOTALL)
    assert found
    return found[1]


def servers() -> list[str]:
    """Each `server` of it, comments taken out."""
    lines = "\n".join(line.partition("#")[0].rstrip() for line in documented().splitlines())
    return [part for part in re.split(r"(?m)^server \{", lines) if part.strip()]


def test_every_server_of_it_keeps_still() -> None:
    assert len(servers()) == 2
    for one in servers():
        assert re.search(r"^\s*access_log off;", one, re.MULTILINE)
        assert re.search(r"^\s*error_log \S+ emerg;", one, re.MULTILINE)
    assert f"client_body_temp_path {SPOOL};" in servers()[1]
    assert "proxy_max_temp_file_size 0;" in servers()[1]


def program() -> str:
    """Where Debian hides it from those who are not root."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert found, "nginx is missing; make test installs it where it may (tools/prepare_tests.py)"
    return found


class Upstream(threading.Thread):
    """Stands in for the product: takes connections, answers when told to, with more than a buffer holds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.go = threading.Event()
        self.received = b""

    def run(self) -> None:
        """One request."""
        with self.listener:
            line, _ = self.listener.accept()
        with line:
            self.go.wait(20)
            line.settimeout(10)
            while self.received.count(MARK.encode()) < LARGE // len(MARK) // 2:
                self.received += line.recv(1 << 20)
            body = MARK.encode() * (LARGE // len(MARK))
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body))
            with contextlib.suppress(OSError):
                line.sendall(body)
                while line.recv(1 << 20):
                    pass


class Proxy:
    """nginx with the documented lines, in a folder of its own."""

    def __init__(self, folder: Path, upstream: int, *, without: str = "") -> None:
        self.folder, self.spool = folder, Path(f"/dev/shm/dan-chu-test-{folder.name}")
        self.plain, self.secure = (free_port() for _ in range(2))
        certificate(folder)
        lines = "\n".join(line for line in documented().splitlines() if not (without and re.search(without, line)))
        for old, new in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.secure} ssl;"),
            ("/etc/letsencrypt/live/danchu.example.vn/", f"{folder}/"), ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
            (SPOOL, str(self.spool)), ("/var/log/nginx/", f"{folder}/log/"),
        ):  # fmt: skip
            assert old in lines or without, old
            lines = lines.replace(old, new)
        (folder / "log").mkdir()
        (folder / "nginx.conf").write_text(
            f"user {getpass.getuser()};\ndaemon off;\nworker_processes 1;\npid {folder}/pid;\n"
            f"error_log {folder}/log/error.log;\nevents {{}}\nhttp {{\naccess_log {folder}/log/access.log;\n"
            + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
            + f"client_body_temp_path {folder}/client_body;\n{lines}\n}}\n"
        )

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Until the block ends."""
        command = [program(), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", "stderr"]
        with (self.folder / "log" / "stderr.log").open("wb") as said:
            process = subprocess.Popen(command, stderr=said)
        try:
            wait_until(lambda: _listens(self.secure), what="nginx serves", seconds=20)
            yield
        finally:
            process.terminate()
            process.wait(20)
            shutil.rmtree(self.spool, ignore_errors=True)

    def connect(self) -> ssl.SSLSocket:
        """A line to it."""
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return trusting.wrap_socket(socket.create_connection(("127.0.0.1", self.secure), timeout=20))

    def put_aside(self) -> list[str]:
        """Files of bodies that it has open; their names are gone the moment they are made."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/fd/*"):
            with contextlib.suppress(OSError):
                name = str(entry.readlink())
                if name.startswith((f"{self.spool}/", f"{self.folder}/client_body", f"{self.folder}/proxy")):
                    found.append(name)
        return found

    def holding(self) -> list[str]:
        """Its files that hold the mark, or an address."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name != "nginx.conf"]
        told = (MARK.encode(), b"127.0.0.1", b"GET /", b"POST /")
        return [str(path) for path in files if any(one in path.read_bytes() for one in told)]


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False


def certificate(folder: Path) -> None:
    """One that nobody trusts, good for a day."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kinds = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *kinds))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / f"proxy-{tmp_path.parent.name}"
    made.mkdir()
    return made


def test_an_upload_and_its_answer_pass_without_a_file_on_the_disk(folder: Path) -> None:
    upstream = Upstream()
    proxy = Proxy(folder, upstream.port)
    upstream.start()
    with proxy.running(), proxy.connect() as line:
        head = f"POST /gui-don/{MARK} HTTP/1.1\r\nHost: danchu.example.vn\r\nContent-Length: {LARGE}\r\n"
        line.sendall(f"{head}Connection: close\r\n\r\n".encode())
        line.sendall(MARK.encode() * (LARGE // len(MARK) - 1))  # all but the last bytes: it is still on its way in
        wait_until(proxy.put_aside, what="nginx has put the upload aside", seconds=20)
        assert all(name.startswith(f"{proxy.spool}/") for name in proxy.put_aside())
        assert subprocess.run(
            ["stat", "--file-system", "--format=%T", str(proxy.spool)], check=True, capture_output=True, text=True
        ).stdout.split() == ["tmpfs"]  # in memory
        assert proxy.holding() == []
        line.sendall(MARK.encode())
        upstream.go.set()
        assert line.recv(1)  # the answer begins; nobody takes the rest yet
        assert [name for name in proxy.put_aside() if not name.startswith(f"{proxy.spool}/")] == []
        while line.recv(1 << 20):
            pass
        wait_until(lambda: not proxy.put_aside(), what="nothing is left of it", seconds=20)
        assert not any(proxy.spool.rglob("*"))
    assert proxy.holding() == []


def ask_in_vain(proxy: Proxy) -> None:
    """No server behind it, a body that is too large, a request that is none, and the redirect to HTTPS."""
    with proxy.running():
        for head, status in (
            (f"GET /hoi/{MARK} HTTP/1.1", b"502"), (f"POST /{MARK} HTTP/1.1\r\nContent-Length: 99999999", b"413"),
            (f"{MARK} {MARK}", b"400"),
        ):  # fmt: skip
            with proxy.connect() as line:
                more = f"Host: danchu.example.vn\r\nReferer: /{MARK}\r\nConnection: close"
                line.sendall(f"{head}\r\n{more}\r\n\r\n".encode())
                assert status in line.recv(1 << 16)[:200]
        plain = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
        plain.request("GET", f"/hoi/{MARK}", headers={"Host": "danchu.example.vn"})
        assert plain.getresponse().status == 301
        plain.close()


def test_nothing_is_written_down_of_who_asked_or_what_failed(folder: Path) -> None:
    proxy = Proxy(folder, free_port())
    ask_in_vain(proxy)
    assert {path.name for path in (folder / "log").iterdir()} >= {"error.log", "dan-chu.log"}
    assert proxy.holding() == []


@pytest.mark.parametrize("without", ["access_log", "error_log"])
def test_without_these_lines_it_would_be(folder: Path, without: str) -> None:
    proxy = Proxy(folder, free_port(), without=without)
    ask_in_vain(proxy)
    assert proxy.holding()
