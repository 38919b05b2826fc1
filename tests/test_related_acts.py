"""Acts that are asked for by what they do to another: those whose titles say so, and of which a document does."""

from __future__ import annotations

from datetime import date

import pytest
from made_acts import write

from index import library as opening
from index.analysis import analyse
from index.asking import ask, knowledge_of
from index.building import build
from index.codification.articles import build_articles
from index.codification.importing import import_release
from index.general_law import acts_meant
from index.related_acts import related_acts
from index.weights import weights
from tests.writers.codification import WrittenSubject, article, write_release

ACTS = {
    "1": "Luật số 73/2021/QH14 Phòng, chống ma túy ngày 30/03/2021 của Quốc hội",
    "2": "Nghị định số 105/2021/NĐ-CP Quy định chi tiết và hướng dẫn thi hành một số điều của Luật Phòng, chống ma túy"
    " ngày 04/12/2021 của Chính phủ",
    "3": "Thông tư số 30/2022/TT-BLĐTBXH Hướng dẫn một số điều của Luật Phòng, chống ma túy ngày 30/12/2022 của Bộ"
    " Lao động - Thương binh và Xã hội",
    "4": "Nghị định số 17/2023/NĐ-CP Sửa đổi, bổ sung một số điều của Nghị định số 105/2021/NĐ-CP ngày 21/04/2023 của"
    " Chính phủ",
    "5": "Nghị định số 18/2023/NĐ-CP Quy định chi tiết Luật Phòng, chống ma túy đá ngày 21/04/2023 của Chính phủ",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    written = "".join(
        article(
            key, f"24.1.LQ.{key}", "Phạm vi điều chỉnh", f"Điều 1 {act}", f"<p>Văn bản {key} quy định.</p>\n"
        )
        for key, act in ACTS.items()
    )
    subject = WrittenSubject("aaaaaaaa-0000-0000-0000-000000000001", "24.1", "Phòng, chống ma túy", written)
    build(folder / "home", write(folder / "files"))
    import_release(folder / "home", write_release(folder / "BoPhapDien.zip", subject))
    build_articles(folder / "home")
    with opening.open(folder / "home") as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Văn bản nào hướng dẫn Luật Phòng, chống ma túy?", ["105/2021/NĐ-CP", "30/2022/TT-BLĐTBXH"]),
        ("Thông tư nào hướng dẫn Luật Phòng, chống ma túy?", ["30/2022/TT-BLĐTBXH", "105/2021/NĐ-CP"]),
        ("van ban nao huong dan luat phong chong ma tuy", ["105/2021/NĐ-CP", "30/2022/TT-BLĐTBXH"]),
        ("Nghị định nào sửa đổi, bổ sung Nghị định 105/2021/NĐ-CP?", ["17/2023/NĐ-CP"]),
        ("Văn bản nào quy định chi tiết Luật 902/2020/QH14?", ["905/2021/NĐ-CP"]),
        ("Văn bản nào quy định chi tiết Luật Thi hành án hình sự?", ["49/2020/NĐ-CP"]),
        ("Văn bản nào hướng dẫn Luật 73/2021/QH14?", ["105/2021/NĐ-CP", "30/2022/TT-BLĐTBXH"]),
    ],
)
def test_acts_are_found_by_what_they_do_to_another(library, question, numbers):
    answer = ask(library, question, as_of="2024-01-01")
    assert not answer.abstained
    assert [one.number for one in answer.directives[: len(numbers)]] == numbers


def test_words_say_so(library):
    first = ask(library, "Văn bản nào hướng dẫn Luật Phòng, chống ma túy?", as_of="2024-01-01").directives[0]
    assert (first.provision, first.evidence) == ("Điều 1", "Văn bản 2 quy định.")
    stated = ask(library, "Văn bản nào quy định chi tiết Luật 902/2020/QH14?", as_of="2024-01-01").directives[
        0
    ]
    assert "902/2020/QH14" in stated.evidence


@pytest.mark.parametrize(
    "question",
    [
        "Ai hướng dẫn thi hành Luật Phòng, chống ma túy?",
        "Văn bản nào quy định về phòng, chống ma túy?",
        "Văn bản nào hướng dẫn Luật Trồng cây trên núi?",
        "Nghị định nào bãi bỏ Nghị định 105/2021/NĐ-CP?",
        "Nghị định nào sửa đổi Nghị định hướng dẫn Luật Phòng, chống ma túy?",
        "Theo nghị định hướng dẫn Luật Phòng, chống ma túy, người cai nghiện được hỗ trợ những gì?",
        "Điều 3 nghị định hướng dẫn Luật Phòng, chống ma túy quy định gì?",
    ],
)
def test_other_questions_ask_for_no_related_act(library, question):
    known = knowledge_of(library)
    plan = analyse(question, known, weights(), date(2024, 1, 1))
    assert related_acts(plan, library, "2024-01-01", acts_meant(plan, library), 5) == ()
