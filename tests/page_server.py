"""The real server on a port of its own, for what drives the page."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from search_api.api.app import create_app


@contextlib.contextmanager
def served(home: Path, token: str | None = None) -> Iterator[str]:
    """The address of a server over the index in `home`, warmed up; it ends with the block."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create_app(home, host_names=[], token=token)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    app.state.shelf.wait()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()
