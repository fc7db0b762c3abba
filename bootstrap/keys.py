"""The installation's master keys: files in the data folder, made once, readable by the owner only."""

from __future__ import annotations

import os
from pathlib import Path

from bootstrap.preconditions import CannotStart
from core.crypto import Keyring, new_key

_SQLITE = "sqlite:///"
_LOST = """\
Thiếu khóa: {folder} không có khóa nào, mà cơ sở dữ liệu ({database}) đã có dữ liệu.
Đơn, danh tính và mã đăng nhập đều khóa bằng khóa cũ. Tạo khóa mới thì không bao giờ mở lại được, nên chưa khởi động.
Cách làm: chép các tệp master-*.key từ bản sao lưu vào {folder}, rồi chạy lại (docs/operations.md, "Backup").
Nếu thật sự muốn bắt đầu từ đầu: chọn một DATA_DIR mới và một cơ sở dữ liệu trống.
The keys are missing: {folder} holds none, but the database ({database}) is already in use. A new key would open nothing
that is sealed in it, so nothing was started and no key was made. Copy master-*.key from the backup into {folder} and
start again. To begin anew, choose another DATA_DIR and an empty database."""
_UNSURE = """\
Không có khóa trong {folder}, và chưa hỏi được cơ sở dữ liệu ({database}) xem đã có dữ liệu chưa, nên chưa tạo khóa mới.
No keys in {folder}, and the database ({database}) could not be asked whether it is already in use; no key was made."""
_DAMAGED = """\
Khóa hỏng: {path} không phải một khóa đủ 64 ký tự hệ 16. Chép lại tệp này từ bản sao lưu.
This key file is damaged: {path} does not hold 64 hexadecimal digits. Bring it back from the backup."""


class KeysMissing(CannotStart):
    """There is data, but none of the keys it was sealed under; a new key would bury it for good."""


def ensure_keys(data_dir: Path, database_url: str | None = None) -> None:
    """Create the data folder and, on the first run, the first master key.

    Raises KeysMissing when a database is already in use (`database_url`; else the one in the folder): its keys must
    come back from the backup.
    """
    folder = data_dir / "keys"
    if not _files(folder):
        refuse_lost_keys(data_dir, database_url)
    folder.mkdir(parents=True, exist_ok=True)
    data_dir.chmod(0o700)
    folder.chmod(0o700)
    if not _files(folder):
        _write(folder / "master-000.key", new_key())


def load_keys(data_dir: Path, database_url: str | None = None) -> Keyring:
    """The keyring of the data folder, oldest master first. Raises KeysMissing when there is none."""
    files = _files(data_dir / "keys")
    if not files:
        refuse_lost_keys(data_dir, database_url)
        raise KeysMissing(
            f"Chưa có khóa trong {data_dir / 'keys'}: chạy make run hoặc make start trước."
            f"\nNo keys in {data_dir / 'keys'} yet: run `make run` or `make start` first."
        )
    return Keyring(tuple(_read(path) for path in files))


def refuse_lost_keys(data_dir: Path, database_url: str | None) -> None:
    """Stop when there is no key although there is data. Raises KeysMissing."""
    url = database_url or f"{_SQLITE}{data_dir / 'app.sqlite3'}"
    if url.startswith(_SQLITE):
        _refuse_used_file(data_dir / "keys", Path(url.removeprefix(_SQLITE)))
    else:
        _refuse_used_server(data_dir / "keys", url)


def _refuse_used_file(folder: Path, database: Path) -> None:
    if database.is_file() and database.stat().st_size > 0:
        raise KeysMissing(_LOST.format(folder=folder, database=database))


def _refuse_used_server(folder: Path, url: str) -> None:
    # Here, not above: the supervisor asks this on the first start only, and is lighter without SQLAlchemy.
    from sqlalchemy import create_engine, inspect, make_url
    from sqlalchemy.exc import DBAPIError

    shown = make_url(url).render_as_string(hide_password=True)
    engine = create_engine(url, hide_parameters=True)
    try:
        used = inspect(engine).has_table("alembic_version")
    except DBAPIError:
        raise KeysMissing(_UNSURE.format(folder=folder, database=shown)) from None
    finally:
        engine.dispose()
    if used:
        raise KeysMissing(_LOST.format(folder=folder, database=shown))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("master-*.key"))


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError:
        key = b""
    if len(key) != len(new_key()):
        raise KeysMissing(_DAMAGED.format(path=path))
    return key


def _write(path: Path, key: bytes) -> None:
    """Under its name the file is whole or not there: a key cut short would lock everything out.

    Only the supervisor makes keys, and it holds the data folder alone: nobody else writes the same name.
    """
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(key.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    draft.rename(path)
