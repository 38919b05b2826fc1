"""A PostgreSQL server of one's own: a cluster in a folder, reached by a socket in it, nothing over the net.

Reads: nothing. Writes: a folder that goes with the server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_PLACES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/pgsql/bin"))


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where they are absent, or may not be run."""
    found = shutil.which("initdb")
    places = [*([Path(found).parent] if found else []), *_PLACES]
    place = next((p for p in places if (p / "initdb").is_file() and (p / "pg_ctl").is_file()), None)
    return None if os.geteuid() == 0 and not shutil.which("runuser") else place


class PostgresServer:
    """Made once, started and stopped as often as a test wants."""

    def __init__(self) -> None:
        place = programs()
        if place is None:
            raise RuntimeError("no PostgreSQL on this machine")
        self._programs = place
        self.folder = Path(tempfile.mkdtemp(prefix="cancu-pg-"))
        self._as: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "nobody")
            self._as = ["runuser", "-u", "nobody", "--"]
        self._run(
            "initdb",
            "-D",
            f"{self.folder}/data",
            "-U",
            "cancu",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        self.start()

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        self._run(
            "pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options, "-w", "start"
        )

    def stop(self) -> None:
        """Stops it at once, as a crash would."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def database(self, name: str) -> str:
        """The address of a new, empty database."""
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            db.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            db.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def address(self, name: str) -> str:
        """The address of a database, with a password that nothing may show."""
        return f"postgresql://cancu:mat-khau-bi-mat@/{name}?host={self.folder}"

    def remove(self) -> None:
        """Stops it and removes all of it."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, str(self._programs / program), *arguments]
        # Into files: the server keeps what it inherits open.
        with (self.folder / "told").open("w") as told:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, cwd="/", check=False, timeout=60
            )
        if done.returncode:
            raise RuntimeError((self.folder / "told").read_text())
