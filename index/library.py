"""A built index, opened for reading: what the faces and the answering of questions stand on.

    with library.open(home) as lib:      # cheap: no model is loaded, no index is read into memory
        lib.engine.lexical("hòa giải ở cơ sở", Filters(kinds=("task",)), 20)   # -> [Candidate(key, score)]
        lib.engine.nearest("hòa giải ở cơ sở", Filters(), 20)              # the first call loads the model
        lib.passages([key, …])           # Passages in the order asked; unknown keys are left out
        lib.assignment(passage.assignment); lib.parties_of …                   # who does it
        lib.citations(passage=key)       # what a passage cites; also document=…, unit=…, act=…
        lib.directives(); lib.directive(id); lib.catalogue.get(id)       # acts, and what is known of them

A Library shows the generation that was served when it was opened (only `codification` shows what is imported
now). `stale` tells that a newer one is published; open that beside it and close this one. It may be shared
between threads. Records come from `index.stored`; inside them are the records of `ingest.document`.

Reads: a home. Writes: records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType

from index import generation
from index.arithmetic import of_questions
from index.articles.folder import served as folder_served
from index.articles.searching import ArticleIndex
from index.codification import reading
from index.codification.articles import articles_home
from index.codification.closing import ClosingStatement, closing_of
from index.codification.works import works as codified_works
from index.directives import of_work, work_of
from index.embedding import Embedders, embedder_of_questions
from index.engines import selected
from index.errors import Away, EngineUnusable, Unusable
from index.filtering import conditions_of
from index.held_documents import HeldDocuments
from index.held_tasks import HeldTasks
from index.marks import SyllablePairs
from index.model import Model, located
from index.postgres.database import configured
from index.postgres.opened import SharedGeneration
from index.records import Engine, Filters, Passage, PassageKind
from index.remembering import forget
from index.snapshot import Records, Snapshot
from index.stored import (
    Directive,
    directive_of,
    passage_of,
)
from ingest.catalogue import Catalogue, load_catalogue

_TRIES = 5


def open(home: Path, embedders: Embedders | None = None) -> Library:  # noqa: A001 - reads as what it does
    """The generation that is served in a home; raises Unusable, with the next step, where there is none.

    `embedders` gives what questions are embedded with; otherwise the model is loaded here.
    """
    if (database := configured()) is not None:
        shared = SharedGeneration(home, database)
        return Library(home, shared.folder, shared, embedders)
    for _ in range(_TRIES):
        folder = generation.current(home)
        if folder is None:
            break
        try:
            return Library(home, folder, embedders=embedders)
        except FileNotFoundError:  # a build has published the next one and removed this, just now
            continue
    raise Unusable(f"Chưa có chỉ mục ở {home}", "chưa dựng lần nào", "hãy chạy «cancu build» trước")


class Library(HeldDocuments, HeldTasks):
    """One generation, opened."""

    def __init__(
        self,
        home: Path,
        folder: Path,
        shared: SharedGeneration | None = None,
        embedders: Embedders | None = None,
    ) -> None:
        self.home = home
        self.folder = folder
        self._shared = shared
        self._embedders: Embedders = embedders or embedder_of_questions
        self._codification: reading.Codification | None = None
        self._articles: ArticleIndex | None = None
        self._mark = generation.hold(folder)
        try:
            self.manifest = generation.manifest(folder)
            generation.must_be_whole(folder)
            self.records: Records = shared.records if shared else Snapshot(generation.snapshot_path(folder))
            self.records.reach()  # says now, and not at the first question, what is wrong with it
        except Unusable:
            self._mark.close()
            if shared is not None:
                shared.close()
            raise

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the generation; nothing may be asked of the library after."""
        forget(self)
        self.records.close()
        if self._codification is not None:
            self._codification.close()
        self._mark.close()
        if self._shared is not None:
            self._shared.close()

    @property
    def stale(self) -> bool:
        """Whether a newer generation is published; on a shared store, also another codification."""
        if self._shared is not None:
            return self._shared.stale
        return generation.current(self.home) != self.folder

    @cached_property
    def model(self) -> Model:
        """The model that made the vectors; raises Unusable where the machine has another one now."""
        found = located(self.manifest.model_setting)
        if (found.name, found.revision) != (self.manifest.model, self.manifest.revision):
            why = f"chỉ mục dựng bằng {self.manifest.model}@{self.manifest.revision}, máy này có {found.key}"
            raise Unusable("Mô hình không khớp với chỉ mục", why, "hãy chạy lại «cancu build»")
        return found

    @cached_property
    def engine(self) -> Engine:
        """The search engine over this generation; raises EngineUnusable where that was built for another."""
        embedder = self._embedders(self.model, of_questions("float32"))
        return selected.opened(self.folder, embedder, self.records.connection)

    @cached_property
    def syllable_pairs(self) -> SyllablePairs:
        """How often syllables and pairs of them stand in the passages."""
        return SyllablePairs.from_json((self.folder / "syllable_pairs.json").read_text(encoding="utf-8"))

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, extended by the acts that documents are the texts of, and by those codified."""
        held = (work_of(document.head) for document in self.documents())
        known = load_catalogue().with_works(work for work in held if work)
        return known.with_works(codified_works(self.codification)) if self.codification else known

    @property
    def codification(self) -> reading.Codification | None:
        """The codification of the home, apart from the generation; None where none can be read.

        On a shared store it is the one that was served together with the generation.
        """
        if self._shared is not None:
            self._codification = self._codification or self._shared.codification()
        elif self._codification is None:
            with suppress(Unusable):  # `cancu doctor` tells what is wrong with it
                self._codification = reading.find(self.home)
        return self._codification

    @property
    def articles(self) -> ArticleIndex | None:
        """The index over the articles of the codification, the latest built; None where there is none."""
        served = self._shared.articles_folder if self._shared else folder_served(articles_home(self.home))
        if served is None:
            return None
        if self._articles is None or self._articles.folder != served:
            try:
                self._articles = ArticleIndex(served, self._embedders)
            except (Away, EngineUnusable):
                raise  # else the law would be left out of answers without a word
            except Unusable:  # `cancu doctor` tells what is wrong with it
                return self._articles
        return self._articles

    def closing(self, number: str) -> list[ClosingStatement]:
        """What articles of the codification say of the force of the act with this number."""
        return self._shared.closing(number) if self._shared else closing_of(self.home, number)

    # Acts

    def directives(self) -> tuple[Directive, ...]:
        """Every act that is catalogued, cited, or a document of the library, by id."""
        return tuple(map(directive_of, self.records.all("SELECT * FROM directive ORDER BY id")))

    def directive(self, directive: str) -> Directive | None:
        """The act with this id, also where only the codification has articles of it."""
        row = self.records.one("SELECT * FROM directive WHERE id = ?", directive)
        work = None if row else self.catalogue.get(directive)
        return directive_of(row) if row else of_work(work, None) if work else None

    # Passages

    def passages(self, keys: Iterable[int]) -> list[Passage]:
        """Passages by key, in the order asked; keys that are not there are left out."""
        wanted = list(keys)
        rows = self.records.among("SELECT * FROM passage WHERE key IN", wanted)
        found = {row["key"]: passage_of(row) for row in rows}
        return [found[key] for key in wanted if key in found]

    def passages_where(self, filters: Filters) -> list[Passage]:
        """All passages that satisfy the filters, by key."""
        conditions, values = conditions_of(filters)
        query = f"SELECT * FROM passage WHERE {conditions} ORDER BY key"  # noqa: S608 - no value stands in it
        return [passage_of(row) for row in self.records.all(query, *values)]

    def passages_citing(self, acts: Sequence[str], kinds: Sequence[PassageKind] = ()) -> list[int]:
        """Keys of the passages in which one of these acts is cited; of these kinds only, where given."""
        kind = f" AND passage.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        query = f"""SELECT DISTINCT key FROM passage JOIN passage_citation ON key = passage
                    JOIN citation ON citation.id = citation
                    WHERE act IN ({",".join("?" * len(acts))}){kind} ORDER BY key"""  # noqa: S608 - marks only
        return [row["key"] for row in self.records.all(query, *acts, *kinds)]

    def passage_of_directive(self, directive: str) -> Passage | None:
        """The passage by which an act is found."""
        row = self.records.one("SELECT * FROM passage WHERE document = ? AND kind = 'directive'", directive)
        return passage_of(row) if row else None
