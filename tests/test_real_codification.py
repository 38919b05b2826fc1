"""One real subject of the official codification, and the same articles as others took them from it."""

from __future__ import annotations

import json
import lzma
import unicodedata
from itertools import islice

import pytest

from ingest.codification.release import OpenArchive, list_release
from ingest.codification.subject import read_subject
from ingest.work import number_key


@pytest.fixture(scope="module")
def archive(shared):
    return shared / "corpus" / "phapdien" / "BoPhapDien.zip"


def squeezed(text):
    return "".join(unicodedata.normalize("NFC", text).split())


def subject_of(archive, number):
    for page in list_release(archive).pages:
        with OpenArchive(archive) as opened:
            data = opened.read(page.member)
        if f"Đề mục {number}\n".encode() in data[:500].replace(b"\r", b""):
            return read_subject(page.id, data)
    raise AssertionError(number)


def test_a_subject_has_every_article_that_others_found_in_it(shared, archive):
    subject = subject_of(archive, "36.3")
    assert subject.title == "Thanh niên"
    ours = {}
    for article in subject.articles:
        source = article.provenance
        ours[(number_key(source.act.number), source.provision.removeprefix("Điều "))] = squeezed(article.text)
    numbers = {number for number, _ in ours}
    compared = 0
    with lzma.open(shared / "bench" / "codification" / "corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 150):
            theirs = json.loads(line)
            number, _, article = theirs["_id"].rpartition("#")
            if number_key(number) in numbers:
                assert ours[(number_key(number), article)] == squeezed(theirs["text"]), theirs["_id"]
                compared += 1
    assert compared > 100


def test_a_subject_with_amendments_and_references(archive):
    subject = subject_of(archive, "45.10")
    assert all(a.provenance and a.provenance.act and a.provenance.effective_from for a in subject.articles)
    assert {h.kind for a in subject.articles for h in a.headings} >= {"Chương"}
    made = [m for a in subject.articles for m in a.provenance.amendments]
    assert ("bãi bỏ", "155/2018/NĐ-CP") in {(m.relation, m.number) for m in made}
    assert any(r.anchor for a in subject.articles for r in a.references)
