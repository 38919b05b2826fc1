"""The plan as text, Word, HTML and PDF: the same stored text, the same assignments, the same citations."""

import dataclasses

import pytest

from ingest.reading import read
from tests.writers.document import written
from tests.writers.html import write_html
from tests.writers.pdf import write_pdf
from tests.writers.word import write_word

WRITERS = {"docx": write_word, "html": write_html, "pdf": write_pdf}


@pytest.fixture(scope="module")
def as_text(plan_path):
    return read(plan_path)


@pytest.fixture(
    scope="module", params=[(form, whole) for form in WRITERS for whole in (True, False)], ids=str
)
def other(request, plan_path, tmp_path_factory):
    """The plan by another writer, its paragraphs whole or cut where the received file's pages cut them."""
    form, whole = request.param
    path = tmp_path_factory.mktemp("plan") / f"plan.{form}"
    WRITERS[form](written(plan_path, whole=whole), path)
    return read(path)


def agencies(parties):
    return [(party.name, party.printed, party.known) for party in parties]


def assignment(found):
    roles = ("lead", "coordinate", "implement", "guide", "requested")
    return (
        found.section,
        [task.text for task in found.tasks],
        found.evidence,
        found.form,
        *(agencies(getattr(found, role)) for role in roles),
        found.deadline,
    )


def citation(found):
    drop = {"start", "end", "unit", "page"}
    return tuple(getattr(found, item.name) for item in dataclasses.fields(found) if item.name not in drop)


def test_stored_text_is_the_same(as_text, other, plan_path):
    head = written(plan_path).head_lines
    found = other.text.printed.splitlines()
    assert sorted(found[: len(head)]) == sorted(head)
    assert found[len(head) :] == as_text.text.printed.splitlines()[2:]
    assert [repair.repaired for repair in other.text.repairs] == [
        repair.repaired for repair in as_text.text.repairs
    ]


def test_assignments_are_the_same(as_text, other):
    assert as_text.assignments
    assert list(map(assignment, other.assignments)) == list(map(assignment, as_text.assignments))


def test_citations_are_the_same(as_text, other):
    assert as_text.citations
    assert list(map(citation, other.citations)) == list(map(citation, as_text.citations))
    assert [(r.source, r.relation, r.target) for r in other.relations] == [
        (r.source, r.relation, r.target) for r in as_text.relations
    ]


def test_head_is_the_same(as_text, other):
    for field in ("number", "type", "date", "title"):
        assert getattr(other.head, field) == getattr(as_text.head, field)


def test_pdf_knows_its_pages(other):
    if other.format == "pdf":
        assert other.pages == max(origin.page for origin in other.text.origins)
        assert any("CÔNG BÁO" in warning for warning in other.warnings)
        assert "CÔNG BÁO" not in other.text.printed
