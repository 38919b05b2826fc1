"""The pages of a release, read by several processes, a few ahead of whoever takes them.

Reads: an archive. Writes: PageRead records, in the order of the pages.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.errors import Unusable
from ingest.codification.records import Subject
from ingest.codification.release import OpenArchive, Page
from ingest.codification.subject import read_subject
from ingest.errors import Unreadable

_ALONE = 4 * 1024 * 1024
"""Bytes below which starting processes would take longer than reading."""
_AHEAD = 2
"""Pages for each process that may wait to be taken."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page, read; or that it has not changed, or why it cannot be read."""

    page: Page
    subject: Subject | None = None
    digests: tuple[str, ...] = ()
    """Of the subject's articles, in order."""
    failure: str = ""


def read_pages(
    path: Path, pages: Sequence[Page], known: Mapping[str, str], processes: int
) -> Iterator[PageRead]:
    """Reads pages, but none whose digest is the known one; raises Unusable where a process dies."""
    if processes < 2 or sum(page.size for page in pages) < _ALONE:
        for page in pages:
            yield read_page(path, page, known.get(page.id, ""))
        return
    # Started anew and not forked: the program may have threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)
    try:
        waiting: deque[Future[PageRead]] = deque()
        for page in pages:
            waiting.append(pool.submit(partial(read_page, path, page, known.get(page.id, ""))))
            if len(waiting) > processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        why = "một tiến trình đọc đã dừng giữa chừng (thường do thiếu bộ nhớ)"
        raise Unusable(
            "Không nhập hết Bộ pháp điển", why, "hãy chạy lại; những gì đã đọc được giữ lại"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def read_page(path: Path, page: Page, known: str) -> PageRead:
    """One page of an archive."""
    try:
        with OpenArchive(path) as archive:
            data = archive.read(page.member)
    except Unreadable as error:
        return PageRead(page, failure=str(error))
    if known and hashlib.sha256(data).hexdigest() == known:
        return PageRead(page)
    subject = read_subject(page.id, data)
    return PageRead(page, subject, tuple(article.digest for article in subject.articles))


def _end_with_parent() -> None:
    """Lets no reading process outlive an import that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
