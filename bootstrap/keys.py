"""The installation's master keys: files in the data folder, made once, readable by the owner only."""

from __future__ import annotations

from pathlib import Path

from bootstrap.live_keys import KeysMissing, LiveKeyring, file_of, key_files, write_new
from core.crypto import Keyring, new_key

__all__ = ["KeysMissing", "ensure_keys", "load_keys", "refuse_lost_keys"]

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


def ensure_keys(data_dir: Path, database_url: str | None = None) -> None:
    """Create the data folder and, on the first run, the first master key.

    Raises KeysMissing when a database is already in use (`database_url`; else the one in the folder): its keys must
    come back from the backup.
    """
    folder = data_dir / "keys"
    if not key_files(folder):
        refuse_lost_keys(data_dir, database_url)
    folder.mkdir(parents=True, exist_ok=True)
    data_dir.chmod(0o700)
    folder.chmod(0o700)
    if not key_files(folder):
        write_new(file_of(folder, 0), new_key().hex() + "\n")


def load_keys(data_dir: Path, database_url: str | None = None) -> Keyring:
    """The keyring of the data folder, which notices changes by itself. Raises KeysMissing when one is missing."""
    folder = data_dir / "keys"
    if not key_files(folder):
        refuse_lost_keys(data_dir, database_url)
        raise KeysMissing(
            f"Chưa có khóa trong {folder}: chạy make run hoặc make start trước."
            f"\nNo keys in {folder} yet: run `make run` or `make start` first."
        )
    return LiveKeyring(folder)


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
