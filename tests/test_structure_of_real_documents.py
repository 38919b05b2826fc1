"""Structure and heads of real documents; skipped, saying so, where they are absent."""

from __future__ import annotations

import re
import unicodedata

import pytest

from ingest import formats
from ingest.head import read_head
from ingest.structure import outline
from ingest.text import compose
from ingest.vocabulary import slug

BRANCH = re.compile(r"(?:annex|form|att)(?:_[^_]+)?(?:~\d+)?(?=__)")


def read(path):
    text = compose(formats.open_source(path))
    units = outline(text)
    assert "".join(text.printed[u.start : u.end] for u in units) == text.printed
    assert len({u.eid for u in units}) == len(units)
    return text, units, read_head(text, units, path.name)


def articles(units):
    """Numbers of the Điều of the act itself."""
    return [
        int(re.match(r"\d+", u.number).group()) for u in units if u.kind == "art" and not BRANCH.match(u.eid)
    ]


def test_the_plan(plan_path):
    _, units, head = read(plan_path)
    assert (head.number, head.number_read, head.type) == ("…/KH-BCĐ", "partial", "Kế hoạch")
    assert (head.date, head.place, head.signer) == ("2024-02-21", "Tuyên Quang", "Hoàng Việt Phương")
    assert head.issuer == "Ban Chỉ đạo 138 tỉnh"
    assert head.title.startswith("Công tác phòng, chống tội phạm")
    numbered = [u.section for u in units if u.kind in ("sec", "item")]
    assert " ".join(numbered) == (
        "I I.1 I.2 I.3 I.4 II II.1 II.2 II.2.1 II.2.1.1 II.2.1.2 II.2.2 II.2.3 II.2.4 II.2.5 II.2.6 II.2.7 "
        "II.2.8 II.2.9 II.3 II.3.1 II.3.2 II.3.3 II.3.4 II.4 II.5 II.6 II.7 II.8 III III.1 III.2"
    )
    assert sum(u.kind == "bullet" for u in units) == 32


def test_heads_of_offices(shared):
    paths = sorted((shared / "corpus" / "offices").glob("*/*.md"))
    heads = [(path, read(path)[2]) for path in paths]
    wrong = [
        p.name for p, h in heads if (h.number or "").replace("/", "-") != unicodedata.normalize("NFC", p.stem)
    ]
    assert wrong == []
    by_folder = {
        "chi_thi": "Chỉ thị",
        "ke_hoach": "Kế hoạch",
        "nghi_quyet": "Nghị quyết",
        "quyet_dinh": "Quyết định",
    }
    assert [p.name for p, h in heads if h.type != by_folder.get(p.parent.name, h.type)] == []
    assert all(h.issuer and h.title and h.type for _, h in heads)
    # Three of them print no date.
    assert sum(h.date is not None for _, h in heads) >= len(heads) - 3


def test_articles_of_offices_stand_in_order(shared):
    for path in sorted((shared / "corpus" / "offices").glob("*/*.md")):
        found = articles(read(path)[1])
        assert found == sorted(found), path.name
        assert set(found) == set(range(1, max(found, default=0) + 1)), path.name


def test_articles_of_acts_are_complete(shared):
    wanted = {
        "06-2014-NĐ-CP": 13, "105-2021-NĐ-CP": 59, "11-2017-QH14": 48, "116-2021-NĐ-CP": 89,
        "124-2021-TT-BCA": 12,
        "30-2023-QH15": 33, "41-2019-QH14": 207, "49-2020-NĐ-CP": 29, "66-2011-QH12": 58, "73-2021-QH14": 55,
        "83-2015-QH13": 77, "07-2026-QĐ-TTg": 8, "120-2025-QH15": 56, "127-2025-QH15": 180,
    }  # fmt: skip
    for folder in ("cited", "superseding"):
        for path in sorted((shared / "corpus" / folder).glob("*.txt")):
            found = articles(read(path)[1])
            assert found == list(range(1, wanted[unicodedata.normalize("NFC", path.stem)] + 1)), path.name


@pytest.mark.slow
def test_gazette_files(shared):
    for path in sorted((shared / "corpus" / "pdf" / "text").glob("*.pdf")):
        _, units, head = read(path)
        assert path.stem.startswith(slug(f"{head.type} so {head.number}") + "-"), path.name
        assert head.issuer, path.name
        found = articles(units)
        assert found == list(range(1, len(found) + 1)), path.name
