"""The open library of a running server: opened and warmed in the background, exchanged for a newer one.

Reads: the folder of the index. Writes: nothing.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from index.asking import ask
from index.embedding import Embedders
from index.errors import Unusable
from index.library import Library
from index.library import open as open_library
from search_api.api.problems import Problem
from search_api.service.metrics import Metrics

log = logging.getLogger("cancu.error")

OPENING = "Đang mở chỉ mục và nạp mô hình; thử lại sau vài giây."
UNEXPECTED = "Chỉ mục không mở được vì sự cố ngoài dự kiến; chạy «cancu doctor» để biết phần nào hỏng."
WARM_UP = "chủ trì thực hiện nhiệm vụ phòng ngừa"
LOOK_AGAIN_SECONDS = 2.0
"""How often it is looked whether a newer generation is published."""
GENERATION = "X-Cancu-Generation"
"""Names the generation that an answer is from, in its headers."""
GRACE_SECONDS = 120.0
"""How long a replaced library stays open for the requests that hold it."""


class Shelf:
    """Holds the library that answers; a request keeps the one it got, even when another takes its place."""

    def __init__(
        self, home: Path, metrics: Metrics | None = None, embedders: Embedders | None = None
    ) -> None:
        self.home = home
        self.embedders = embedders
        self.metrics = metrics or Metrics()
        self.missing: str | None = OPENING
        self.refused: str | None = None
        """Why a newer generation than the one that serves could not be opened."""
        self._library: Library | None = None
        self._replaced: list[tuple[float, Library]] = []
        self._looked = 0.0
        self._changing = threading.Lock()
        self._opening: threading.Thread | None = None
        self._one_opening = threading.Lock()
        """Of two openings at once one may find the model's packages half imported by the other."""

    def start(self) -> None:
        """Open and warm up without keeping anybody waiting; an opening under way is left to end."""
        with self._changing:
            if self._busy:
                return
            self._opening = threading.Thread(target=self._open, name="open-library", daemon=True)
            self._opening.start()

    def close(self) -> None:
        """Wait for an opening to end and let every library go."""
        if self._opening is not None:
            self._opening.join(60)
        with self._changing:
            held = [library for _, library in self._replaced] + ([self._library] if self._library else [])
            self._library, self._replaced, self.missing = None, [], OPENING
        for library in held:
            library.close()

    def library(self) -> Library:
        """The library that serves now; raises Problem 503 with the reason where there is none."""
        self._look_for_newer()
        library = self._library
        if library is None:
            raise Problem(503, self.missing or OPENING, {"Retry-After": "3"})
        return library

    @property
    def just_looked_at(self) -> Library | None:
        """The library that serves now, where it was just looked for a newer one; never waits."""
        return self._library if time.monotonic() - self._looked < LOOK_AGAIN_SECONDS else None

    @property
    def served(self) -> Library | None:
        """The library that serves now, without looking for a newer one; None where there is none."""
        return self._library

    def wait(self) -> None:
        """Return once the opening that is under way has ended."""
        if self._opening is not None:
            self._opening.join()

    def reopen(self) -> None:
        """Serve what was just published before returning."""
        self.wait()
        self._open()

    def _look_for_newer(self) -> None:
        at = time.monotonic()
        with self._changing:
            if self._busy or at - self._looked < LOOK_AGAIN_SECONDS:
                return
            self._looked = at
            library = self._library
        if library is None or library.stale:
            self.start()

    @property
    def _busy(self) -> bool:
        return self._opening is not None and self._opening.is_alive()

    def _open(self) -> None:
        with self._one_opening:
            self._exchange()

    def _exchange(self) -> None:
        try:
            library = _opened(self.home, self.embedders)
        except Unusable as error:
            self._cannot(str(error))
            return
        except Exception as error:
            log.error(json.dumps({"error": type(error).__name__, "at": "opening the library"}))  # noqa: TRY400
            self._cannot(UNEXPECTED)
            return
        self._watch(library)
        at = time.monotonic()
        with self._changing:
            if self._library is not None:
                self._replaced.append((at, self._library))
            self._library, self.missing, self.refused = library, None, None
            gone = [old for since, old in self._replaced if at - since > GRACE_SECONDS]
            self._replaced = [(since, old) for since, old in self._replaced if at - since <= GRACE_SECONDS]
        for old in gone:
            old.close()

    def _watch(self, library: Library) -> None:
        """Count the time that the models take for questions."""
        embedders = {library.engine.embedder}
        if (articles := library.articles) is not None:
            embedders.add(articles.encoder.embedder)
        for embedder in embedders:
            embedder.timed = self.metrics.model_seconds.observe

    def _cannot(self, why: str) -> None:
        # What is served already stays served.
        with self._changing:
            if self._library is None:
                self.missing = why
            elif self.refused != why:
                self.refused = why
                log.error(json.dumps({"error": "Unusable", "at": "opening a newer generation", "why": why}))


def _opened(home: Path, embedders: Embedders | None) -> Library:
    """A library that has answered once, so that its model is loaded."""
    library = open_library(home, embedders)
    try:
        ask(library, WARM_UP)
        if (articles := library.articles) is not None:
            articles.search(WARM_UP, 1)
    except BaseException:
        library.close()
        raise
    return library


async def shelf_of(request: Request) -> Shelf:
    """The shelf of the application that answers."""
    return cast(Shelf, request.app.state.shelf)


OnShelf = Annotated[Shelf, Depends(shelf_of)]


async def library_of(shelf: OnShelf, response: Response) -> Library:
    """The library that serves now, which the answer names; a problem 503 says what is missing."""
    served = shelf.just_looked_at
    library: Library = served if served is not None else await run_in_threadpool(shelf.library)
    response.headers[GENERATION] = library.manifest.id
    return library


def written(answer: BaseModel, library: Library) -> Response:
    """An answer out of a library as JSON, put together in the turn in which it was made."""
    return Response(
        answer.model_dump_json(by_alias=True),
        media_type="application/json",
        headers={GENERATION: library.manifest.id},
    )


OpenLibrary = Annotated[Library, Depends(library_of)]
