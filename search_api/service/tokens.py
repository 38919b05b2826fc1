"""Tokens by which programs and people are let in: made once, shown once, kept as digests only.

A token is `cancu_<id>_<secret>`. The secret has 256 random bits, so that one SHA-256 of it tells nothing; a
slow digest would only make every request slow.

Reads: the home. Writes: `tokens.sqlite` in it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from index import disk
from index.errors import Unusable
from index.migrating import bring_forward, steps_of, version_of

Scope = Literal["read", "check", "write"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
VERSION = 1
"""Version of the schema; every rise comes with a step in `index/migrations/`."""
_SCHEMA = """
CREATE TABLE token (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  digest BLOB NOT NULL,            -- SHA-256 of the secret
  scopes TEXT NOT NULL,            -- joined by spaces
  created TEXT NOT NULL,           -- UTC, ISO, as are the others
  expires TEXT NOT NULL,
  revoked TEXT
) WITHOUT ROWID
"""
_TOKEN = re.compile(r"cancu_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
NAME_CHARACTERS = 80
DAYS = 365
"""How long a token holds where nobody says otherwise."""
MOST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; not its secret."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: str
    expires: str
    revoked: str | None

    def standing(self, now: datetime) -> Literal["valid", "revoked", "expired"]:
        """Whether it lets anybody in at this time."""
        if self.revoked:
            return "revoked"
        return "valid" if now.isoformat() < self.expires else "expired"


class Tokens:
    """The tokens of a home; safe to share between threads."""

    def __init__(self, home: Path) -> None:
        self.path = home / "tokens.sqlite"
        self._latest = ""
        self._known = threading.Lock()

    def create(self, name: str, scopes: tuple[Scope, ...], days: int = DAYS) -> tuple[Token, str]:
        """A new token, and the words that are shown once."""
        now = datetime.now(UTC)
        key, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        expires = now + timedelta(days=days)
        chosen = tuple(scope for scope in SCOPES if scope in scopes)
        made = Token(key, " ".join(name.split())[:NAME_CHARACTERS], chosen, _iso(now), _iso(expires), None)
        row = (key, made.name, _digest(secret), " ".join(chosen), made.created, made.expires)
        with disk.told(f"Không ghi được {self.path}"), self._open() as db:
            db.execute("INSERT INTO token VALUES (?,?,?,?,?,?,NULL)", row)
        return made, f"cancu_{key}_{secret}"

    def all(self) -> list[Token]:
        """Every token that was ever made, the latest first."""
        if not self.path.is_file():
            return []
        with self._open() as db:
            rows = db.execute("SELECT * FROM token ORDER BY created DESC, id").fetchall()
        return [_token_of(row) for row in rows]

    def revoke(self, key: str) -> Token:
        """Ends a token now; raises Unusable where there is none of that id."""
        found = next((token for token in self.all() if token.id == key), None)
        if found is None:
            raise Unusable(
                "Không thu hồi được mã truy cập", f"không có mã «{key[:20]}»", "xem «cancu token list»"
            )
        with disk.told(f"Không ghi được {self.path}"), self._open() as db:
            now = _iso(datetime.now(UTC))
            db.execute("UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL", (now, key))
        return next(token for token in self.all() if token.id == key)

    def any_valid(self) -> bool:
        """Whether anybody could be let in."""
        now = self._now()
        return any(token.standing(now) == "valid" for token in self.all())

    def holder(self, given: str) -> Token | None:
        """The token that was given, where it is one of ours and holds now."""
        parts = _TOKEN.fullmatch(given)
        if parts is None or not self.path.is_file():
            return None
        with self._open() as db:
            row = db.execute("SELECT * FROM token WHERE id = ?", (parts[1],)).fetchone()
        # Compared also where there is none of that id, so that time does not tell which ids there are.
        kept = row["digest"] if row else bytes(32)
        if not hmac.compare_digest(kept, _digest(parts[2])) or row is None:
            return None
        found = _token_of(row)
        return found if found.standing(self._now()) == "valid" else None

    def _now(self) -> datetime:
        """The time; a clock that was set back does not bring an expired token back while the server runs."""
        now = _iso(datetime.now(UTC))
        with self._known:
            self._latest = max(self._latest, now)
            return datetime.fromisoformat(self._latest)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = not self.path.exists()
        with closing(sqlite3.connect(self.path, timeout=10.0, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            try:
                if new:
                    self.path.chmod(0o600)
                if version_of(db) == 0:
                    db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA}; PRAGMA user_version = {VERSION}; COMMIT;")
                bring_forward(db, self.path, VERSION, steps_of("tokens"))
            except sqlite3.DatabaseError as error:
                if disk.reason_of(error):
                    raise
                remedy = "hãy chuyển tệp ấy đi rồi tạo lại mã bằng «cancu token create»"
                raise Unusable(f"Không dùng được {self.path}", str(error), remedy) from error
            yield db


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _token_of(row: sqlite3.Row) -> Token:
    scopes = tuple(scope for scope in SCOPES if scope in row["scopes"].split())
    return Token(row["id"], row["name"], scopes, row["created"], row["expires"], row["revoked"])
