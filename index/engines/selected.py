"""The engine that is selected: `writer` makes the searched half of a generation, `opened` asks it.

Reads: the environment, a generation's folder. Writes: engines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from index.embedding import Embedder
from index.engines.choice import chosen
from index.engines.embedded import EmbeddedEngine, EmbeddedWriter
from index.engines.kept import PASSAGES, engine_of, kept_of
from index.records import Engine, EngineWriter


def writer(folder: Path, name: str) -> EngineWriter:
    """What makes the searched half of the generation `name` in its folder."""
    choice = chosen()
    if choice.kind == "embedded":
        return EmbeddedWriter(folder)
    from index.engines.milvus.passages import MilvusWriter

    return MilvusWriter(folder, name, choice)


def opened(folder: Path, embedder: Embedder, connection: Callable[[], sqlite3.Connection]) -> Engine:
    """The engine over a generation; raises EngineUnusable where it was built for another one."""
    choice, kept = engine_of(folder)
    if kept is None:
        return EmbeddedEngine(folder, embedder, connection)
    from index.engines.milvus.passages import MilvusEngine

    return MilvusEngine(folder, embedder, choice, kept)


def served_by(folder: Path, passages: int) -> bool:
    """Whether the engine that is chosen holds a generation whole, so that it need not be built anew.

    Raises EngineUnusable where that engine cannot be asked.
    """
    choice, kept = chosen(), kept_of(folder)
    if kept is None or kept.kind != choice.kind:
        return kept is None and choice.kind == "embedded"
    from index.engines.milvus.connection import connected

    name = kept.collections.get(PASSAGES)
    return (connected(choice).count(name) if name else 0) == passages
