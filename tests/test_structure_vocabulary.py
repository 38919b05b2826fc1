"""Each pattern of structure.toml, document_types.toml and issuers.toml matches its examples, and nothing else does."""

from __future__ import annotations

import time

import pytest

from ingest.document_types import (
    DocumentType,
    IssuingBody,
    body_of_number,
    type_of_heading,
    type_of_number,
    types,
)
from ingest.numbering import Label, marks
from ingest.paragraphs import expand
from ingest.regions import Landmark
from ingest.vocabulary import records

LABELS = records("structure.toml", "label", Label)
LANDMARKS = records("structure.toml", "landmark", Landmark)


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label.style)
def test_examples_of_labels_are_matched_by_their_record_alone(label):
    for example in label.examples:
        assert [other.style for other in LABELS if expand(other.pattern).match(example)] == [label.style]
        assert marks(example), example
    for example in label.counter_examples:
        assert not expand(label.pattern).match(example), example


@pytest.mark.parametrize("landmark", LANDMARKS, ids=lambda landmark: landmark.name)
def test_examples_of_landmarks(landmark):
    for example in landmark.examples:
        assert expand(landmark.pattern).match(example), example
        # These two begin a title, whatever kind of line it is besides.
        others = [m.name for m in LANDMARKS if m.name not in ("attachment", "formula")]
        if landmark.name in others:
            assert [n for n in others if expand(_pattern(n)).match(example)] == [landmark.name]
    for example in landmark.counter_examples:
        assert not expand(landmark.pattern).match(example), example


def _pattern(name):
    return next(m.pattern for m in LANDMARKS if m.name == name)


@pytest.mark.parametrize("kind", types(), ids=lambda kind: kind.name)
def test_numbers_tell_their_type(kind: DocumentType):
    for number in kind.examples:
        assert type_of_number(number) == kind.name
    heading = type_of_heading(kind.name.upper())
    assert heading == (kind.name, "") if kind.heads else (heading or ("",))[0] != kind.name


@pytest.mark.parametrize("body", records("issuers.toml", "body", IssuingBody), ids=lambda body: body.code)
def test_numbers_tell_their_body(body):
    for number in body.examples:
        found = body_of_number(number)
        assert found
        assert found.name == body.name


@pytest.mark.parametrize(
    "hostile",
    [
        "1." * 50_000,
        "Điều 1" + " " * 100_000,
        "(kèm theo " * 20_000,
        "PHỤ LỤC " + "A" * 100_000,
        "-" * 100_000,
        "Số: " + "/" * 100_000,
        "CHỦ TỊCH " * 20_000,
        "Mẫu số 1" + "-a" * 50_000,
    ],
)
def test_patterns_take_linear_time(hostile):
    start = time.perf_counter()
    marks(hostile)
    for landmark in LANDMARKS:
        expand(landmark.pattern).match(hostile)
    assert time.perf_counter() - start < 2
