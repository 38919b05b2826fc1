"""Articles of the codification as answers: which fit, in what order, in force on which day."""

from __future__ import annotations

import pytest

from index.articles import building, searching
from index.codification import reading
from index.codification.answering import Fitting, codified_answers, of_higher_force_first, standing
from index.codification.articles import articles_home, build_articles, find_articles, readiness
from index.codification.importing import import_release
from index.weights import weights
from ingest.force_of_acts import LOWEST, forces, rank_of
from tests.article_encoding_double import MODEL, DoubleEncoder
from tests.engines import selected
from tests.writers.codification import WrittenSubject, article, write_release

LAW = "Điều {} Luật số 73/2021/QH14 Phòng, chống ma túy ngày 30/03/2021 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2022"
DECREE = "Điều {} Nghị định số 105/2021/NĐ-CP Quy định chi tiết Luật Phòng, chống ma túy ngày 04/12/2021 của Chính phủ, có hiệu lực thi hành kể từ ngày 01/01/2022"
AMENDED = ", có nội dung bị bãi bỏ bởi Điều 21 Nghị định số 17/2023/NĐ-CP có hiệu lực thi hành kể từ ngày 22/03/2023"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>\n" for line in lines)


@pytest.fixture(scope="module", params=["embedded", "milvus"])
def home(request, tmp_path_factory):
    with selected(request.param, tmp_path_factory.mktemp("engine")):
        yield from _home(tmp_path_factory)


def _home(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setattr(building, "ArticleEncoder", DoubleEncoder)
    patch.setattr(building, "Embedder", lambda *a, **k: None)
    patch.setattr(searching.ArticleIndex, "encoder", DoubleEncoder())
    folder = tmp_path_factory.mktemp("law")
    lines = paragraphs(
        "1. Người nghiện ma túy được hỗ trợ kinh phí cai nghiện tự nguyện.",
        "2. Thời hạn cai nghiện ma túy tự nguyện ít nhất là 06 tháng.",
    )
    subject = WrittenSubject(
        "aaaaaaaa-0000-0000-0000-000000000001",
        "24.1",
        "Phòng, chống ma túy",
        article("1", "24.1.LQ.1", "Cai nghiện ma túy tự nguyện", LAW.format(1), lines)
        + article("2", "24.1.NĐ.1.1", "Cai nghiện ma túy tự nguyện", DECREE.format(1), lines)
        + article(
            "3", "24.1.NĐ.1.2", "Đối tượng áp dụng", DECREE.format(2) + AMENDED, paragraphs("Cơ quan.")
        ),
    )
    import_release(folder, write_release(folder / "BoPhapDien.zip", subject))
    build_articles(folder, MODEL)
    yield folder
    patch.undo()


@pytest.fixture
def asked(home):
    def ask(question, day="2024-01-01"):
        with reading.open(home) as held:
            return codified_answers(held, find_articles(home), question, day, weights().codification)

    return ask


def test_the_answer_is_the_act_the_provision_and_its_words(asked):
    first = asked("Thời hạn cai nghiện ma túy tự nguyện là bao lâu?")[0]
    assert (first.type, first.number, first.date) == ("Luật", "73/2021/QH14", "2021-03-30")
    assert first.provision == "khoản 2 Điều 1"
    assert first.evidence == "2. Thời hạn cai nghiện ma túy tự nguyện ít nhất là 06 tháng."
    assert (first.article, first.article_code, first.in_corpus) == ("1", "24.1.LQ.1", True)


def test_of_two_that_fit_alike_the_act_of_higher_force_comes_first(asked):
    answers = asked("cai nghiện ma túy tự nguyện")
    assert [answer.type for answer in answers[:2]] == ["Luật", "Nghị định"]


def test_what_no_article_says_is_not_answered(asked):
    assert asked("huấn luyện viên đội tuyển bóng đá quốc gia") == ()
    assert asked("như thế nào?") == ()


def test_force_is_told_as_far_as_the_release_states_it(asked):
    assert asked("thời hạn cai nghiện ma túy tự nguyện", "2021-06-01")[0].status == "chưa có hiệu lực"
    now = asked("thời hạn cai nghiện ma túy tự nguyện", "2026-01-01")[0]
    assert (now.status, now.status_as_of) == ("còn hiệu lực", "2021-12-04"), "the day of the latest act"


def test_an_article_that_lost_a_part_says_so_from_that_day_on(home):
    with reading.open(home) as held:
        found = held.article("3")
        made = held.amendments(found.key)
        assert [one.relation for one in made] == ["bãi bỏ"]
        assert standing(found, made, "2023-06-01", "2024-01-01") == ("hết hiệu lực một phần", "2023-06-01")
        assert standing(found, (), "2023-06-01", "") == (None, None), "without a day nothing is stated"


def test_how_much_is_searchable_is_told(home):
    found = readiness(find_articles(home))
    assert (found.articles, found.embedded) == (3, 1.0)
    assert readiness(find_articles(home / "none")) is None
    assert articles_home(home).is_dir()


def test_words_of_asking_are_no_content(home):
    index = find_articles(home)
    assert index.read("Ai có thẩm quyền cấp phép?").content[-2:] == ("cấp", "phép")
    assert index.read("như thế nào?").content == ()


def test_equal_scores_alone_are_reordered(home):
    with reading.open(home) as held:
        law, decree = held.article("1"), held.article("2")
    near = [Fitting(decree, 0.90, 1.0), Fitting(law, 0.89, 1.0)]
    far = [Fitting(decree, 0.90, 1.0), Fitting(law, 0.70, 1.0)]
    assert of_higher_force_first(near, 0.03)[0].article == law
    assert of_higher_force_first(far, 0.03)[0].article == decree


@pytest.mark.parametrize(
    ("rank", "example"), [(one.rank, example) for one in forces() for example in one.examples]
)
def test_every_kind_of_act_has_the_rank_of_its_record(rank, example):
    assert rank_of(*example) == rank


def test_an_unknown_kind_is_the_lowest():
    assert rank_of("Kế hoạch", "Ủy ban nhân dân tỉnh") == LOWEST
    assert rank_of("Nghị quyết", "Uỷ ban Thường vụ Quốc hội") == 3
