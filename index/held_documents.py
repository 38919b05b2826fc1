"""What a library holds of documents: their records, texts, units, citations, relations and figures.

Reads: the records of a generation. Writes: records of `index.stored`.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.corrected import OF_CONTENT, Correction
from index.snapshot import Records
from index.stored import (
    WITHOUT_TEXT,
    DocumentSource,
    StoredCitation,
    StoredDocument,
    StoredRelation,
    citation_of,
    document_of,
    relation_of,
    target_of,
    text_of,
    unit_of,
)
from ingest.document import Target, Text, Unit


class HeldDocuments:
    """The documents of a library, and what is in them."""

    records: Records

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents, by id."""
        query = f"SELECT {WITHOUT_TEXT} FROM document ORDER BY id"  # noqa: S608 - names of columns
        return tuple(map(document_of, self.records.all(query)))

    def each_document(self) -> Iterator[StoredDocument]:
        """The documents by id, one at a time, so that memory does not grow with their number."""
        key = ""
        query = f"SELECT {WITHOUT_TEXT} FROM document WHERE id > ? ORDER BY id LIMIT 1"  # noqa: S608 - as above
        while row := self.records.one(query, key):
            key = row["id"]
            yield document_of(row)

    def document(self, document: str) -> StoredDocument | None:
        """The document with this id."""
        row = self.records.one(f"SELECT {WITHOUT_TEXT} FROM document WHERE id = ?", document)  # noqa: S608 - as above
        return document_of(row) if row else None

    def sources(self, document: str) -> tuple[DocumentSource, ...]:
        """The files that are forms of a document, by path; the one that its text is from has its digest."""
        query = "SELECT path, format, pages, digest FROM file WHERE document = ? ORDER BY path"
        return tuple(DocumentSource(**dict(row)) for row in self.records.all(query, document))

    def corrections(self, digest: str) -> tuple[Correction, ...]:
        """What persons filled in in the head of the document with this content."""
        if not self.records.has("correction"):
            return ()  # a generation that an earlier version of the program published
        return tuple(Correction(*row) for row in self.records.all(OF_CONTENT, digest))

    def text(self, document: str) -> Text:
        """A document's text; KeyError where there is no such document."""
        row = self.records.one("SELECT * FROM document WHERE id = ?", document)
        if row is None:
            raise KeyError(document)
        return text_of(row)

    def units(self, document: str) -> tuple[Unit, ...]:
        """A document's units, in order."""
        rows = self.records.all("SELECT * FROM unit WHERE document = ? ORDER BY position", document)
        return tuple(map(unit_of, rows))

    def unit(self, document: str, eid: str) -> Unit | None:
        """The unit with this id in a document."""
        row = self.records.one("SELECT * FROM unit WHERE document = ? AND eid = ?", document, eid)
        return unit_of(row) if row else None

    def citations(
        self,
        *,
        document: str | None = None,
        unit: str | None = None,
        act: str | None = None,
        passage: int | None = None,
    ) -> tuple[StoredCitation, ...]:
        """Citations of a document, of a unit of it, of an act, inside a passage; conditions add up."""
        wanted = {"document": document, "unit": unit, "act": act}
        given = {column: value for column, value in wanted.items() if value is not None}
        conditions = [f"{column} = ?" for column in given]
        values: list[object] = list(given.values())
        if passage is not None:
            conditions.append("id IN (SELECT citation FROM passage_citation WHERE passage = ?)")
            values.append(passage)
        where = " AND ".join(conditions) or "TRUE"
        query = f"SELECT * FROM citation WHERE {where} ORDER BY document, position"  # noqa: S608 - no value in it
        return tuple(map(citation_of, self.records.all(query, *values)))

    def relations(self, document: str | None = None) -> tuple[StoredRelation, ...]:
        """Relations that a document states; of all documents, if none is named."""
        where = "document = ?" if document else "TRUE"
        query = f"SELECT * FROM relation WHERE {where} ORDER BY document, position"  # noqa: S608 - no value in it
        return tuple(map(relation_of, self.records.all(query, *([document] if document else []))))

    def targets(self, document: str) -> tuple[Target, ...]:
        """The figures to be reached that a document states."""
        rows = self.records.all("SELECT * FROM target WHERE document = ? ORDER BY position", document)
        return tuple(map(target_of, rows))
