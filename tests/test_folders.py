"""`cancu add FOLDER`: everything under it, duplicates and other forms recognised, nothing from elsewhere."""

from __future__ import annotations

import json
import shutil

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder

from index import building, library
from index.folders import gathered
from search_api.commands import main
from tests.writers.document import written
from tests.writers.html import write_html
from tests.writers.pdf import write_pdf
from tests.writers.word import write_word


@pytest.fixture(autouse=True)
def quick_embedding(monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "files"
    place.mkdir()
    return place


def letter(number, words, day="05", kind="THÔNG BÁO"):
    return (
        f"SỞ NỘI VỤ TỈNH HÀ GIANG\nSố: {number}\n\nHà Giang, ngày {day} tháng 3 năm 2024\n\n{kind}\n"
        f"Về việc tổ chức hội nghị\n\n" + "\n\n".join(words) + "\n"
    )


WORDS = [
    "1. Các phòng chuyên môn rà soát hồ sơ, lập danh sách cán bộ tham gia tập huấn nghiệp vụ.",
    "2. Văn phòng chuẩn bị hội trường, tài liệu, bố trí xe đưa đón đại biểu từ các huyện về dự.",
    "3. Thanh tra Sở theo dõi, đôn đốc, báo cáo kết quả thực hiện với Giám đốc trước ngày 30 tháng 3.",
]


def states(report):
    return {outcome.path.rsplit("/", 1)[-1]: outcome.state for outcome in report.outcomes}


def test_everything_under_a_folder_is_taken_and_what_is_not_is_said(folder, tmp_path):
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "sâu.txt").write_text("Kế hoạch", encoding="utf-8")
    (folder / "không đuôi").write_bytes(b"%PDF-1.7 ")
    for name in (".ẩn.txt", "~$ke-hoach.docx", ".~lock.a.odt#", "Thumbs.db", "bang.xlsx", "~WRL0001.tmp"):
        (folder / name).write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text("x")
    outside = tmp_path / "ngoài"
    outside.mkdir()
    (outside / "b.txt").write_text("x")
    (folder / "liên kết").symlink_to(outside)
    (folder / "liên kết.txt").symlink_to(outside / "b.txt")
    (folder / "vòng").symlink_to(folder)
    found = gathered([folder])
    assert [path.name for path in found.files] == ["không đuôi", "sâu.txt"]
    reasons = {left.path.rsplit("/", 1)[-1]: left.reason for left in found.left}
    assert set(reasons) == {
        ".ẩn.txt", "~$ke-hoach.docx", ".~lock.a.odt#", "Thumbs.db", "bang.xlsx", "~WRL0001.tmp", ".git",
        "liên kết", "liên kết.txt", "vòng",
    }  # fmt: skip
    assert "khóa" in reasons["~$ke-hoach.docx"]
    assert "ẩn" in reasons[".git"]
    assert "liên kết" in reasons["vòng"]
    assert ".xlsx" in reasons["bang.xlsx"]


def test_a_file_that_is_named_is_taken_through_a_link(folder, tmp_path):
    (folder / "a.txt").write_text("x")
    link = tmp_path / "link"
    link.symlink_to(folder / "a.txt")
    assert gathered([link, folder]).files == (folder / "a.txt",)


def test_four_forms_of_one_plan_are_one_document_read_from_word(folder, home, plan_path):
    plan = written(plan_path)
    write_pdf(plan, folder / "1-in.pdf")
    write_html(plan, folder / "2-trang.html")
    write_word(plan, folder / "3-word.docx")
    shutil.copy(folder / "3-word.docx", folder / "4-ban-sao.docx")
    report = building.add(home, [folder])
    assert states(report) == {
        "1-in.pdf": "read",
        "2-trang.html": "form",
        "3-word.docx": "form",
        "4-ban-sao.docx": "same",
    }
    assert report.documents == 1
    with library.open(home) as found:
        [document] = found.documents()
        assert (document.format, document.source) == ("docx", str(folder / "3-word.docx"))
        assert {s.path.rsplit("/", 1)[-1]: s.format for s in found.sources(document.id)} == {
            "1-in.pdf": "pdf", "2-trang.html": "html", "3-word.docx": "docx", "4-ban-sao.docx": "docx",
        }  # fmt: skip
    again = building.add(home, [folder])
    assert set(states(again).values()) == {"unchanged"}
    assert not again.published


def test_a_work_outlives_the_form_that_its_text_came_from(folder, home, plan_path):
    plan = written(plan_path)
    write_html(plan, folder / "a.html")
    write_word(plan, folder / "b.docx")
    building.build(home, [folder])
    (folder / "b.docx").unlink()
    report = building.build(home, [folder])
    assert report.documents == 1
    with library.open(home) as found:
        assert [(d.format, d.source) for d in found.documents()] == [("html", str(folder / "a.html"))]
        assert len(found.assignments()) > 30


def test_the_same_words_in_another_file_are_one_document(folder, home):
    (folder / "a.txt").write_text(letter("12/TB-SNV", WORDS), encoding="utf-8")
    (folder / "b.txt").write_text(letter("12/TB-SNV", WORDS).replace("\n\n", "\n\n\n"), encoding="utf-8")
    report = building.add(home, [folder])
    assert states(report) == {"a.txt": "read", "b.txt": "text"}
    assert report.documents == 1


def test_the_same_words_under_another_number_stay_apart(folder, home):
    (folder / "a.txt").write_text(letter("12/TB-SNV", WORDS), encoding="utf-8")
    (folder / "b.txt").write_text(letter("13/TB-SNV", WORDS), encoding="utf-8")
    assert building.add(home, [folder]).documents == 2


def test_the_same_number_over_other_words_stays_apart_and_is_doubtful(folder, home):
    other = [
        "Quyết toán kinh phí sửa chữa trụ sở làm việc, mua sắm máy tính, máy in cho các đơn vị trực thuộc."
    ] * 3
    (folder / "a.txt").write_text(letter("12/TB-SNV", WORDS), encoding="utf-8")
    (folder / "b.txt").write_text(letter("12/TB-SNV", other), encoding="utf-8")
    report = building.add(home, [folder])
    assert report.documents == 2
    assert "cùng số, ký hiệu với «a»" in report.outcomes[1].doubts[0]


def test_an_unread_number_is_joined_by_the_words_and_said(folder, home):
    (folder / "a.txt").write_text(letter("12/TB-SNV", WORDS * 2), encoding="utf-8")
    (folder / "b.txt").write_text(letter("…/TB-SNV", WORDS * 2), encoding="utf-8")
    report = building.add(home, [folder])
    assert states(report)["b.txt"] == "form"
    assert any("hãy xem lại" in doubt for doubt in report.outcomes[1].doubts)
    assert any("đọc chưa đủ" in doubt for doubt in report.outcomes[1].doubts)


def test_report_dry_run_and_table(folder, home, tmp_path, capsys):
    (folder / "a.txt").write_text(letter("12/TB-SNV", WORDS), encoding="utf-8")
    (folder / "b.txt").write_text(letter("12/TB-SNV", WORDS), encoding="utf-8")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7 rubbish")
    (folder / ".ẩn").write_text("x")
    kept = tmp_path / "báo-cáo.json"
    arguments = ["add", str(folder), "--home", str(home), "--report", str(kept)]
    assert main([*arguments, "--dry-run"]) == 0
    assert not home.exists()
    assert {f["path"].rsplit("/", 1)[-1]: f["state"] for f in json.loads(kept.read_text())["files"]} == {
        ".ẩn": "left", "a.txt": "new", "b.txt": "same", "hỏng.pdf": "new",
    }  # fmt: skip
    capsys.readouterr()
    assert main([*arguments, "--each"]) == 1
    out, err = capsys.readouterr()
    report = json.loads(kept.read_text())
    assert report["counts"] == {"left": 1, "read": 1, "same": 1, "failed": 1}
    assert report["files"][1]["number"] == "12/TB-SNV"
    assert list(report["works_with_several_files"].values()) == [
        [str(folder / "a.txt"), str(folder / "b.txt")]
    ]
    assert "hỏng" in out
    assert "Bỏ qua: 1" in out
    assert f"đã đọc: {folder / 'a.txt'}" in err
    assert main([*arguments, "--dry-run"]) == 0
    assert "2 không đổi" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["không-có/x.json", "."])
def test_a_report_that_cannot_be_written_is_wrong_usage(folder, home, place, capsys):
    assert main(["add", str(folder), "--home", str(home), "--report", str(folder / place)]) == 2
    assert "không ghi được báo cáo" in capsys.readouterr().err
