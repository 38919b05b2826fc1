"""`cancu serve`: the HTTP interface and the page, on this machine.

Reads: the command line, CANCU_TOKEN and the settings of docs/service.md. Writes: answers over HTTP; the
access log on standard error.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from typing import Annotated

import typer

from search_api.cli import console
from search_api.cli.options import Home, home_of

DEFAULT_PORT = 8138
GRACE = 30
"""Seconds in which answers that are under way may end once the server is told to stop."""

Host = Annotated[str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ để nghe.")]
Port = Annotated[int, typer.Option("--port", metavar="CỔNG", min=0, max=65535, help="Cổng để nghe.")]
Names = Annotated[
    list[str] | None,
    typer.Option("--name", metavar="TÊN", help="Tên máy chủ được gọi tới, khi đứng sau máy chủ khác."),
]


def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = DEFAULT_PORT,
    name: Names = None,
    home: Home = None,
) -> int | None:
    """Mở trang web và giao diện HTTP trên máy này."""
    import uvicorn

    from index.citation_check.confined import room
    from index.model_process import ModelProcess
    from search_api.api.app import create_app
    from search_api.service.logs import write_to_stderr
    from search_api.service.settings import ServiceSettings

    settings = ServiceSettings.from_environment()
    try:
        listening = _listen(host, port)
    except OSError as error:
        console.fail(f"Không nghe được ở {host}:{port}: {error.strerror}. Chọn cổng khác bằng --port.")
        return 1
    local = _is_loopback(host)
    if not local and settings.reading == "open":
        console.warn(
            "mọi máy tới được địa chỉ này đều đọc được các văn bản trong chỉ mục; "
            "đặt CANCU_READING=token để chỉ người có mã truy cập đọc được."
        )
    token = os.environ.get("CANCU_TOKEN") or None
    names = name or ([] if local else None)
    models = ModelProcess()
    app = create_app(
        home_of(context, home),
        host_names=names,
        token=token,
        settings=settings,
        embedders=models.embedder,
    )
    write_to_stderr(settings.log)
    models.begin()
    room().open()  # so that the first draft does not wait for it
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(f"Căn Cứ ở http://{shown}:{listening.getsockname()[1]} (Ctrl+C để dừng)\n")
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE,
        # Who asks is what the one in front says, where somebody is said to be in front; else who connects.
        proxy_headers=bool(name),
        forwarded_allow_ips="127.0.0.1,::1",
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        models.close()
    return None


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
