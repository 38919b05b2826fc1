"""What a folder says of the engine that was built beside it; saying nothing means the embedded one.

An index belongs to the engine that it was built for. It is never asked of another one, although the files
of an earlier build may still lie there: answers of two builds would mix.

Reads: a folder. Writes: one small file in it; collections that nobody serves any more are dropped.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.engines.choice import Choice, Kind, chosen
from index.errors import EngineUnusable, Unusable

_FILE = "engine.json"
log = logging.getLogger("cancu.error")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the other half of a folder's index is."""

    kind: Kind
    uri: str
    """Of the build; asking follows the setting, which may name the same server otherwise."""
    collections: Mapping[str, str] = field(default_factory=dict)
    """Names of collections by what they hold; none for what is empty."""


def keep(folder: Path, kept: Kept) -> None:
    """Writes down which collections belong to a folder, before they are made."""
    (folder / _FILE).write_text(json.dumps(asdict(kept), ensure_ascii=False, indent=1), encoding="utf-8")


def kept_of(folder: Path) -> Kept | None:
    """What a folder says; None where its index is the embedded engine's."""
    try:
        told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Kept(**told)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        why = f"tệp {_FILE} không đọc được"
        raise Unusable(f"Không dùng được chỉ mục {folder.name}", why, "hãy chạy lại «cancu build»") from error


def kept_engine(folder: Path) -> Kind:
    """The engine that a folder was built for."""
    kept = kept_of(folder)
    return kept.kind if kept else "embedded"


def engine_of(folder: Path) -> tuple[Choice, Kept | None]:
    """The engine to ask for a folder; raises EngineUnusable where the setting names another one."""
    choice, built = chosen(), kept_engine(folder)
    if built != choice.kind:
        why = f"chỉ mục được dựng cho máy tìm kiếm «{built}» nhưng CANCU_ENGINE đang chọn «{choice.kind}»"
        remedy = "hãy đặt lại CANCU_ENGINE, hoặc chạy «cancu doctor --mend» để dựng lại từ kho"
        raise EngineUnusable(f"Không dùng được chỉ mục {folder.name}", why, remedy)
    return choice, kept_of(folder)


def drop_collections_of(folder: Path) -> None:
    """Drops the collections of a folder that is about to go; what cannot be reached is logged and left."""
    try:
        kept = kept_of(folder)
        places = {one.uri: one for one in (Choice("milvus", kept.uri), chosen())} if kept else {}
    except Unusable as error:
        _could_not(folder, error)
        return
    for place in places.values():
        if kept is not None and place.kind == "milvus":
            _drop(folder, place, kept)


def _drop(folder: Path, place: Choice, kept: Kept) -> None:
    from index.engines.milvus.connection import connected

    try:
        for name in kept.collections.values():
            connected(place).drop(name)
    except Unusable as error:
        _could_not(folder, error)


def _could_not(folder: Path, error: Unusable) -> None:
    log.warning(json.dumps({"at": "dropping collections", "folder": folder.name, "why": str(error)}))
