"""What a process may leave behind when it fails: no core dump, no file of what it was given."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.formparser import default_stream_factory
from werkzeug.test import create_environ, encode_multipart

from bootstrap.process_table import serving_processes
from bootstrap.settings import Settings
from core.sheets import Grid
from infra.sheet_making import make_marked
from web.application import Application
from web.uploads import MemoryRequest

LARGE = 3 * 1024 * 1024
_ASK = (
    "import ctypes, resource; from bootstrap.private_memory import keep_private; keep_private();"
    " print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
)


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a temporary file fails; one that spills over from memory has to ask too."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)


def test_no_core_dump_is_written_and_nobody_looks_into_the_memory() -> None:
    said = subprocess.run([sys.executable, "-c", _ASK], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["(0,", "0)", "0"]  # PR_GET_DUMPABLE gives 0


def test_each_process_that_sees_texts_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything else: what comes next reads the keys."""
    import bootstrap.web_server
    import jobs.cron
    import jobs.process
    import jobs.relay
    import jobs.worker

    class Asked(Exception):
        pass

    def ask() -> None:
        raise Asked

    monkeypatch.setattr(bootstrap.web_server, "keep_private", ask)
    monkeypatch.setattr(jobs.process, "keep_private", ask)
    with pytest.raises(Asked):
        bootstrap.web_server.main(["wsgi:app"])
    for main in (jobs.worker.main, jobs.relay.main, jobs.cron.main):
        with pytest.raises(Asked):
            main()


@pytest.mark.usefixtures("no_files")
def test_an_upload_of_any_size_stays_in_memory() -> None:
    assert Application.request_class is MemoryRequest
    with closing(MemoryRequest(upload())) as request:
        assert isinstance(request.files["photo"].stream, BytesIO)
        assert len(request.files["photo"].read()) == LARGE
    with default_stream_factory(LARGE, "image/jpeg", "x") as theirs:  # what Flask does when nobody says otherwise
        assert isinstance(theirs, tempfile.SpooledTemporaryFile)


def test_requests_are_not_logged_unless_asked_for(tmp_path: Path) -> None:
    """A line of it would hold address and page."""
    settings = Settings.for_tests(data_dir=tmp_path, database_url="sqlite://")
    switched = [
        [one.name for one in serving_processes(settings, given, embedded_broker=False) if "--access-log" in one.command]
        for given in ({}, {"ACCESS_LOG": "0"}, {"ACCESS_LOG": "1"})
    ]
    assert switched == [[], [], ["web"]]


def upload() -> dict[str, object]:
    """A photograph on its way in."""
    boundary, body = encode_multipart({"photo": FileStorage(BytesIO(b"z" * LARGE), "zqxw.jpg")})
    return {
        **create_environ(method="POST"), "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": f'multipart/form-data; boundary="{boundary}"',
    }  # fmt: skip


@pytest.mark.usefixtures("no_files")
def test_a_sheet_of_petitions_is_made_without_a_file() -> None:
    """openpyxl writes each sheet into a file under /tmp first."""
    rows = [["Nội dung"], *[["Cán bộ nhận tiền."]] * 50]
    assert make_marked(Grid("Đơn", rows), [], {}).startswith(b"PK")
