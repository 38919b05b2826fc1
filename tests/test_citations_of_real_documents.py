"""Of every real document: the words at a citation's place are the cited words; the check keeps the place."""

from __future__ import annotations

import pytest

from index.citation_check import draft_of_file, draft_of_text
from tests.conftest import REPOSITORY

SHARED = REPOSITORY.parent / "shared" / "corpus"
OWN = sorted((REPOSITORY / "corpus" / "documents").glob("*"))
REAL = [
    p
    for folder in ("plan", "cited", "superseding", "offices")
    for p in sorted((SHARED / folder).rglob("*.*"))
]
PDF = sorted((SHARED / "pdf" / "text").glob("*.pdf"), key=lambda p: p.stat().st_size)[:6]


@pytest.mark.parametrize("folder", ["corpus", "shared", "pdf"])
def test_the_words_at_a_place_are_the_cited_words(folder):
    paths = {"corpus": OWN, "shared": REAL, "pdf": PDF}[folder]
    if not paths:
        pytest.skip("the shared material is not beside the repository")
    for path in paths:
        draft = draft_of_file(path.name, path.read_bytes())
        assert draft.given == draft.stored.printed
        for c in draft.citations:
            assert draft.given[c.start : c.end] == c.text, (path.name, c)


@pytest.mark.parametrize("path", [*OWN, *REAL[::9]], ids=lambda p: p.stem)
def test_the_place_of_a_citation_in_a_pasted_document_holds_its_words(path):
    if path.stat().st_size > 200_000:
        pytest.skip("as long as a book")
    words = path.read_text(encoding="utf-8")
    draft = draft_of_text(words)
    for c in draft.citations:
        place = draft.place(c.start, c.end)
        assert place is not None, c
        assert squeezed(words[slice(*place)]) == squeezed(c.text)


def squeezed(words):
    return "".join(c for c in words if not c.isspace() and c not in "*_|")
