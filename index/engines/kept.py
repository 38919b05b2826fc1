"""What a folder says of the engine that was built beside it; saying nothing means the embedded one.

An index belongs to the engine that it was built for. It is never asked of another one, although the files
of an earlier build may still lie there: answers of two builds would mix.

Reads: a folder. Writes: a small file in it or beside it; collections that nobody serves any more are dropped.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.engines.choice import Choice, Kind, chosen
from index.errors import EngineUnusable, Unusable
from index.postgres.database import configured

PASSAGES = "passages"
"""What the collection of a generation holds."""
_FILE = "engine.json"
_PUT_OFF = ".collections-"
"""Notes of collections that are to be dropped once no machine may serve them."""
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
    """Drops the collections of a folder that is about to go; what cannot be reached is logged and left.

    Those of articles are only written down beside the folder where machines share a store: others may serve
    what was published of it until `drop_put_off` finds it gone. Generations have their own rule for that
    (`generation.remove_unused`).
    """
    try:
        kept = kept_of(folder)
        if kept is None:
            return
        if PASSAGES in kept.collections or configured() is None:
            _drop(folder.name, kept)
        elif kept.collections:
            (folder.parent / f"{_PUT_OFF}{secrets.token_hex(6)}.json").write_text(
                json.dumps(asdict(kept), ensure_ascii=False), encoding="utf-8"
            )
    except (Unusable, OSError) as error:
        _could_not(folder.name, error)


def drop_put_off(place: Path, published: Collection[str]) -> None:
    """Drops the collections that were put off, unless they are of a folder of one of these names.

    Collections of articles carry the name of their folder. What cannot be reached is left for the next time.
    """
    for note in sorted(place.glob(f"{_PUT_OFF}*.json")):
        try:
            kept = Kept(**json.loads(note.read_text(encoding="utf-8")))
            if any(name in held for name in published for held in kept.collections.values()):
                continue
            _drop(note.name, kept)
            note.unlink(missing_ok=True)
        except (Unusable, OSError, ValueError, TypeError) as error:
            _could_not(note.name, error)


def _drop(of: str, kept: Kept) -> None:
    """Drops collections where they were made, and where the setting says that this server is now.

    Raises Unusable where neither can be reached.
    """
    from index.engines.milvus.connection import connected

    places = {one.uri: one for one in (Choice("milvus", kept.uri), chosen()) if one.kind == "milvus"}
    unreached: list[Unusable] = []
    for place in places.values():
        try:
            for name in kept.collections.values():
                connected(place).drop(name)
        except Unusable as error:
            unreached.append(error)
    if len(unreached) == len(places):
        raise unreached[0]
    for one in unreached:
        _could_not(of, one)


def _could_not(of: str, error: Exception) -> None:
    log.warning(json.dumps({"at": "dropping collections", "of": of, "why": str(error)}))
