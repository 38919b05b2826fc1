"""Closing articles of the codification tell what became of acts whose successors are not in the library."""

from __future__ import annotations

from datetime import date

import pytest
from made_acts import built
from writers.codification import WrittenSubject, article, heading, write_release

from index import library as opening
from index.codification.closing import build_closing, closing_of
from index.codification.importing import import_release
from index.fate import fate_of

CITING = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: 61/KH-UBND
Bắc Ninh, ngày 07 tháng 3 năm 2023
KẾ HOẠCH
Chăm sóc cây
Căn cứ Nghị định số 811/2011/NĐ-CP ngày 05 tháng 3 năm 2011 của Chính phủ về cây;
Căn cứ Nghị định số 812/2012/NĐ-CP đã được sửa đổi, bổ sung một số điều theo Nghị định số 820/2020/NĐ-CP;
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("closing")
    (folder / "ke-hoach.txt").write_text(CITING, encoding="utf-8")
    home = built(folder / "home", [folder / "ke-hoach.txt"])
    chapter = heading("01006000000000001000", "Chương I", "QUY ĐỊNH CHUNG")
    last = article(
        "0100600000000000100000100000000000000010",
        "1.6.NĐ.1.9",
        "Hiệu lực thi hành",
        "Điều 9 Nghị định số 820/2020/NĐ-CP Về cây cối ngày 01/02/2020 của Chính phủ, "
        "có hiệu lực thi hành kể từ ngày 15/03/2020",
        "<p>1. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 3 năm 2020.</p>"
        "<p>2. Nghị định số 811/2011/NĐ-CP ngày 05 tháng 3 năm 2011 của Chính phủ về cây hết hiệu lực kể từ ngày Nghị "
        "định này có hiệu lực thi hành.</p><p>3. Bãi bỏ Điều 7 Nghị định số 812/2012/NĐ-CP.</p>"
        "<p>4. Hồ sơ đã nộp theo Nghị định số 813/2013/NĐ-CP thì tiếp tục giải quyết.</p>",
    )
    import_release(
        home, write_release(folder / "BoPhapDien.zip", WrittenSubject("aa-1", "1.6", "Cây", chapter + last))
    )
    assert build_closing(home) == 2
    return home


@pytest.mark.parametrize(
    ("number", "day", "provision", "status", "by"),
    [
        ("811/2011/NĐ-CP", "2020-03-15", None, "superseded", "820/2020/NĐ-CP"),
        ("811/2011/NĐ-CP", "2020-03-14", None, "unknown", None),
        ("812/2012/NĐ-CP", "2020-03-15", None, "partly_expired", "820/2020/NĐ-CP"),
        ("812/2012/NĐ-CP", "2020-03-15", "khoản 1 Điều 7", "repealed", "820/2020/NĐ-CP"),
        ("812/2012/NĐ-CP", "2020-03-15", "Điều 8", "unknown", None),
        ("820/2020/NĐ-CP", "2020-03-14", None, "not_yet_in_force", None),
        ("820/2020/NĐ-CP", "2020-03-15", None, "in_force", None),
    ],
)
def test_a_codified_closing_article_tells_the_fate(home, number, day, provision, status, by):
    with opening.open(home) as library:
        fate = fate_of(library, number, date.fromisoformat(day), provision)
    assert (fate.status, fate.by) == (status, by)
    if status != "unknown":
        assert fate.basis == "release"
        assert fate.document is None
        assert fate.sentence


def test_acts_in_passing_are_not_stated(home):
    assert closing_of(home, "813/2013/NĐ-CP") == []


def test_a_broken_file_states_nothing(tmp_path):
    (tmp_path / "codification").mkdir()
    (tmp_path / "codification" / "closing.sqlite").write_bytes(b"x" * 5000)
    assert closing_of(tmp_path, "811/2011/NĐ-CP") == []


def test_a_home_without_a_codification_states_nothing(tmp_path):
    assert closing_of(tmp_path, "811/2011/NĐ-CP") == []
