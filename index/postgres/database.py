"""The database that machines share: where it is, how it is reached, and what it says when it fails.

Reads: the environment. Writes: connections; Away, Unusable.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import Away, Unusable

if TYPE_CHECKING:
    import psycopg
    from psycopg_pool import ConnectionPool

SETTING = "CANCU_STORE"
VERSION = 1
"""Version of the tables in `control.sql`."""
_SCHEMES = ("postgresql", "postgres")
_CONNECT_SECONDS = 5
_PATIENCE = 5.0
"""Seconds in which a connection must be free, or be made anew."""
_MOST = 8
"""Connections for one open library; more askers wait for each other."""
_MAKING = 4_801_138
"""Key of the lock under which the shared tables are made."""
_TRY_AGAIN = "hãy kiểm tra máy chủ PostgreSQL và biến CANCU_STORE; khi có lại, chương trình tự nối lại"


def configured() -> Database | None:
    """The database that CANCU_STORE names; None where it is not set.

    Raises Unusable where the setting is no address of PostgreSQL, or where the client is not installed.
    """
    address = os.environ.get(SETTING, "").strip()
    if not address:
        return None
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES:
        why = "phải có dạng postgresql://người_dùng@máy/cơ_sở_dữ_liệu"
        raise Unusable(f"Không dùng được biến {SETTING}", why, "xem docs/settings.md")
    try:
        import psycopg
        import psycopg_pool
    except ImportError as error:
        why, remedy = "chưa cài phần nối với PostgreSQL", "hãy chạy «pip install 'cancu[scale]'»"
        raise Unusable(f"Không dùng được biến {SETTING}", why, remedy) from error
    del psycopg, psycopg_pool
    return Database(address)


@dataclass(frozen=True, slots=True)
class Database:
    """One PostgreSQL database."""

    address: str = field(repr=False)
    """May hold a password: never shown."""

    @property
    def shown(self) -> str:
        """The address without user, password or parameters, for messages."""
        parts = urlsplit(self.address)
        host = parts.netloc.rpartition("@")[2]
        return f"postgresql://{host}{parts.path}"

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of the caller's own, each statement a transaction; raises Away."""
        import psycopg

        with self.told():
            return psycopg.connect(
                self.address,
                autocommit=True,
                connect_timeout=_CONNECT_SECONDS,
                application_name="cancu",
                **_KEPT_ALIVE,
            )

    def pool(self, schema: str) -> ConnectionPool[Any]:
        """Connections that only read, and see the tables of one schema; made as they are needed."""
        from psycopg_pool import ConnectionPool

        from index.postgres.dialect import rows_by_name_and_place

        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # what fails is told by whoever asked
        return ConnectionPool(
            self.address,
            min_size=0,
            max_size=_MOST,
            timeout=_PATIENCE,
            reconnect_timeout=_PATIENCE / 2,
            num_workers=1,
            open=True,
            kwargs={
                "autocommit": True,
                "connect_timeout": _CONNECT_SECONDS,
                "application_name": "cancu",
                "options": f"-c search_path={schema} -c default_transaction_read_only=on",
                "row_factory": rows_by_name_and_place,
                **_KEPT_ALIVE,
            },
        )

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turns what PostgreSQL says inside into Away or Unusable; never repeats a value of a row."""
        import psycopg

        try:
            yield
        except (
            psycopg.OperationalError,
            psycopg.InterfaceError,
            psycopg.errors.UndefinedTable,
            psycopg.errors.InvalidSchemaName,
        ) as error:
            raise Away(f"Không tới được kho chung {self.shown}", _reason(error), _TRY_AGAIN) from None
        except psycopg.errors.InsufficientPrivilege:
            why = "tài khoản không có quyền cần thiết"
            raise Unusable(
                f"Không dùng được kho chung {self.shown}", why, "hãy cấp quyền như docs/service.md ghi"
            ) from None
        except psycopg.Error as error:
            why = f"PostgreSQL báo lỗi {error.sqlstate or type(error).__name__}"
            raise Unusable(
                f"Không dùng được kho chung {self.shown}", why, "hãy xem nhật ký của PostgreSQL"
            ) from None

    def make(self, db: psycopg.Connection[Any]) -> None:
        """Makes the shared tables where they are absent; raises Unusable where another program made them."""
        with self.told():
            with db.transaction():
                db.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
                found = db.execute("SELECT to_regclass('cancu.store')").fetchone()
                if found is None or found[0] is None:
                    db.execute(files("index.postgres").joinpath("control.sql").read_bytes())
                    db.execute("INSERT INTO cancu.store(version) VALUES (%s)", (VERSION,))
            self.must_agree(db)

    def must_agree(self, db: psycopg.Connection[Any]) -> None:
        """Raises Unusable where the shared tables are absent or another program's."""
        found = db.execute("SELECT to_regclass('cancu.store')").fetchone()
        if found is None or found[0] is None:
            raise Unusable(
                f"Kho chung {self.shown} chưa có gì", "chưa dựng lần nào", "hãy chạy «cancu build» trước"
            )
        row = db.execute("SELECT version FROM cancu.store").fetchone()
        if row is None or row[0] != VERSION:
            why = "do phiên bản khác của chương trình lập"
            raise Unusable(
                f"Không dùng được kho chung {self.shown}", why, "hãy dùng một phiên bản trên mọi máy"
            )


_KEPT_ALIVE: dict[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
"""A machine that is gone without a word is noticed within half a minute."""
_REASONS = {
    "28": "tài khoản hoặc mật khẩu không đúng",
    "3D": "không có cơ sở dữ liệu ấy",
    "53": "PostgreSQL hết chỗ hoặc hết lượt kết nối",
    "57": "PostgreSQL đang dừng hoặc khởi động",
    "42": "lần dựng đang mở đã được thay và gỡ đi",
}
"""By the class of SQLSTATE."""


def _reason(error: psycopg.Error) -> str:
    said = str(error).lower()
    if "password authentication failed" in said or "no password supplied" in said:
        return _REASONS["28"]
    if "too many clients" in said or "remaining connection slots" in said:
        return _REASONS["53"]
    if "does not exist" in said and error.sqlstate is None:
        return _REASONS["3D"]
    return _REASONS.get((error.sqlstate or "")[:2], "không nối được, hoặc kết nối bị ngắt")
