"""The engines that tests run on: the embedded one, and Milvus by milvus-lite in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.milvus_server import installed
from index.engines.choice import SETTING
from index.engines.milvus.connection import connected

INSTALLED = installed()
needs_milvus = pytest.mark.skipif(not INSTALLED, reason="pymilvus and milvus-lite are not installed")


@contextmanager
def selected(engine: str, folder: Path, *, keep_open: bool = False) -> Iterator[str]:
    """The engine is the one that CANCU_ENGINE names; the test is skipped where it is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        if engine == "embedded":
            patch.delenv(SETTING, raising=False)
            yield engine
            return
        if not INSTALLED:
            pytest.skip("pymilvus and milvus-lite are not installed")
        file = folder / "milvus.db"
        patch.setenv(SETTING, f"milvus:{file}")
        try:
            yield engine
        finally:
            if not keep_open:
                released(file)


def released(file: Path) -> None:
    """The file is let go, as by the end of the process that had it."""
    from milvus_lite.server_manager import server_manager_instance

    server_manager_instance.release_server(str(file))
    connected.cache_clear()
