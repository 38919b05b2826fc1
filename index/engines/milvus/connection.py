"""Milvus as this program uses it: collections made whole, asked, pointed at and dropped.

Every fault is one Vietnamese line. A server that does not answer is remembered for a moment, so that many
requests do not each wait for it; then it is asked again, and goes on where it is back.

Reads: a Choice, rows, vectors. Writes: collections; (key, score) pairs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engines.choice import Choice
from index.engines.milvus.terms import Sparse
from index.errors import EngineUnusable, Unusable

Row = Mapping[str, Any]
Scored = list[tuple[int, float]]
Vector = NDArray[np.float32] | Sparse

EXACT_BELOW = 500_000
"""Vectors up to which every one is compared (FLAT); above, a graph is walked (HNSW)."""
_GRAPH = {"M": 32, "efConstruction": 120}
_EFFORT = 256
_BUILD_SECONDS = 300.0
"""For what a build asks: flushing and loading take as long as there is much."""
_ROWS_AT_ONCE = 256
_MOST = 16_384
"""Rows that Milvus gives for one query at most."""
_WITHIN_PROCESS = {"grpc.keepalive_time_ms": 2**31 - 1}
"""A file's server lives and dies with this process; asking whether it lives only disturbs it."""
_REMEMBERED = 2.0
"""Seconds for which a server that was away is not asked again."""
_NO_COLLECTION, _NOT_LOADED = (4, 100), (101,)
_SILENCE = ("UNAVAILABLE", "DEADLINE_EXCEEDED", "Fail connecting", "Retry timeout")
"""What the client says where nobody answers."""


@lru_cache(maxsize=4)
def connected(choice: Choice) -> Milvus:
    """The connection to a Milvus, one for the whole process; nothing is asked of it yet."""
    return Milvus(choice)


class Milvus:
    """A server, cluster or file; safe to share between threads. It is connected to when first needed."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self._client: Any = None
        self._connecting = threading.Lock()
        self._away: tuple[float, str] | None = None

    # Building

    def create(self, name: str, fields: Iterable[Row], count: int) -> None:
        """Makes an empty collection, indexed and loaded; of another of the name nothing is left.

        `fields` are arguments of `add_field`, those of vectors with `index`: `dense` or `sparse`. `count` is
        how many rows are to come, which decides the kind of index.
        """
        with self._asking() as client:
            if client.has_collection(name, timeout=_BUILD_SECONDS):
                client.drop_collection(name, timeout=_BUILD_SECONDS)
            schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
            for field in fields:
                described = dict(field)
                kind = described.pop("index", None)
                schema.add_field(**described)
                if kind is not None:
                    indexes.add_index(described["field_name"], metric_type="IP", **_index(kind, count))
            client.create_collection(
                name,
                schema=schema,
                index_params=indexes,
                consistency_level="Bounded",
                timeout=_BUILD_SECONDS,
            )

    def insert(self, name: str, rows: Iterable[Row]) -> None:
        """Adds rows, some at a time."""
        left = iter(rows)
        while part := [dict(row) for row in islice(left, _ROWS_AT_ONCE)]:
            with self._asking() as client:
                client.insert(name, part, timeout=_BUILD_SECONDS)

    def settle(self, name: str, count: int) -> None:
        """Makes a collection durable and searchable; raises Unusable where it lacks rows."""
        with self._asking() as client:
            client.flush(name, timeout=_BUILD_SECONDS)
            client.load_collection(name, timeout=_BUILD_SECONDS)
        found = self.count(name)
        if found != count:
            why = f"tập {name} có {found} hàng, lẽ ra {count}"
            raise Unusable("Không ghi đủ vào Milvus", why, "hãy chạy lại; nếu vẫn vậy, xem máy chủ Milvus")

    def point(self, alias: str, name: str) -> None:
        """Lets an alias name a collection from now on, in one step."""
        with self._asking() as client:
            from pymilvus.exceptions import MilvusException

            try:
                client.alter_alias(name, alias, timeout=_BUILD_SECONDS)
            except MilvusException:  # there is none yet
                client.create_alias(name, alias, timeout=_BUILD_SECONDS)

    def drop(self, name: str) -> None:
        """Removes a collection with the aliases that still name it; nothing where there is none."""
        with self._asking() as client:
            if not client.has_collection(name, timeout=self._patience):
                return
            told = client.list_aliases(name, timeout=self._patience)
            for alias in told.get("aliases", ()) if isinstance(told, dict) else told:
                client.drop_alias(alias, timeout=self._patience)
            client.drop_collection(name, timeout=self._patience)

    # Asking

    def search(
        self, name: str, field: str, vector: Vector, limit: int, where: str = "", *, key: str = "key"
    ) -> Scored:
        """The rows with the greatest inner products, best first; `where` is a condition of integers only."""
        sparse = isinstance(vector, dict)
        settings = {"drop_ratio_search": 0.0} if sparse else {"ef": max(_EFFORT, limit)}

        def ask(client: Any) -> Any:  # noqa: ANN401 - pymilvus's
            return client.search(
                name,
                data=[vector],
                anns_field=field,
                filter=where,
                limit=min(limit, _MOST),
                search_params={"metric_type": "IP", "params": settings},
                output_fields=[key],
                timeout=self.choice.seconds,
            )

        hits = self._loaded(name, ask)[0]
        return [(int(hit[key]), float(hit["distance"])) for hit in hits]

    def count(self, name: str) -> int:
        """How many rows a collection has; 0 where there is none of that name."""

        def ask(client: Any) -> Any:  # noqa: ANN401 - pymilvus's
            counted, now = ["count(*)"], {"consistency_level": "Strong", "timeout": self._patience}
            return client.query(name, filter="", output_fields=counted, **now)

        if not self.has(name):
            return 0
        return int(self._loaded(name, ask)[0]["count(*)"])

    def keys(self, name: str, key: str = "key") -> NDArray[np.int64]:
        """The keys of all rows, ascending."""
        found: list[int] = []
        last = -1
        while True:
            where = f"{key} > {last}"

            def ask(client: Any, where: str = where) -> Any:  # noqa: ANN401 - pymilvus's
                iterator = client.query_iterator(
                    name, batch_size=_MOST // 2, filter=where, output_fields=[key], timeout=self._patience
                )
                try:
                    return iterator.next()
                finally:
                    iterator.close()

            part = [int(row[key]) for row in self._loaded(name, ask)]
            if not part:
                return np.array(sorted(found), np.int64)
            found += part
            last = max(part)

    def has(self, name: str) -> bool:
        """Whether there is a collection of that name."""
        with self._asking() as client:
            return bool(client.has_collection(name, timeout=self._patience))

    @property
    def _patience(self) -> float:
        return max(self.choice.seconds, 30.0)

    def _loaded(self, name: str, ask: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - pymilvus's
        """Asks a collection, and loads it first where the server has just started."""
        with self._asking() as client:
            from pymilvus.exceptions import MilvusException

            try:
                return ask(client)
            except MilvusException as error:
                if error.code not in _NOT_LOADED and "not loaded" not in error.message:
                    raise
                client.load_collection(name, timeout=_BUILD_SECONDS)
                return ask(client)

    @contextmanager
    def _asking(self) -> Iterator[Any]:
        """The client; what goes wrong with it is told in one line."""
        self._must_not_be_away()
        client = self._opened()
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            yield client
        except MilvusException as error:
            if error.code in _NO_COLLECTION:
                why = "tập dữ liệu của chỉ mục không còn trên máy chủ"
                remedy = "hãy chạy «cancu doctor --mend» để dựng lại từ kho"
                raise Unusable("Không tìm được bằng Milvus", why, remedy) from error
            raise self._gone(error.message) from error
        except RpcError as error:
            raise self._gone(str(error)) from error
        self._away = None

    def _must_not_be_away(self) -> None:
        if self._away is not None and time.monotonic() - self._away[0] < _REMEMBERED:
            raise self._not_there(self._away[1])

    def _opened(self) -> Any:  # noqa: ANN401 - pymilvus's client
        with self._connecting:
            if self._client is None:
                self._must_not_be_away()  # those that waited here need not each try
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:  # noqa: ANN401 - pymilvus's client
        uri = self.choice.uri
        try:
            from pymilvus import MilvusClient
            from pymilvus.exceptions import MilvusException

            if uri.endswith(".db"):
                import milvus_lite  # noqa: F401 - whether it is here
        except ImportError as error:
            why = f"máy này thiếu gói {error.name or 'pymilvus'}"
            remedy = "hãy cài bằng «pip install cancu[scale]»"
            raise EngineUnusable("Không dùng được Milvus", why, remedy) from error
        _silence(in_file=uri.endswith(".db"))
        try:
            if uri.endswith(".db"):
                Path(uri).parent.mkdir(parents=True, exist_ok=True)
            options = {"grpc_options": _WITHIN_PROCESS} if uri.endswith(".db") else {}
            return MilvusClient(uri, token=self.choice.token, timeout=self.choice.seconds, **options)
        except MilvusException as error:
            raise self._gone(error.message) from error
        except OSError as error:
            raise self._gone(error.strerror or str(error)) from error

    def _gone(self, why: str) -> EngineUnusable:
        if any(sign in why for sign in _SILENCE):
            why = f"không trả lời trong {self.choice.seconds:g} giây"
        if "Open local milvus failed" in why:
            why = "không mở được tệp"
        told = " ".join(why.split())[:200]
        self._away = (time.monotonic(), told)
        return self._not_there(told)

    def _not_there(self, told: str) -> EngineUnusable:
        remedy = "hãy xem Milvus có chạy và địa chỉ ở CANCU_ENGINE có đúng, rồi thử lại"
        if self._client is None and self.choice.uri.endswith(".db"):
            remedy = "tệp này chỉ một tiến trình mở được một lúc; nhiều tiến trình thì cần máy chủ Milvus"
        return EngineUnusable("Không hỏi được máy tìm kiếm Milvus", told, remedy)


def _silence(*, in_file: bool) -> None:
    """What the client, and a server within this process, would write is told in one line instead."""
    for name in ("pymilvus", *(("milvus_lite", "grpc") if in_file else ())):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _index(kind: str, count: int) -> dict[str, Any]:
    if kind == "sparse":
        return {"index_type": "SPARSE_INVERTED_INDEX", "params": {}}
    if count <= EXACT_BELOW:
        return {"index_type": "FLAT", "params": {}}
    return {"index_type": "HNSW", "params": _GRAPH}
