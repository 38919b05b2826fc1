"""The client: all operations, and what takes several of them.

Reads: answers over HTTP. Writes: models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, overload

from pydantic import BaseModel

from search_api.client import models
from search_api.client.operations import Operations

_MODELS: dict[str, type[BaseModel]] = {
    "documents": models.ExportedDocument,
    "units": models.ExportedUnit,
    "citations": models.ExportedCitation,
    "relations": models.ExportedRelation,
    "tasks": models.ExportedTask,
}


class Client(Operations):
    """A client of one server: its operations, all pages of a list, whole exports, what changed."""

    def all_documents(self) -> Iterator[models.DocumentSummary]:
        """Every document, page after page."""
        page: str | None = None
        while True:
            found = self.documents(page=page)
            yield from found.documents
            page = found.next
            if page is None:
                return

    @overload
    def exported(self, what: Literal["documents"]) -> Iterator[models.ExportedDocument]: ...
    @overload
    def exported(self, what: Literal["units"]) -> Iterator[models.ExportedUnit]: ...
    @overload
    def exported(self, what: Literal["citations"]) -> Iterator[models.ExportedCitation]: ...
    @overload
    def exported(self, what: Literal["relations"]) -> Iterator[models.ExportedRelation]: ...
    @overload
    def exported(self, what: Literal["tasks"]) -> Iterator[models.ExportedTask]: ...
    def exported(
        self, what: Literal["documents", "units", "citations", "relations", "tasks"]
    ) -> Iterator[BaseModel]:
        """Everything that the index holds of one kind, record after record; one at a time is in memory."""
        model = _MODELS[what]
        for line in self.export(what, format="jsonl"):
            yield model.model_validate_json(line)

    def changes_since(self, cursor: str | None = None) -> Iterator[models.DocumentChange]:
        """What came, changed and went after a cursor, up to now; keep the last one's cursor for next time.

        Raises ProblemError with status 410 where the cursor belongs to an index that is no more: take a
        whole export then, and go on from its cursor.
        """
        while True:
            found = self.changes(since=cursor)
            yield from found.changes
            cursor = found.next
            if not found.more:
                return
