"""Scanned paper is recognised: the same citations and assignments as from the text that was printed."""

import io

import pypdfium2
import pytest
from PIL import Image

from ingest.errors import Unreadable
from ingest.formats import read_source
from ingest.limits import Limits
from ingest.reading import read
from ingest.recognition import tesseract
from ingest.recognition.language import vietnamese
from ingest.text import compose
from tests.writers.document import written
from tests.writers.pdf import write_pdf
from tests.writers.pdf_objects import of_objects
from tests.writers.scan import as_pdf, rendered, scanned, sealed

ROLES = ("lead", "coordinate", "implement", "guide", "requested")
PAGES = (2, 3, 4)
"""Pages of the printed plan that cite acts and give tasks."""
needs_tesseract = pytest.mark.skipif(
    tesseract.lacking() is not None, reason="Tesseract with its Vietnamese data is not installed"
)


@pytest.fixture(scope="module")
def printed_plan(plan_path, tmp_path_factory):
    """The plan as a PDF with its text, cut to a few pages."""
    folder = tmp_path_factory.mktemp("printed")
    whole = write_pdf(written(plan_path), folder / "whole.pdf")
    return cut(whole, PAGES, folder / "plan.pdf")


def cut(path, pages, target):
    source, part = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    part.import_pages(source, list(pages))
    part.save(target)
    return target


def f1(found, wanted):
    right = len(found & wanted)
    return 2 * right / (len(found) + len(wanted))


def triples(document):
    """Which agency has which role in which task, the task told by its first letters."""
    return {
        ("".join(c for c in task.text.lower() if c.isalnum())[:30], role, party.name.lower())
        for given in document.assignments
        for task in given.tasks
        for role in ROLES
        for party in getattr(given, role)
    }


def cited(document):
    return {(c.kind, c.number or c.target_name or c.text, c.date) for c in document.citations}


@needs_tesseract
def test_the_plan_sealed_tilted_and_scanned_says_what_was_printed(printed_plan, tmp_path):
    wanted = read(printed_plan)
    pages = [
        scanned(sealed(page, (0.62, 0.3 + 0.1 * n)), tilt=1.5, seed=n)
        for n, page in enumerate(rendered(printed_plan))
    ]
    found = read(as_pdf(pages, tmp_path / "scan.pdf"))
    assert found.format == "scan"
    assert any("nhận dạng chữ từ ảnh ở trang 1–3" in warning for warning in found.warnings)
    assert len(triples(wanted)) > 10
    assert f1(triples(found), triples(wanted)) >= 0.97
    assert len(cited(wanted)) > 5
    assert f1(cited(found), cited(wanted)) >= 0.97
    assert found.text.origins[-1].page == len(PAGES)


def meant(document):
    """Which act each citation means: stricter than `cited`, as names and numerals must be told apart too."""
    return {(c.kind, c.number or c.target_name or c.text, c.date, c.resolved) for c in document.citations}


@needs_tesseract
def test_names_under_a_sealed_date_mean_what_they_mean_in_print(plan_path, tmp_path):
    whole = write_pdf(written(plan_path), tmp_path / "whole.pdf")
    dated = len(pypdfium2.PdfDocument(whole)) - 2  # with a deadline, which bounds the day of issue
    printed = cut(whole, (0, 1, dated), tmp_path / "plan.pdf")
    pages = [
        scanned(sealed(page, (0.62, 0.35 + 0.03 * n)), seed=n)
        for n, page in zip((0, 1, dated), rendered(printed), strict=True)
    ]
    wanted, found = read(printed), read(as_pdf(pages, tmp_path / "scan.pdf"))
    assert len(meant(wanted)) > 10
    assert f1(meant(found), meant(wanted)) >= 0.97
    assert (found.head.date, found.head.title) == (wanted.head.date, wanted.head.title)


@needs_tesseract
def test_pages_with_good_text_stay_text_beside_scanned_ones(printed_plan, tmp_path):
    mixed = pypdfium2.PdfDocument.new()
    mixed.import_pages(pypdfium2.PdfDocument(printed_plan), [0])
    scan = as_pdf([scanned(rendered(printed_plan, [1])[0])], tmp_path / "one.pdf")
    mixed.import_pages(pypdfium2.PdfDocument(scan), [0])
    mixed.save(tmp_path / "mixed.pdf")
    told = []
    source = read_source(
        "mixed.pdf", (tmp_path / "mixed.pdf").read_bytes(), told=lambda done, of: told.append((done, of))
    )
    assert source.format == "pdf"
    assert source.recognised == (2,)
    assert told == [(1, 1)]
    as_text = [line.text for line in read_source("a.pdf", printed_plan.read_bytes()).lines if line.page == 1]
    assert [line.text for line in source.lines if line.page == 1][:-1] == as_text[:-1]


@needs_tesseract
def test_a_text_layer_that_lies_is_noticed_and_its_page_recognised(shared, tmp_path):
    [garbled] = (shared / "corpus" / "pdf" / "garbled").glob("*.pdf")
    source = read_source("luat.pdf", cut(garbled, (0, 1), tmp_path / "two.pdf").read_bytes())
    assert source.recognised == (1,)
    text = compose(source)
    assert "LUẬT\n" in text.matching
    first = "\n".join(line.text for line in source.lines if line.page == 1)
    assert vietnamese(first) > 0.85  # the layer itself measures 0
    assert "NАМ" not in text.printed  # the Cyrillic letters of the layer


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_image_files_are_read_every_frame_a_page(printed_plan, kind):
    [page] = rendered(printed_plan, [0])
    frame = page.convert("L").crop((0, 100, page.width, 420))
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": [frame]} if kind == "TIFF" else {}
    frame.save(buffer, kind, dpi=(200, 200), **more)
    source = read_source("van-ban", buffer.getvalue())
    assert source.format == "image"
    assert source.pages == (2 if kind == "TIFF" else 1)
    wanted = " ".join(line.text for line in read_source("a.pdf", printed_plan.read_bytes()).lines[:2])
    assert wanted[:40] in " ".join(line.text for line in source.lines)


def image(size, kind="PNG", mode="1"):
    buffer = io.BytesIO()
    Image.new(mode, size, 1).save(buffer, kind)
    return buffer.getvalue()


def test_without_tesseract_a_scan_is_one_clear_line(monkeypatch, tmp_path):
    monkeypatch.setenv(tesseract.PROGRAM, str(tmp_path / "none"))
    scan = as_pdf([Image.new("L", (800, 1100), 255)], tmp_path / "scan.pdf")
    for name, data in (("a.png", image((50, 50))), ("scan.pdf", scan.read_bytes())):
        with pytest.raises(Unreadable, match="apt install tesseract-ocr tesseract-ocr-vie") as caught:
            read_source(name, data)
        assert "\n" not in str(caught.value)


def test_without_tesseract_the_pages_with_text_are_read(monkeypatch, printed_plan, tmp_path):
    monkeypatch.setenv(tesseract.PROGRAM, str(tmp_path / "none"))
    mixed = pypdfium2.PdfDocument.new()
    mixed.import_pages(pypdfium2.PdfDocument(printed_plan), [0])
    scan = as_pdf([Image.new("L", (800, 1100), 255)], tmp_path / "scan.pdf")
    mixed.import_pages(pypdfium2.PdfDocument(scan), [0])
    mixed.save(tmp_path / "mixed.pdf")
    source = read_source("mixed.pdf", (tmp_path / "mixed.pdf").read_bytes())
    assert source.lines
    assert source.recognised == ()
    assert any("trang 2" in warning and "apt install" in warning for warning in source.warnings)


def refused(name, data, why, limits=None):
    with pytest.raises(Unreadable) as caught:
        read_source(name, data, limits or Limits())
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@needs_tesseract
def test_what_is_too_large_is_refused_before_it_takes_memory():
    refused("bomb.png", image((60_000, 60_000)), "triệu điểm ảnh")
    refused("large.tif", image((9_000, 9_000), "TIFF"), "triệu điểm ảnh")
    refused("cut.png", image((500, 500))[:60], "ảnh hỏng")
    refused("blank.png", image((500, 500)), "không nhận ra chữ")


def pdf_of(pages, box="0 0 595 842", filler=""):
    """A PDF that claims pages: all of them one object, named over and over."""
    kids = "3 0 R " * pages
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R>>",
        f"<</Length {len(filler)}>>stream\n{filler}\nendstream",
    ]
    return of_objects(objects)


def test_a_hundred_thousand_claimed_pages_are_refused():
    refused("many.pdf", pdf_of(100_000), "trang")


@needs_tesseract
def test_more_scanned_pages_than_allowed_and_huge_paper_are_refused(tmp_path):
    drawn = "0 0 m 100 700 l 300 20 l f 10 10 m 50 80 200 100 300 300 c f"
    scan = as_pdf([Image.new("L", (200, 300), 255)] * 3, tmp_path / "scan.pdf")
    refused("many.pdf", scan.read_bytes(), "2 trang", Limits(recognised_pages=2))
    refused("huge.pdf", pdf_of(1, box="0 0 200000 200000", filler=drawn), "không nhận ra chữ")
