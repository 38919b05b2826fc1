"""The codification of a home, opened for reading.

    with reading.open(home) as codification:     # cheap: no article is read
        codification.article("2400800000000000100000100000000000000000")
        codification.by_provision("49/2020/NĐ-CP", "5")
        for batch in codification.batches(): …   # all articles, in the order of their keys

It may be shared between threads, and sees what an import that goes on has finished so far.

Reads: the store of the codification. Writes: records.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from index.codification.records import (
    ArticleName,
    CodifiedAct,
    CodifiedArticle,
    Related,
    RelatedPlace,
    ReleaseRead,
    act_of,
    article_of,
    name_of,
)
from index.codification.store import is_begun, open_for_reading, store_path
from index.codification.writing import provision_key
from index.errors import Unusable
from index.snapshot import Records, Snapshot
from ingest.codification.records import Amendment
from ingest.work import number_key

_ACT = """act.work, act.number AS act_number, act.type AS act_type, act.date AS act_date,
          act.issuer AS act_issuer, act.title AS act_title, act.url AS act_url"""
ARTICLES = f"""
    SELECT article.*, {_ACT}, topic, topic.title AS topic_title, subject.number AS subject_number,
           subject.title AS subject_title, release.dated AS left_dated, release.digest AS left_digest
    FROM article JOIN subject ON subject.id = article.subject
    LEFT JOIN act ON act.key = article.act
    LEFT JOIN topic ON topic.number = subject.topic
    LEFT JOIN release ON release.id = left_release
"""  # noqa: S608 - our own columns
_NAMES = """SELECT article.key, anchor, code, article.title, provision, in_force
            FROM article JOIN act ON act.key = article.act """
# In this order the first acts decide; the greatest day of all would be looked for among all articles.
_LATEST = """
    SELECT date
    FROM (SELECT key, date FROM act WHERE date <= ? ORDER BY date DESC LIMIT -1) AS latest
    WHERE EXISTS (SELECT 1 FROM article WHERE article.act = latest.key AND in_force <> 0) LIMIT 1
"""
_BATCH = 1000


def open(home: Path) -> Codification:  # noqa: A001 - reading.open reads as what it does
    """The codification of a home; raises Unusable, with the next step, where none was imported."""
    found = find(home)
    if found is None:
        remedy = "hãy chạy «cancu import phapdien BoPhapDien.zip» trước"
        raise Unusable(f"Chưa có Bộ pháp điển ở {home}", "chưa nhập lần nào", remedy)
    return found


def find(home: Path) -> Codification | None:
    """The codification of a home; None where none was imported."""
    path = store_path(home)
    if not is_begun(path):
        return None
    records = Snapshot(path, open_for_reading)
    records.connection()  # says now what is wrong with it
    return Codification(records)


class Codification:
    """The articles and the acts they come from."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known = threading.local()

    def __enter__(self) -> Codification:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store; nothing may be asked after."""
        self._records.close()

    @property
    def release(self) -> ReleaseRead | None:
        """The release that was imported last, whole; where none was yet, the one whose import goes on."""
        row = self._records.one(
            "SELECT * FROM release WHERE state != 'abandoned' ORDER BY state = 'done' DESC, id DESC LIMIT 1"
        )
        return ReleaseRead(row["digest"], row["name"], row["dated"], row["finished"] or "") if row else None

    @property
    def known_until(self) -> str:
        """The day (ISO) until which the release surely knows the law: that of its latest act; may be empty.

        A release does not say its own day, and the days of its files are those of a copy.
        """
        found = self._counted(_LATEST, datetime.now(UTC).date().isoformat())
        return str(found) if found is not None else ""

    @property
    def count(self) -> int:
        """How many articles are in force."""
        return self._number("SELECT count(*) FROM article WHERE in_force <> 0")

    @property
    def left(self) -> int:
        """How many articles earlier releases had and the present one lacks."""
        return self._number("SELECT count(*) FROM article WHERE in_force = 0")

    @property
    def subjects(self) -> int:
        """How many subjects the release has."""
        return self._number("SELECT count(*) FROM subject WHERE present <> 0")

    @property
    def act_count(self) -> int:
        """How many acts the articles come from."""
        return self._number("SELECT count(*) FROM act")

    # Articles

    def article(self, anchor: str) -> CodifiedArticle | None:
        """The article with this anchor."""
        row = self._records.one(ARTICLES + "WHERE anchor = ?", anchor)
        return article_of(row) if row else None

    def articles(self, keys: Iterable[int]) -> list[CodifiedArticle]:
        """Articles by key, in the order asked; keys that are not there are left out."""
        wanted = list(keys)
        found = {row["key"]: row for row in self._records.among(ARTICLES + "WHERE article.key IN", wanted)}
        return [article_of(found[key]) for key in wanted if key in found]

    def by_provision(self, act_number: str, article_number: str) -> tuple[CodifiedArticle, ...]:
        """The articles that are this one (`5`, `Điều 5`) of the act of this number, those in force first."""
        rows = self._records.all(
            ARTICLES + "WHERE act.number_key = ? AND provision_key = ? ORDER BY in_force DESC, article.key",
            number_key(act_number),
            provision_key(article_number),
        )
        return tuple(map(article_of, rows))

    def names_of(self, act_number: str, limit: int = 2000) -> tuple[ArticleName, ...]:
        """The articles of the act of this number, without their texts, in the order of the act."""
        return self._names("number_key = ?", number_key(act_number), limit)

    def names_of_work(self, work: str, limit: int = 2000) -> tuple[ArticleName, ...]:
        """The same for the act with this work id."""
        return self._names("act.work = ?", work, limit)

    def batches(self, size: int = _BATCH, after: int = 0) -> Iterator[list[CodifiedArticle]]:
        """All articles, also those no longer in force, in the order of their keys; only those after a key."""
        while rows := self._records.all(
            ARTICLES + "WHERE article.key > ? ORDER BY article.key LIMIT ?", after, size
        ):
            yield [article_of(row) for row in rows]
            after = rows[-1]["key"]

    # What articles are related to

    def related(self, anchor: str) -> Related:
        """What an article (or heading) is said to be related to, and what is said to be related to it."""
        out = self._records.all(
            "SELECT label, reference.anchor, code, act_number, reference.url FROM reference"
            " LEFT JOIN article ON article.anchor = reference.anchor"
            " WHERE source = ? ORDER BY reference.position",
            anchor,
        )
        back = self._records.all(
            "SELECT DISTINCT source, code, title FROM reference JOIN article ON article.anchor = source"
            " WHERE reference.anchor = ? ORDER BY source",
            anchor,
        )
        return Related(
            tuple(
                RelatedPlace(r["label"], r["anchor"], r["code"] or "", r["act_number"], r["url"]) for r in out
            ),
            tuple(
                RelatedPlace(f"Điều {r['code']}. {r['title'] or ''}".strip(), r["source"], r["code"], "", "")
                for r in back
            ),
        )

    def amendments(self, key: int) -> tuple[Amendment, ...]:
        """What later acts did to an article, as its note states it."""
        rows = self._records.all("SELECT * FROM amendment WHERE article = ? ORDER BY position", key)
        return tuple(
            Amendment(
                relation=row["relation"],
                partly=bool(row["partly"]),
                shared=bool(row["shared"]),
                provision=row["provision"],
                type=row["type"],
                number=row["number"],
                effective_from=row["effective_from"],
            )
            for row in rows
        )

    # Acts

    def acts(self) -> tuple[CodifiedAct, ...]:
        """Every act that articles come from, by number."""
        return tuple(map(act_of, self._records.all(f"SELECT {_ACT} FROM act ORDER BY number_key, key")))  # noqa: S608

    def act(self, number: str) -> CodifiedAct | None:
        """The one act of this number; None where there is none, or several, as old numbers come back."""
        rows = self._records.all(f"SELECT {_ACT} FROM act WHERE number_key = ?", number_key(number))  # noqa: S608
        return act_of(rows[0]) if len(rows) == 1 else None

    def _names(self, condition: str, value: str, limit: int) -> tuple[ArticleName, ...]:
        order = "CAST(provision_key AS INTEGER), provision_key, article.key"
        rows = self._records.all(f"{_NAMES} WHERE {condition} ORDER BY {order} LIMIT ?", value, limit)
        return tuple(map(name_of, rows))

    def _number(self, query: str) -> int:
        return int(self._counted(query) or 0)

    def _counted(self, query: str, *values: str) -> Any:  # noqa: ANN401 - of the query's own kind
        """The one value of a query over all articles, asked again where the records changed."""
        version = self._records.version()  # this thread's
        held: tuple[int, dict[object, object]] = getattr(self._known, "counts", (version, {}))
        if held[0] != version:
            held = (version, {})
        self._known.counts = held
        key = (query, values)
        if key not in held[1]:
            row = self._records.one(query, *values)
            held[1][key] = row[0] if row else None
        return held[1][key]
