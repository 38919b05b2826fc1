"""`cancu work`, `cancu publish`: several machines read for one index, and serve it.

Reads: CANCU_STORE, the home. Writes: the shared store; what was done, for people or as JSON.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from index.postgres.database import Database
    from index.postgres.working import Done

Once = Annotated[bool, typer.Option("--once", help="Dừng khi không còn tệp nào chờ.")]
Lease = Annotated[
    float,
    typer.Option(
        "--lease",
        metavar="GIÂY",
        min=1.0,
        max=3600.0,
        help="Sau chừng ấy giây không thấy máy đọc lên tiếng thì tệp được giao cho máy khác.",
    ),
]


def work(once: Once = False, lease: Lease = 60.0, as_json: AsJson = False) -> int:
    """Đọc các tệp đang chờ trong kho chung (CANCU_STORE), thay cho máy dựng chỉ mục.

    Chạy trên bao nhiêu máy cũng được; máy nào dừng giữa chừng thì máy khác đọc tiếp tệp ấy.
    """
    from index.postgres.working import work as work_off

    stop = threading.Event()
    previous = {one: signal.signal(one, lambda *_: stop.set()) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        done = work_off(_store(), _tell, stop, once=once, lease_seconds=lease)
    finally:
        for one, handler in previous.items():
            signal.signal(one, handler)
    if as_json:
        console.print_json({"files": done})
    else:
        console.say(f"Đã đọc {done} tệp.")
    return 0


def publish(context: typer.Context, as_json: AsJson = False, home: Home = None) -> int:
    """Đưa chỉ mục và Bộ pháp điển của thư mục này vào kho chung (CANCU_STORE) cho mọi máy chủ dùng."""
    from index.postgres.writing import shared

    store = _store()
    with console.waiting("Đưa vào kho chung"), shared(home_of(context, home)) as writing:
        if writing is not None:
            writing.publish_codification()
    if as_json:
        console.print_json({"store": store.shown})
    else:
        console.say(f"Đã đưa vào {store.shown}.")
    return 0


def _store() -> Database:
    from index.errors import Unusable
    from index.postgres.database import SETTING, configured

    found = configured()
    if found is None:
        raise Unusable("Chưa có kho chung", f"chưa đặt biến {SETTING}", "xem docs/settings.md")
    return found


def _tell(done: Done) -> None:
    if done.reason is not None:
        console.fail(done.reason)
    else:
        console.tell(f"Đã đọc «{done.name}».")
